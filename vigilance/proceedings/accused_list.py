"""The page of all accused of a case: who they are, the table of allegations and findings, vendors and accounts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import render_template, url_for
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from vigilance.accounts.signing_in import current_actor
from vigilance.cases.accused_models import (
    Allegation,
    CaseEntity,
    EntityKind,
    Point,
    PointFinding,
)
from vigilance.cases.accused_queries import (
    AccusedOfficer,
    accused_of,
    allegations_of,
    cases_with,
    entities_of,
    points_of,
)
from vigilance.cases.models import Case
from vigilance.cases.queries import case_by_number
from vigilance.complaints.file_shown import reader_of
from vigilance.complaints.subject import district_choices
from vigilance.domain.permissions import permissions_of
from vigilance.domain.personnel import Group
from vigilance.proceedings.words import (
    authorities,
    post_in_words,
    posts,
    provision_in_words,
    provisions,
)
from vigilance.web.attempts import Refused
from vigilance.web.choices import choices
from vigilance.web.forms import Form
from vigilance.web.session import current_session

FORMS = ("name", "allege", "find", "entity")

LABELS: Mapping[str, Any] = {
    "name": _l("Name"),
    "hrms_id": _l("HRMS number"),
    "service": _l("Service"),
    "cadre": _l("Cadre"),
    "group": _l("Group"),
    "designation": _l("Present post"),
    "post_then": _l("Post then"),
    "district_code": _l("District"),
    "appointing_authority": _l("Appointing authority"),
    "disciplinary_authority": _l("Disciplinary authority"),
    "born_on": _l("Born on"),
    "superannuates_on": _l("Superannuates on"),
    "reasons": _l("Reasons"),
    "text": _l("What is alleged"),
    "against": _l("Against"),
    "done_from": _l("Done from"),
    "done_until": _l("Done until"),
    "amount": _l("Amount in rupees"),
    "provision": _l("Rule or section broken"),
    "point": _l("Which point"),
    "point_finding": _l("Finding"),
    "kind": _l("Kind"),
}
"""The fields of the page's forms."""


@dataclass(frozen=True, slots=True)
class AllegationShown:
    """One allegation as a row: its text, or none where it is sealed to this reader, and what was found on whom."""

    allegation: Allegation
    text: str | None
    provision: str
    points: Mapping[int, Point]


@dataclass(frozen=True, slots=True)
class EntityShown:
    """A vendor, account, vehicle or tender, and in how many other cases of those in sight it stands."""

    entity: CaseEntity
    text: str | None
    elsewhere: int


def accused_list(number: str, refused: Refused | None = None) -> str:
    """The page of this case's accused, with the form that was refused opened as it was typed."""
    session = current_session()
    return drawn(session, case_by_number(session, number), refused)


def drawn(session: Session, case: Case, refused: Refused | None) -> str:
    """The page of a case already read."""
    accused = accused_of(session, case.record_id)
    allegations = _allegations(session, case, accused)
    forms = {name: Form(prefix=f"{name}-") for name in FORMS}
    if refused is not None:
        forms[refused.name] = refused.form
    return render_template(
        "proceedings/accused-list.html",
        number=case.number,
        accused=accused,
        allegations=allegations,
        entities=_entities(session, case),
        forms=forms,
        labels=LABELS,
        opened=refused.name if refused else None,
        opened_form=refused.form if refused else Form(),
        may={permission.value for permission in permissions_of(current_actor().roles)},
        choose=_choices(accused, allegations),
        links={name: url_for(f"accused.{name}", number=case.number) for name in FORMS},
        post_in_words=post_in_words,
    )


def _choices(
    accused: Sequence[AccusedOfficer], allegations: Sequence[AllegationShown]
) -> Mapping[str, Any]:
    standing = [
        (str(one.accused.number), f"{one.accused.number}. {one.official.name}")
        for one in accused
        if one.accused.struck_off_at is None
    ]
    named = dict(standing)
    return {
        "posts": posts(),
        "authorities": authorities(),
        "groups": choices(Group),
        "districts": district_choices(),
        "accused": standing,
        "provisions": provisions(),
        "points": [
            (str(point.id), f"{each.allegation.number} · {named[str(number)]}")
            for each in allegations
            if each.allegation.struck_off_at is None
            for number, point in each.points.items()
            if str(number) in named
        ],
        "findings": choices(PointFinding),
        "kinds": choices(EntityKind),
    }


def _allegations(
    session: Session, case: Case, accused: Sequence[AccusedOfficer]
) -> list[AllegationShown]:
    read = reader_of(session, case.record)
    numbers = {one.accused.id: one.accused.number for one in accused}
    points: dict[Any, dict[int, Point]] = {}
    for point in points_of(session, case.record_id):
        points.setdefault(point.allegation_id, {})[numbers[point.accused_id]] = point
    return [
        AllegationShown(
            each,
            read(each),
            provision_in_words(each.provision),
            dict(sorted(points.get(each.id, {}).items())),
        )
        for each in allegations_of(session, case.record_id)
    ]


def _entities(session: Session, case: Case) -> list[EntityShown]:
    read = reader_of(session, case.record)
    found = entities_of(session, case.record_id)
    elsewhere = cases_with(session, {each.mark for each in found}, case.record_id)
    return [EntityShown(each, read(each), elsewhere.get(each.mark, 0)) for each in found]
