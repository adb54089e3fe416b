"""The page of one accused: particulars, postings, what is alleged, and every track with its steps, log and clocks."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from vigilance.accounts.likeness import logins_alike
from vigilance.accounts.login_numbers import officers_numbered
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
from vigilance.complaints.subject import district_choices, district_name
from vigilance.domain.permissions import Permission, permissions_of
from vigilance.domain.personnel import plain_hrms
from vigilance.domain.tracks import OF_AN_ACCUSED
from vigilance.domain.workflow import Step
from vigilance.personnel.models import Official
from vigilance.proceedings import queries
from vigilance.proceedings.commands.witnesses import HAS_WITNESSES
from vigilance.proceedings.facts_asked import zero_name
from vigilance.proceedings.letter_queries import letters_of
from vigilance.proceedings.models import Proceeding
from vigilance.proceedings.step_shown import FIELD_LABELS, kept_of, typed_day
from vigilance.proceedings.track_course import Course, TrackPlace, course_of, may_step
from vigilance.proceedings.track_shown import (
    TRACK_LABELS,
    stay_grounds,
    track_shown,
    tracks_to_begin,
)
from vigilance.proceedings.witness_page import WitnessShown, witnesses_shown
from vigilance.proceedings.words import authorities, post_in_words, posts, whom_in_words
from vigilance.records.models import RecordKind
from vigilance.web.attempts import Refused
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
    "hrms_id": _l("HRMS number"),
    **TRACK_LABELS,
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
    retires = {zero_name("retirement"): typed_day(found.official.superannuates_on)}
    begun = tracks_to_begin(course, OF_AN_ACCUSED, retires, refused)
    steps = [*begun, *(step for each in tracks for step in each.steps)]
    numbering = refused.form if refused and refused.name == "hrms" else Form(prefix="hrms-")
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
        witnesses=_witnesses(session, case, found, proceedings),
        posting=posting,
        logins=_logins(session, found),
        numbering=numbering,
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


@dataclass(frozen=True, slots=True)
class LoginsShown:
    """Who of those who sign in this accused is, as far as is known: the walled-off log-ins, else the alike in name."""

    walled: Sequence[str]
    alike: Sequence[str]


def _logins(session: Session, found: AccusedOfficer) -> LoginsShown:
    number, spoken = found.official.hrms_id, language()
    known = officers_numbered(session, plain_hrms(number)) if number else ()
    alike = () if known else logins_alike(session, found.official.name)
    return LoginsShown(
        [officer.name_in(spoken) for officer in known],
        [f"{officer.name_in(spoken)} ({officer.email})" for officer in alike],
    )


def _choose() -> dict[str, Any]:
    """What the forms of the page are chosen from."""
    return {
        **stay_grounds(),
        "posts": posts(),
        "authorities": authorities(),
        "districts": district_choices(),
    }


def _course(
    session: Session, case: Case, found: AccusedOfficer, proceedings: Sequence[Proceeding]
) -> Course:
    def address(form: str, **values: Any) -> str:
        return url_for(f"proceedings.{form}", number=case.number, k=found.accused.number, **values)

    struck = found.accused.struck_off_at is not None
    steps = may_step(Permission.PROCEEDING_STEP, struck=struck)
    place = TrackPlace(RecordKind.CASE, case.number, address, steps, current_actor(), found)
    return course_of(session, proceedings, letters_of(session, case.record_id), place)


def _witnesses(
    session: Session, case: Case, found: AccusedOfficer, proceedings: Sequence[Proceeding]
) -> dict[uuid.UUID, tuple[list[WitnessShown], str | None]]:
    """Of each inquiry and trial the witnesses, and where they are entered by whoever may."""
    heard = [each for each in proceedings if each.track in HAS_WITNESSES]
    shown = witnesses_shown(session, case.record, heard, current_actor()) if heard else []
    enters = may_step(Permission.PROCEEDING_STEP)
    return {
        each.id: (
            [witness for witness in shown if witness.proceeding_id == each.id],
            url_for(
                "witnesses.page",
                number=case.number,
                k=found.accused.number,
                proceeding_id=each.id,
            )
            if enters
            else None,
        )
        for each in heard
    }


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
        if each.id in findings and each.struck_off_at is None
    ]
