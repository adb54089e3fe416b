"""The page of what hangs together with a case, and the part of the case's file that tells of it."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from flask import render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString
from sqlalchemy import select
from sqlalchemy.orm import Session

from vigilance.accounts.signing_in import current_actor
from vigilance.cases.accused_queries import allegations_of
from vigilance.cases.link_queries import Tie, parted_from, ties_of
from vigilance.cases.models import Case, CaseComplaint
from vigilance.cases.queries import complaints_in
from vigilance.complaints.file_shown import FileShown, reader_of
from vigilance.complaints.models import Complaint
from vigilance.complaints.people import People, people
from vigilance.complaints.subject import subject_line
from vigilance.domain.permissions import Permission, permissions_of
from vigilance.domain.roles import Role
from vigilance.domain.workflows.inquiry import FINAL
from vigilance.web.attempts import Refused
from vigilance.web.forms import Form
from vigilance.web.labels import label_of
from vigilance.web.language import language

FORMS = ("join", "part", "relate", "propose", "merge", "split", "undo")
LONGEST_LINE = 80
LABELS: dict[str, LazyString] = {
    "number": _l("Number"),
    "reasons": _l("Reasons"),
    "link": _l("Which"),
    "title": _l("Title of the new case"),
    "officer": _l("Inquiring officer"),
    "vo": _l("Vigilance Officer who follows the case"),
    "complaints": _l("Complaints"),
    "allegations": _l("Allegations"),
}


@dataclass(frozen=True, slots=True)
class TieShown:
    """One tie as a line: the other case by number, where it may be read."""

    id: uuid.UUID
    words: str
    number: str | None
    title: str | None
    tie: Tie
    by: str
    undone_by: str


@dataclass(frozen=True, slots=True)
class EntryShown:
    """A complaint of the case as a line; `undone` is the entry of one that was taken out again."""

    number: str
    what: str
    undone: CaseComplaint | None = None


def section(session: Session, case: Case, _file: FileShown) -> str:
    """The ties of a case on its file, and the way to the page where they are made and undone."""
    ties = [each for each in ties_of(session, case.record_id) if each.link.undone_at is None]
    return render_template(
        "cases/links-section.html",
        number=case.number,
        ties=[_tie(each, People({})) for each in ties],
        more=Permission.PROCEEDING_STEP in permissions_of(current_actor().roles),
    )


def links_page(session: Session, case: Case, refused: Refused | None = None) -> str:
    """The page, with the form that was refused opened as it was typed."""
    forms = {name: Form(prefix=f"{name}-") for name in FORMS}
    if refused is not None:
        forms[refused.name] = refused.form
    joined = complaints_in(session, case)
    ties = ties_of(session, case.record_id)
    who = _people(session, case, ties)
    shown = [_tie(each, who) for each in ties]
    return render_template(
        "cases/links.html",
        number=case.number,
        title=case.title,
        over=case.state in FINAL,
        complaints=[_entry(one) for one in joined],
        parted=_parted(session, case),
        ties=shown,
        waiting=[(one.id, _words(one)) for one in shown if one.tie.waits],
        standing=[(one.id, _words(one)) for one in shown if one.tie.link.undone_at is None],
        allegations=_allegations(session, case),
        choose={
            "ios": who.with_role(Role.INQUIRING_OFFICER),
            "vos": who.with_role(Role.VO),
            "complaints": [(one.number, one.number) for one in joined],
        },
        forms=forms,
        labels=LABELS,
        opened=refused.name if refused else None,
        opened_form=refused.form if refused else Form(),
        may={permission.value for permission in permissions_of(current_actor().roles)},
        post=lambda act: url_for("case_links.act", number=case.number, act=act),
    )


def _people(session: Session, case: Case, ties: Sequence[Tie]) -> People:
    links = [each.link for each in ties]
    named = {link.made_by for link in links} | {link.undone_by for link in links}
    named |= {link.done_by for link in links}
    named |= {each.undone_by for each in parted_from(session, case.record_id)}
    return people(session, {each for each in named if each}, of=[case.record_id])


def _tie(tie: Tie, who: People) -> TieShown:
    other = tie.other
    return TieShown(
        id=tie.link.id,
        words=label_of(tie.link.kind).said_in(language()),
        number=other.number if other else None,
        title=other.title if other else None,
        tie=tie,
        by=who.name(tie.link.made_by),
        undone_by=who.name(tie.link.undone_by),
    )


def _words(shown: TieShown) -> str:
    return f"{shown.words} {shown.number or '–'}"


def _entry(complaint: Complaint, undone: CaseComplaint | None = None) -> EntryShown:
    what = subject_line(None, complaint.scheme_code, complaint.post_complained_against)
    return EntryShown(complaint.number, what, undone)


def _parted(session: Session, case: Case) -> list[EntryShown]:
    entries = parted_from(session, case.record_id)
    ids = [each.complaint_id for each in entries]
    found = {
        one.record_id: one
        for one in session.scalars(select(Complaint).where(Complaint.record_id.in_(ids)))
    }
    return [
        _entry(found[each.complaint_id], each) for each in entries if each.complaint_id in found
    ]


def _allegations(session: Session, case: Case) -> list[tuple[str, str]]:
    read = reader_of(session, case.record)
    lines = []
    for allegation in allegations_of(session, case.record_id):
        text = read(allegation) or _("Sealed")
        short = text if len(text) <= LONGEST_LINE else f"{text[:LONGEST_LINE]}…"
        lines.append((str(allegation.number), f"{allegation.number}. {short}"))
    return lines
