"""The weekly note on unusual reading, as a page."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from vigilance.accounts.signing_in import current_officer
from vigilance.complaints.people import people
from vigilance.domain.permissions import Permission
from vigilance.domain.reading import ReadingRule
from vigilance.returns.looked import notes_for
from vigilance.web.guard import requires
from vigilance.web.labels import label_of
from vigilance.web.language import language
from vigilance.web.session import current_session

looked = Blueprint("looked", __name__, url_prefix="/office/reads")


@looked.get("/unusual")
@requires(Permission.READS_AUDIT)
def week() -> ResponseReturnValue:
    """Officers whose reading a rule found unusual, week by week; nobody sees his own line."""
    session = current_session()
    notes = notes_for(session, current_officer().officer_id)
    who = people(session, {note.officer_id for note in notes}, choosing=False)
    return render_template(
        "returns/looked.html",
        notes=[
            (note, who.name(note.officer_id), label_of(ReadingRule(note.rule)).said_in(language()))
            for note in notes
        ],
    )
