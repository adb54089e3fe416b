"""The pages of one envelope: its complaint being written, the code slip of the last one, and its end."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import render_template, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from vigilance.complaints.filing import Registration
from vigilance.complaints.filing_labels import matter_labels
from vigilance.complaints.kept_writing import ComplaintLine
from vigilance.complaints.models import Complaint
from vigilance.complaints.schemas import current_office
from vigilance.complaints.subject import district_choices
from vigilance.database.acting import act_as
from vigilance.domain.actors import SYSTEM, Actor
from vigilance.domain.dates import ist_day
from vigilance.domain.lanes import Lane
from vigilance.evidence.names import shown_name
from vigilance.post.envelope_seals import sender_of, stored_of, typed_of
from vigilance.post.keeping import turn_of
from vigilance.post.models import HowItCame, PostEnvelope
from vigilance.post.queries import complaints_in, envelope_of, items_in, likely_same, scans_of
from vigilance.post.slip import Slip
from vigilance.web.choices import choices
from vigilance.web.clock import now
from vigilance.web.forms import Form
from vigilance.web.language import language, url_in_other_language
from vigilance.web.navigation import file_url
from vigilance.web.session import database

NO_ERRORS: Mapping[str, list[str]] = {}


@dataclass(frozen=True, slots=True)
class Scan:
    """A scan as it is listed."""

    name: str
    size: int


def envelope_labels() -> dict[str, str]:
    """The name of each field on an envelope."""
    return {
        "received_on": _("Received on"),
        "how": _("How did it come?"),
        "language": _("Language of the letter"),
        "name": _("Sender, as written"),
        "address": _("Address of the sender"),
        "mobile": _("Mobile number"),
        "email": _("E-mail address"),
    }


def item_labels() -> dict[str, str]:
    """The name of each field of one complaint, as the form and its error summary say it."""
    return {
        "lane": _("Whose complaint is it?"),
        "text": _("What the letter says"),
        "evidence": _("Scans"),
        **matter_labels(),
        "discard": _("Throw away what is written above and not registered"),
    }


def scheme_choices() -> list[tuple[str, str]]:
    """Every scheme, in the reader's language."""
    schemes = current_office().reference.schemes.values()
    return [(each.code, each.name.said_in(language())) for each in schemes]


def start_page(form: Form, envelopes: list[PostEnvelope]) -> str:
    """A new envelope, and those not closed yet."""
    return render_template(
        "post/post-start.html",
        other_language_url=url_in_other_language("post_desk.start"),
        form=form,
        labels=envelope_labels(),
        ways=choices(HowItCame),
        envelopes=envelopes,
    )


def draw(
    envelope_id: uuid.UUID,
    actor: Actor,
    errors: Mapping[str, list[str]] = NO_ERRORS,
    problem: str | None = None,
) -> str:
    """The page of one envelope, in a session that only reads; what was typed comes out of its own row."""
    with database().reading() as session:
        act_as(session, actor)
        envelope = envelope_of(session, envelope_id, actor.officer_id)
        lines = _lines(complaints_in(session, envelope.id))
        count = items_in(session, envelope.id)
        if envelope.closed_at is not None:
            return render_template(
                "post/post-closed.html", envelope=envelope, lines=lines, count=count
            )
        return _form_page(session, envelope, errors, problem, {"lines": lines, "count": count})


def _lines(complaints: Sequence[Complaint]) -> list[ComplaintLine]:
    return [ComplaintLine(each, file_url(each.number)) for each in complaints]


def _form_page(
    session: Session,
    envelope: PostEnvelope,
    errors: Mapping[str, list[str]],
    problem: str | None,
    earlier: Mapping[str, object],
) -> str:
    office = current_office()
    typed, sender = typed_of(office, envelope), sender_of(office, envelope)
    with database().reading() as counting:
        same = likely_same(
            session, act_as(counting, SYSTEM), envelope.sender_digest, typed.get("text", "")
        )
    stored = [stored_of(office, row) for row in scans_of(session, envelope.id)]
    return render_template(
        "post/post.html",
        other_language_url=url_in_other_language("post_desk.envelope", envelope_id=envelope.id),
        envelope=envelope,
        turn=turn_of(envelope),
        form=Form(typed, errors),
        problem=problem,
        labels=item_labels(),
        sender=sender,
        divisions=district_choices(),
        schemes=scheme_choices(),
        scans=[Scan(shown_name(one.name), one.size) for one in stored],
        same=_lines(same.complaints),
        same_others=same.others,
        **earlier,
    )


def goes_to(
    lane: Lane, envelope: PostEnvelope, sender: Mapping[str, str]
) -> tuple[str, ...] | None:
    """The lines of the window of the letter that goes out; none of them for a slip into the hand; None for no letter.

    Who is protected gets none by post, as the CVC does it under the PIDPI resolution: others may open his letters.
    """
    if lane is Lane.ORDINARY and sender.get("address"):
        return tuple(filter(None, [sender.get("name"), *sender["address"].splitlines()]))
    return () if envelope.how is HowItCame.HAND else None


def slip_for(
    done: Registration, envelope: PostEnvelope, address: tuple[str, ...] | None
) -> Slip | None:
    """The acknowledgement, where there is somebody to give it to."""
    if address is None:
        return None
    return Slip(
        reference=done.reference,
        secret=done.secret,
        language=done.complaint.language,
        received_on=envelope.received_on,
        registered_on=ist_day(done.registered_at),
        address=address,
    )


def code_page(done: Registration, envelope: PostEnvelope, slip: Slip | None) -> str:
    """Number and code of one complaint of an envelope, once, and the ways on."""
    return shown_once(
        done, slip, back=url_for("post_desk.envelope", envelope_id=envelope.id), envelope=envelope
    )


def shown_once(
    done: Registration, slip: Slip | None, *, back: str, envelope: PostEnvelope | None = None
) -> str:
    """Number and code, once, with the button that prints them."""
    return render_template(
        "post/post-code.html",
        envelope=envelope,
        back=back,
        number=done.complaint.number,
        url=file_url(done.complaint.number),
        reference=done.reference,
        secret=done.secret,
        token=slip.token(current_office(), now()) if slip else None,
        posted=bool(slip and slip.address),
        lane=done.complaint.lane,
        live_demand=done.complaint.live_demand,
    )
