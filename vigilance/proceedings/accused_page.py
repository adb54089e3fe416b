"""The page of one accused: particulars, postings, what is alleged, and every track with its steps, log and clocks."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import render_template
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from vigilance.accounts.signing_in import current_actor
from vigilance.cases.accused_models import Allegation, PointFinding
from vigilance.cases.accused_queries import (
    AccusedOfficer,
    accused_by_number,
    allegations_of,
    points_of,
    postings_of,
)
from vigilance.cases.models import Case
from vigilance.cases.queries import case_by_number
from vigilance.complaints.file_shown import reader_of
from vigilance.complaints.people import people
from vigilance.complaints.schemas import current_office
from vigilance.complaints.subject import district_choices, district_name
from vigilance.domain.permissions import permissions_of
from vigilance.domain.stay_rules import STAY_RULES
from vigilance.domain.stays import StayGround
from vigilance.domain.tracks import WORKFLOWS, Track
from vigilance.domain.workflow import Step
from vigilance.personnel.models import Official
from vigilance.proceedings import queries
from vigilance.proceedings.standing import by_proceeding
from vigilance.proceedings.step_shown import FIELD_LABELS, kept_of
from vigilance.proceedings.track_shown import (
    Course,
    may_step,
    track_shown,
    tracks_to_begin,
)
from vigilance.proceedings.words import authorities, post_in_words, posts, whom_in_words
from vigilance.web.attempts import Refused
from vigilance.web.choices import choices
from vigilance.web.filters import day
from vigilance.web.forms import Form
from vigilance.web.labels import label_of
from vigilance.web.language import language
from vigilance.web.session import current_session

LABELS: Mapping[str, Any] = {
    **FIELD_LABELS,
    "designation": _l("Post held"),
    "office": _l("Office"),
    "district_code": _l("District"),
    "reports_to": _l("Reports to"),
    "since": _l("Since"),
    "until": _l("Until"),
    "entry": _l("Which act"),
    "true_day": _l("The true day"),
    "reasons": _l("Reasons"),
    "ground": _l("Ground"),
}
"""The fields of the page's forms."""


def accused_page(
    number: str, k: int, refused: Refused | None = None, tried: Step | None = None
) -> str:
    """The page of this accused, with the form that was refused opened as it was typed."""
    session = current_session()
    case = case_by_number(session, number)
    found = accused_by_number(session, case.record_id, k)
    return drawn(session, case, found, refused, tried)


def drawn(
    session: Session,
    case: Case,
    found: AccusedOfficer,
    refused: Refused | None = None,
    tried: Step | None = None,
) -> str:
    """The page of an accused already read."""
    proceedings = queries.of_accused(session, found.accused.id)
    course = _course(session, case, found, proceedings)
    tracks = [track_shown(course, each, refused) for each in proceedings]
    begun = tracks_to_begin(course, found.official.superannuates_on, refused)
    steps = [*begun, *(step for each in tracks for step in each.steps)]
    posting = refused.form if refused and refused.name == "posting" else Form(prefix="posting-")
    return render_template(
        "proceedings/accused.html",
        number=case.number,
        found=found,
        particulars=_particulars(found),
        postings=postings_of(session, found.official.id),
        allegations=_alleged(session, case, found),
        tracks=sorted(tracks, key=lambda track: track.over),
        begun=begun,
        posting=posting,
        labels=LABELS,
        may={permission.value for permission in permissions_of(current_actor().roles)},
        opened=refused.name if refused else None,
        opened_form=refused.form if refused else Form(),
        stale=refused is not None and refused.stale,
        kept=kept_of(refused, steps, tried),
        choose=_choose(),
        post_in_words=post_in_words,
        whom_in_words=whom_in_words,
        district_name=district_name,
    )


def _choose() -> dict[str, Any]:
    """What the forms of the page are chosen from; a ground only by whom its rule lets allow it."""
    mine = current_actor().roles
    grounds = [ground for ground, rule in STAY_RULES.items() if rule.allowed_by & mine]
    return {
        "posts": posts(),
        "authorities": authorities(),
        "districts": district_choices(),
        "grounds": choices(grounds),
        "all_grounds": choices(StayGround),
    }


def _course(
    session: Session, case: Case, found: AccusedOfficer, proceedings: Sequence[Any]
) -> Course:
    ids = [each.id for each in proceedings]
    clocks = queries.clocks_of_proceedings(session, ids) if ids else []
    logs = queries.entries_of(session, ids)
    recorded = {entry.recorded_by for log in logs.values() for entry in log}
    latest: dict[Track, Any] = {each.track: each for each in proceedings}
    return Course(
        number=case.number,
        accused=found.accused.number,
        latest=latest,
        logs=logs,
        clocks=by_proceeding(clocks),
        changes=queries.changes_of_clocks(session, [each.id for each in clocks]) if clocks else {},
        people=people(session, {each for each in recorded if each}, choosing=False),
        rules=current_office().rules(session),
        steps=may_step(struck=found.accused.struck_off_at is not None),
    )


def _particulars(found: AccusedOfficer) -> list[tuple[str, str]]:
    official: Official = found.official
    facts = [
        (_("Post then"), post_in_words(found.accused.post_then)),
        (_("Present post"), post_in_words(official.designation)),
        (_("Group"), label_of(official.group).said_in(language())),
        (_("HRMS number"), official.hrms_id),
        (_("Service"), official.service),
        (_("Cadre"), official.cadre),
        (_("District"), district_name(official.district_code)),
        (_("Appointing authority"), whom_in_words(official.appointing_authority)),
        (_("Disciplinary authority"), whom_in_words(official.disciplinary_authority)),
        (_("Born on"), day(official.born_on)),
        (_("Superannuates on"), day(official.superannuates_on)),
    ]
    return [(words, value) for words, value in facts if value and value != "–"]


def _alleged(
    session: Session, case: Case, found: AccusedOfficer
) -> list[tuple[Allegation, str | None, PointFinding | None]]:
    """What is alleged against this officer: the point, its text (none where sealed to this reader), the finding."""
    read = reader_of(session, case.record)
    findings = {
        point.allegation_id: point.finding
        for point in points_of(session, case.record_id)
        if point.accused_id == found.accused.id
    }
    return [
        (each, read(each), findings[each.id])
        for each in allegations_of(session, case.record_id)
        if each.id in findings
    ]


def step_tried(track: Track, state: str | None, action: str) -> Step | None:
    """The row whose form belongs to this act: from where the track stands, else from anywhere; none where unknown."""
    rows = [row for row in WORKFLOWS[track].steps if row.action == action]
    if state is None:
        return next((row for row in rows if not row.sources), None)
    return next((row for row in rows if row.starts_from(state)), rows[0] if rows else None)
