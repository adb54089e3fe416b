"""Merging one case into another: proposed by one person, carried out by the CVO as the second, and undone likewise."""

from datetime import datetime

from sqlalchemy.orm import Session

from vigilance.audit.commands import append_event, lock_records
from vigilance.cases.accused_queries import accused_of, allegations_of
from vigilance.cases.commands.links import (
    give_with_case,
    only_cvo,
    required_note,
    tell_case_joined,
    tie,
    undo_entry,
    untie,
)
from vigilance.cases.commands.obstacles import in_the_way, tracks_begun
from vigilance.cases.commands.opening import link_to
from vigilance.cases.commands.retelling import Telling, noted, retell, take_back
from vigilance.cases.commands.steps import take_step, tell_how_it_stands
from vigilance.cases.commands.walls import spread_walls
from vigilance.cases.link_models import CaseLink, LinkKind, Retold
from vigilance.cases.link_queries import entry_of, other_half, retold_of
from vigilance.cases.models import Case
from vigilance.cases.queries import case_of, complaints_in
from vigilance.complaints.office import Office
from vigilance.complaints.queries import complaint_of
from vigilance.domain.actors import Actor
from vigilance.domain.disposal import Disposal
from vigilance.domain.errors import Invalid
from vigilance.domain.papers import InHand
from vigilance.domain.workflows.inquiry import FINAL, Action


def propose_merge(
    session: Session, case: Case, into: Case, reasons: str, *, by: Actor, at: datetime
) -> CaseLink:
    """Propose that this case go on in the other; nothing changes until the CVO carries it out."""
    _check(session, case, into)
    kinds = LinkKind.MERGED_INTO, LinkKind.MERGED_FROM
    return tie(session, (case, into), kinds, reasons, by=by, at=at, done=False)


def _check(session: Session, case: Case, into: Case) -> None:
    why = None
    if case.state in FINAL or into.state in FINAL:
        why = "One of the two cases is over. Reopen it first."
    elif case.record.tier is not into.record.tier:
        why = "A protected and an ordinary matter are not joined: it would show what is sealed."
    elif tracks_begun(session, case.record_id):
        why = "Proceedings have begun in this case. Merge the other case into this one."
    if why:
        raise Invalid({"number": [why]})


def merge(
    session: Session, link: CaseLink, reasons: str, *, by: Actor, at: datetime, office: Office
) -> None:
    """Carry out a proposed merge: tell all again in the other case, and close this one as merged."""
    only_cvo(by, Action.MERGE)
    back = other_half(session, link)
    own, theirs = (link, back) if link.kind is LinkKind.MERGED_INTO else (back, link)
    lock_records(session, [own.record_id, theirs.record_id])
    if own.kind is not LinkKind.MERGED_INTO or own.done_at or own.undone_at:
        raise Invalid({"reasons": ["This merge does not wait for a decision."]})
    case, into = case_of(session, own.record_id), case_of(session, theirs.record_id)
    _check(session, case, into)
    note = required_note(session, case.record, reasons, Action.MERGE, by=by, at=at)
    case.disposal, case.closure_proposed_by = Disposal.MERGED.value, own.made_by
    for half in (own, theirs):
        half.done_by, half.done_at = by.officer_id, at
    body = {"case": case.record_id.hex, "number": case.number}
    append_event(session, into.record, "case-merged", body, by=by, at=at, rows=[theirs])
    telling = Telling(case, into, own.pair)
    _join_complaints(session, telling, by=by, at=at)
    accused = [
        each.accused
        for each in accused_of(session, case.record_id)
        if each.accused.struck_off_at is None
    ]
    allegations = allegations_of(session, case.record_id)
    retell(session, telling, allegations, accused, by=by, at=at, office=office)
    second = own.made_by not in by.hands
    take_step(
        session,
        case,
        Action.MERGE,
        by=by,
        at=at,
        rules=office.rules(session),
        in_hand={InHand.REASONS, *([InHand.SECOND_PERSON] if second else [])},
        body={"disposal": case.disposal, "into": into.number},
        rows=[note, own],
    )
    spread_walls(session, into.record, by=by, at=at)


def _join_complaints(session: Session, telling: Telling, *, by: Actor, at: datetime) -> None:
    into = telling.into
    for complaint in complaints_in(session, telling.source):
        if entry_of(session, into.record_id, complaint.record_id) is not None:
            continue
        entry = link_to(into.record_id, complaint, at)
        told = noted(telling, Retold.COMPLAINT, complaint.record_id, entry.id)
        session.add_all([entry, told])
        body = {"complaint": complaint.number}
        append_event(
            session, into.record, "complaint-joined", body, by=by, at=at, rows=[entry, told]
        )
        give_with_case(session, complaint, into.record)
        tell_case_joined(session, into, complaint, by=by, at=at)


def undo_merge(
    session: Session, link: CaseLink, reasons: str, *, by: Actor, at: datetime, office: Office
) -> None:
    """Take a merge back, while nothing was built on what it brought; the merged case is under inquiry again."""
    done = link.done_at
    if done is None:
        untie(session, link, reasons, by=by, at=at)
        return
    only_cvo(by, "undo-merge")
    back = other_half(session, link)
    own, theirs = (link, back) if link.kind is LinkKind.MERGED_INTO else (back, link)
    case, into = case_of(session, own.record_id), case_of(session, theirs.record_id)
    obstacle = in_the_way(session, into, own.pair, done)
    if obstacle is not None:
        raise Invalid({"reasons": [obstacle]})
    untie(session, own, reasons, by=by, at=at)
    note = required_note(session, into.record, reasons, "undo-merge", by=by, at=at)
    take_back(session, into, own.pair, note, by=by, at=at)
    joined = [
        complaint_of(session, each.source_id)
        for each in retold_of(session, own.pair, Retold.COMPLAINT)
    ]
    for complaint in joined:
        entry = entry_of(session, into.record_id, complaint.record_id)
        if entry is not None:
            undo_entry(session, into, entry, note, complaint.number, by=by, at=at)
    _inquire_again(session, case, reasons, by=by, at=at, office=office)
    for complaint in joined:
        give_with_case(session, complaint, case.record)
        body = {"case": into.record_id.hex}
        append_event(session, complaint.record, "case-parted", body, by=by, at=at)
        tell_how_it_stands(session, complaint, by=by, at=at)


def _inquire_again(
    session: Session, case: Case, reasons: str, *, by: Actor, at: datetime, office: Office
) -> None:
    """The merged case is under inquiry again; what was found before the merge is to be found anew."""
    case.disposal = case.closure_proposed_by = case.finding = None
    reopening = required_note(session, case.record, reasons, Action.REOPEN, by=by, at=at)
    take_step(
        session,
        case,
        Action.REOPEN,
        by=by,
        at=at,
        rules=office.rules(session),
        in_hand={InHand.REASONS},
        body={"merge": "undone"},
        rows=[reopening],
    )
