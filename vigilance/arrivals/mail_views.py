"""A mail as its sender laid it out: cleaned in the confined child, shown in a frame that runs and fetches nothing.

The words alone stand on the held thing's page and in the file; this is for tables and emphasis (security.md 7, rows 68
and 69). Of a protected record nothing is shown: its text is sealed, and the layout would tell it.
"""

import uuid
from collections.abc import Sequence

from flask import Blueprint, Response, make_response, render_template, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup
from sqlalchemy.orm import Session

from vigilance.accounts.signing_in import current_actor
from vigilance.arrivals.held_note import put_held_on_ledger
from vigilance.arrivals.models import ArrivedMessage
from vigilance.arrivals.queries import Held, held_of, mails_of
from vigilance.arrivals.raw import open_raw
from vigilance.audit.reading import put_on_ledger
from vigilance.channels.base import Unreadable
from vigilance.channels.mail.child import shown_html
from vigilance.complaints.file_shown import reads_source
from vigilance.complaints.models import Complaint
from vigilance.complaints.queries import complaint_by_number
from vigilance.complaints.schemas import current_office
from vigilance.database.acting import act_as
from vigilance.domain.actors import SYSTEM
from vigilance.domain.errors import NotFound
from vigilance.domain.lanes import Channel
from vigilance.domain.permissions import Permission
from vigilance.records.models import Tier
from vigilance.web.clock import now
from vigilance.web.guard import requires
from vigilance.web.navigation import file_url
from vigilance.web.security import policy_of
from vigilance.web.session import current_session, database, let_go

mails = Blueprint("mails", __name__, url_prefix="/office")
FRAME_POLICY = (
    "default-src 'none'; style-src 'self'; font-src 'self'; sandbox allow-same-origin; form-action 'none'; "
    "base-uri 'none'; frame-ancestors 'self'"
)
"""Nothing runs, nothing is sent, nothing is loaded but our own letters; only our own page may show it.

Without `allow-same-origin` a browser refuses the frame our fonts, and a machine without Devanagari shows boxes.
"""


@mails.get("/held/<uuid:held_id>/mail")
@requires(Permission.HELD_DECIDE)
def of_held(held_id: uuid.UUID) -> ResponseReturnValue:
    """A held mail as it was laid out."""
    found = _held_mail(held_id)
    return _page(
        frame=url_for(".frame_of_held", held_id=found.id),
        back=url_for("held.one", held_id=found.id),
        others=(),
    )


@mails.get("/held/<uuid:held_id>/mail/frame")
@requires(Permission.HELD_DECIDE)
def frame_of_held(held_id: uuid.UUID) -> ResponseReturnValue:
    """The same without a page around it; that it was opened stands on the ledger."""
    found = _held_mail(held_id)
    let_go()  # opening takes time, and the note of it is written in a transaction of its own
    put_held_on_ledger(found)
    return _framed(found.arrival_id)


def _held_mail(held_id: uuid.UUID) -> Held:
    found = held_of(current_session(), held_id)
    if found.channel is not Channel.EMAIL:
        raise NotFound("mail")
    return found


@mails.get("/files/<number>/mails/<int:mail>")
@requires(Permission.PAPER_READ)
def of_file(number: str, mail: int) -> ResponseReturnValue:
    """A mail of a file as it was laid out; the first is the one that was registered."""
    complaint, found = _mails_of_file(current_session(), number)
    _one_of(found, mail)
    return _page(
        frame=url_for(".frame_of_file", number=number, mail=mail),
        back=file_url(complaint.number),
        others=[
            (each.at, url_for(".of_file", number=number, mail=place), place == mail)
            for place, each in enumerate(found, start=1)
        ],
    )


@mails.get("/files/<number>/mails/<int:mail>/frame")
@requires(Permission.PAPER_READ)
def frame_of_file(number: str, mail: int) -> ResponseReturnValue:
    """The same without a page around it; the reading is on the ledger before the mail is opened."""
    session = current_session()
    complaint, found = _mails_of_file(session, number)
    arrival_id = _one_of(found, mail).arrival_id
    put_on_ledger(session, complaint.record_id, f"mail {mail}", by=current_actor(), at=now())
    let_go()
    return _framed(arrival_id)


def _mails_of_file(session: Session, number: str) -> tuple[Complaint, Sequence[ArrivedMessage]]:
    complaint = complaint_by_number(session, number)
    record = complaint.record
    if record.tier is Tier.PROTECTED or not reads_source(record):
        raise NotFound("mail")
    return complaint, mails_of(session, complaint.record_id)


def _one_of(found: Sequence[ArrivedMessage], mail: int) -> ArrivedMessage:
    if not 1 <= mail <= len(found):
        raise NotFound("mail")
    return found[mail - 1]


def _page(**shown: object) -> Response:
    response = make_response(render_template("arrivals/mail.html", **shown))
    response.headers["Content-Security-Policy"] = policy_of(
        current_office().settings, "frame-src 'self'"
    )
    return response


def _framed(arrival_id: uuid.UUID) -> Response:
    office = current_office()
    with database().reading() as session:
        raw = open_raw(act_as(session, SYSTEM), arrival_id, office)
    try:
        cleaned, readable = Markup(shown_html(raw)), True  # noqa: S704 - what nh3 made in the child is markup
    except Unreadable:
        cleaned, readable = Markup(), False
    page = render_template("arrivals/mail-frame.html", cleaned=cleaned, readable=readable)
    response = make_response(page)
    response.headers["Content-Security-Policy"] = FRAME_POLICY
    response.headers["X-Frame-Options"] = "SAMEORIGIN"
    return response
