"""The office's pages of complaints: the inbox, and one complaint's file with the steps that are open."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue

from vigilance.accounts.signing_in import current_actor, current_officer
from vigilance.audit.models import FILE
from vigilance.audit.reading import put_on_ledger
from vigilance.complaints import schemas_office as schemas
from vigilance.complaints.bundles import Others, others_beside
from vigilance.complaints.complaint_page import complaint_page, drawn
from vigilance.complaints.file_steps import step_taken
from vigilance.complaints.form_drawn import wanted_of_address
from vigilance.complaints.inbox import Line, Place, intake_page, place_of
from vigilance.complaints.office_steps import STEPS
from vigilance.complaints.queries import complaint_by_number, complaint_read
from vigilance.complaints.subject import district_name, subject_line
from vigilance.domain.permissions import Permission
from vigilance.domain.workflows.complaint import FINAL, State
from vigilance.web.arguments import read_arguments
from vigilance.web.choices import choices
from vigilance.web.clock import now, today
from vigilance.web.cursors import read_cursor, seal_cursor
from vigilance.web.forms import Form
from vigilance.web.guard import requires
from vigilance.web.navigation import intake_doors, url_of_each
from vigilance.web.session import current_session
from vigilance.web.transaction import transactional

complaints = Blueprint("complaints", __name__, url_prefix="/office")


@dataclass(frozen=True, slots=True)
class Row:
    """One complaint as a line of the inbox."""

    complaint: Line
    url: str
    age: int
    what: str
    district: str
    over: bool
    others: Others


@complaints.get("/intake")
@requires(Permission.INTAKE_SEE)
def intake() -> ResponseReturnValue:
    """The one inbox of every channel, newest first."""
    asked: schemas.Filter = read_arguments(schemas.IntakeFilter)
    officer_id = current_officer().officer_id
    listing = f"intake {asked.state or 'all'}"
    after = Place.unpacked(read_cursor(listing, officer_id, asked.after)) if asked.after else None
    page = intake_page(current_session(), asked.state, after)
    place = place_of(page)
    state = asked.state.value if asked.state else None
    older = seal_cursor(listing, officer_id, place.packed()) if place else None
    return render_template(
        "complaints/office-intake.html",
        doors=intake_doors(),
        rows=_rows(page.rows),
        form=Form({"state": state or ""}),
        states=choices(State),
        newest=url_for(".intake", state=state) if asked.after else None,
        older=url_for(".intake", state=state, after=older) if older else None,
    )


def _rows(lines: Sequence[Line]) -> list[Row]:
    beside, day = others_beside(current_session(), lines), today()
    url = url_of_each("complaints.complaint", "number")
    return [
        Row(
            complaint=line,
            url=url(line.number),
            age=(day - line.received_on).days,
            what=subject_line(None, line.scheme_code, line.post_complained_against),
            district=district_name(line.district_code),
            over=line.state in FINAL,
            others=beside[line.record_id],
        )
        for line in lines
    ]


@complaints.get("/complaints/<number>")
@requires(Permission.COMPLAINT_READ)
def complaint(number: str) -> ResponseReturnValue:
    """The file of one complaint, with one of its forms."""
    wanted = wanted_of_address()
    session, by = current_session(), current_actor()
    found = complaint_read(session, number, by)
    put_on_ledger(session, found.complaint.record_id, FILE, by=by, at=now())
    return drawn(session, found, wanted)


@complaints.post("/complaints/<number>/steps/<action>")
@requires(Permission.COMPLAINT_STEP)
@transactional
def step(number: str, action: str) -> ResponseReturnValue:
    """Take a step of the procedure; one table says which form it reads and which command does it."""
    found = complaint_by_number(current_session(), number)
    return step_taken(
        found, action, STEPS, complaint_page, lambda: url_for(".complaint", number=number)
    )
