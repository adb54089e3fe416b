"""The auditor's pages: the ledger event by event, its checks and checkpoints, its export."""

import uuid
from datetime import datetime
from io import TextIOWrapper
from tempfile import TemporaryFile
from typing import IO, Any

from flask import (
    Blueprint,
    current_app,
    flash,
    redirect,
    render_template,
    request,
    send_file,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from vigilance.accounts.overseeing import in_an_overseers_sight
from vigilance.accounts.queries import officer_by_email
from vigilance.accounts.signing_in import current_actor, current_officer
from vigilance.audit.bundle_file import write_bundle
from vigilance.audit.commands import append_event
from vigilance.audit.sealer import verifier_key
from vigilance.audit.stored_ledger import stored_bundle
from vigilance.database.acting import act_as
from vigilance.database.paging import Page
from vigilance.domain.actors import SYSTEM
from vigilance.domain.errors import Invalid
from vigilance.domain.permissions import Permission, allowed
from vigilance.records.commands import system_record
from vigilance.reports import ledger_queries, review_checks, totals_checks
from vigilance.reports.event_names import EVENT_NAMES, event_name
from vigilance.reports.ledger_checks import CHECKED, check_ledger, tell_check
from vigilance.reports.ledger_queries import Entry, Sought
from vigilance.reports.schemas import LedgerAddress, LedgerFilter
from vigilance.reviews.schemas import PageAddress
from vigilance.web.arguments import read_arguments
from vigilance.web.clock import now, today
from vigilance.web.cursors import read_cursor, seal_cursor
from vigilance.web.forms import Form
from vigilance.web.guard import current_roles, requires
from vigilance.web.input import Malformed
from vigilance.web.language import language
from vigilance.web.session import current_session, database
from vigilance.web.system_sight import in_the_systems_sight
from vigilance.web.transaction import transactional

auditor = Blueprint("auditor", __name__, url_prefix="/office")


@auditor.get("/ledger")
@requires(Permission.LEDGER_READ)
@in_an_overseers_sight
def ledger() -> ResponseReturnValue:
    """The ledger, the newest event first: by record, by kind, by day, by officer."""
    try:
        asked: LedgerFilter = read_arguments(LedgerAddress)
        actor = _officer_sought(asked.officer)
    except Malformed:
        raise
    except Invalid as error:
        return render_template("auditor/ledger.html", **_nothing(error), kinds=_kinds()), 422
    sought = Sought(asked.record, asked.type, asked.day, actor)
    listing = f"ledger {asked.record} {asked.type} {asked.day} {actor}"
    page = ledger_queries.entries(current_session(), sought, _after(listing, asked.after))
    return render_template(
        "auditor/ledger.html", form=_asked_form(), kinds=_kinds(), **_shown(listing, page)
    )


@auditor.get("/ledger/checks")
@requires(Permission.LEDGER_READ)
@in_the_systems_sight
def checks() -> ResponseReturnValue:
    """What the last check found, and the signed checkpoints."""
    session, token = current_session(), read_arguments(PageAddress)
    reader = current_officer().officer_id
    below = int(read_cursor("checkpoints", reader, token)["size"]) if token else None
    page = ledger_queries.checkpoints(session, below)
    settings = current_app.config["SETTINGS"]
    keyring = current_app.extensions["vigilance.keyring"]
    following = page.following and seal_cursor("checkpoints", reader, {"size": page.following[0]})
    return render_template(
        "auditor/checks.html",
        last=ledger_queries.last_entry(session, CHECKED),
        totals=ledger_queries.last_entry(session, totals_checks.CHECKED),
        reviews=ledger_queries.last_entry(session, review_checks.CHECKED),
        checkpoints=page.rows,
        key=verifier_key(keyring, settings.office_code).text,
        may_export=allowed(current_roles(), Permission.LEDGER_EXPORT),
        following=following,
    )


@auditor.post("/ledger/checks")
@requires(Permission.LEDGER_READ)
@in_the_systems_sight
@transactional
def check() -> ResponseReturnValue:
    """Check the whole ledger now. It is read before this request's own transaction begins, so nobody waits for it."""
    keyring = current_app.extensions["vigilance.keyring"]
    code = current_app.config["SETTINGS"].office_code
    checked = check_ledger(database(), keyring, code, now())
    tell_check(current_session(), checked, by=current_actor(), at=now())
    flash(_("The ledger was checked. Findings: %(count)s.", count=checked.findings))
    return redirect(url_for(".checks"), 303)


@auditor.post("/ledger/checks/totals")
@requires(Permission.LEDGER_READ)
@in_the_systems_sight
@transactional
def count_totals() -> ResponseReturnValue:
    """Count the register anew beside the figures of what is pending."""
    checked = totals_checks.check_totals(database())
    totals_checks.tell_check(current_session(), checked, by=current_actor(), at=now())
    flash(
        _(
            "The totals were counted anew. Figures that differ: %(count)s.",
            count=len(checked.differences),
        )
    )
    return redirect(url_for(".checks"), 303)


@auditor.post("/ledger/checks/reviews")
@requires(Permission.LEDGER_READ)
@in_the_systems_sight
@transactional
def look_at_queues() -> ResponseReturnValue:
    """Look whether everything pending stands in a review queue that somebody sees."""
    found = review_checks.check_reviews(
        database(), current_app.config["SETTINGS"].config_dir, now()
    )
    review_checks.tell_check(current_session(), found, by=current_actor(), at=now())
    flash(
        _(
            "The queues were looked at. Matters that nobody would review: %(count)s.",
            count=review_checks.findings(found),
        )
    )
    return redirect(url_for(".checks"), 303)


@auditor.post("/ledger/export")
@requires(Permission.LEDGER_EXPORT)
@in_the_systems_sight
@transactional
def export() -> ResponseReturnValue:
    """Hand out the whole ledger as a file that can be checked offline; the handing out is itself on the ledger."""
    file = _exported(now())
    record = system_record(current_session(), "ledger", at=now())
    append_event(current_session(), record, "ledger-exported", {}, by=current_actor(), at=now())
    return send_file(
        file,
        mimetype="application/x-ndjson",
        as_attachment=True,
        download_name=f"ledger-{today()}.jsonl",
    )


def _exported(at: datetime) -> IO[bytes]:
    """The ledger in a nameless file, which goes when it is closed."""
    file = TemporaryFile()  # noqa: SIM115 -- the answer closes it when it has been sent
    words = TextIOWrapper(file, encoding="utf-8")
    with database().reading() as session:
        act_as(session, SYSTEM)
        write_bundle(words, stored_bundle(session, at))
    words.flush()
    words.detach()
    file.seek(0)
    return file


def _officer_sought(email: str | None) -> str | None:
    if email is None:
        return None
    found = officer_by_email(current_session(), email)
    if found is None:
        raise Invalid({"officer": [_("There is no officer with this address.")]})
    return str(found.id)


def _asked_form() -> Form:
    return Form({name: value for name, value in request.args.items() if name != "after"})


def _nothing(error: Invalid) -> dict[str, Any]:
    return {"form": Form(_asked_form().values, error.fields), "rows": [], "older": None}


def _kinds() -> list[tuple[str, str]]:
    named = [(code, words.said_in(language())) for code, words in EVENT_NAMES.items()]
    return sorted(named, key=lambda kind: kind[1])


def _shown(listing: str, page: Page[Entry]) -> dict[str, Any]:
    officers = ledger_queries.actor_names(current_session(), [entry.actor for entry in page.rows])
    rows = [
        {
            "entry": entry,
            "what": event_name(entry.type).said_in(language()),
            "who": officers[entry.actor].name_in(language()) if entry.actor in officers else None,
        }
        for entry in page.rows
    ]
    older = None
    if page.following is not None:
        packed = {"at": page.following[0].isoformat(), "id": page.following[1].hex}
        token = seal_cursor(listing, current_officer().officer_id, packed)
        kept = {name: value for name, value in request.args.items() if name != "after"}
        older = url_for(str(request.endpoint), after=token, **kept)  # type: ignore[arg-type]  # the schema let in known names only
    return {"rows": rows, "older": older}


def _after(listing: str, token: str | None) -> ledger_queries.Place | None:
    if token is None:
        return None
    key = read_cursor(listing, current_officer().officer_id, token)
    return datetime.fromisoformat(key["at"]), uuid.UUID(key["id"])
