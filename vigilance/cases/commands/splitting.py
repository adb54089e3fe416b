"""Splitting a case: what is chosen of it leads to a new case, and can be taken back while nothing was done there."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from vigilance.audit.commands import append_event, lock_records
from vigilance.cases.accused_models import Allegation, Point, PointFinding
from vigilance.cases.accused_queries import accused_of, points_of
from vigilance.cases.commands.links import (
    only_cvo,
    required_note,
    tell_case_joined,
    tie,
    undo_entry,
    untie,
)
from vigilance.cases.commands.obstacles import finding_on, tracks_begun
from vigilance.cases.commands.opening import Opening, case_title, open_case
from vigilance.cases.commands.retelling import Telling, noted, retell, settle
from vigilance.cases.commands.steps import take_step, tell_how_it_stands
from vigilance.cases.commands.walls import spread_walls
from vigilance.cases.link_models import CaseLink, LinkKind, Retold
from vigilance.cases.link_queries import entry_of, other_half, retold_of
from vigilance.cases.models import Case
from vigilance.cases.queries import case_of, complaints_in
from vigilance.complaints.commands.assignment import officer_fit
from vigilance.complaints.models import Complaint
from vigilance.complaints.office import Office
from vigilance.domain.actors import Actor
from vigilance.domain.disposal import Disposal
from vigilance.domain.errors import Invalid
from vigilance.domain.papers import InHand
from vigilance.domain.roles import Role
from vigilance.domain.workflows.inquiry import FINAL, Action, State


@dataclass(frozen=True, slots=True)
class SplitOrder:
    """The CVO's order: the new case's title and officers, what leads to it, and why.

    Where no complaint is chosen, all complaints of the case lead to the new one too.
    """

    title: str
    inquirer: uuid.UUID
    vo: uuid.UUID | None
    complaints: Sequence[Complaint]
    allegations: Sequence[Allegation]
    reasons: str


def split(
    session: Session, case: Case, order: SplitOrder, *, by: Actor, at: datetime, office: Office
) -> Case:
    """Open a new case from complaints and allegations of this one; the chosen allegations are dropped here."""
    only_cvo(by, "split")
    joined = complaints_in(session, case)
    lock_records(session, [case.record_id, *(one.record_id for one in joined)])
    opening = _opening(session, case, order, office)
    chosen = [one for one in joined if not order.complaints or one in order.complaints]
    note = required_note(session, case.record, order.reasons, "split", by=by, at=at)
    new = open_case(session, case, opening, chosen, by=by, at=at, office=office)
    session.flush()
    kinds = LinkKind.SPLIT_INTO, LinkKind.SPLIT_FROM
    link = tie(session, (case, new), kinds, order.reasons, by=by, at=at, done=True)
    telling = Telling(case, new, link.pair)
    for complaint in chosen:
        entry = entry_of(session, new.record_id, complaint.record_id)
        if entry is not None:
            told = noted(telling, Retold.COMPLAINT, complaint.record_id, entry.id)
            session.add(told)
            body = {"complaint": complaint.number}
            append_event(session, new.record, "complaint-joined", body, by=by, at=at, rows=[told])
        tell_case_joined(session, new, complaint, by=by, at=at)
    ids = {one.id for one in order.allegations}
    points = [each for each in points_of(session, case.record_id) if each.allegation_id in ids]
    concerned = {each.accused_id for each in points}
    accused = [
        each.accused
        for each in accused_of(session, case.record_id)
        if each.accused.id in concerned and each.accused.struck_off_at is None
    ]
    retell(session, telling, order.allegations, accused, by=by, at=at, office=office)
    dropped = [each for each in points if each.finding is None]
    for point in dropped:
        settle(point, PointFinding.DROPPED, note, by=by, at=at)
    told_of: dict[str, Any] = {"number": new.number, "points": len(dropped)}
    append_event(session, case.record, "case-split", told_of, by=by, at=at, rows=[note, *dropped])
    spread_walls(session, new.record, by=by, at=at)
    return new


def _opening(session: Session, case: Case, order: SplitOrder, office: Office) -> Opening:
    title = case_title(order.title)
    if case.state in FINAL:
        raise Invalid({"title": ["This case is over. Reopen it first."]})
    if not order.complaints and not order.allegations:
        raise Invalid({"complaints": ["Choose what leads to the new case."]})
    vo_id = order.vo or case.record.assigned_to
    if vo_id is None:
        raise Invalid({"vo": ["Name the vigilance officer who follows the case."]})
    inquirer = officer_fit(session, order.inquirer, Role.INQUIRING_OFFICER, case.record)
    vo = officer_fit(session, vo_id, Role.VO, case.record)
    return Opening(uuid.uuid4(), title, vo.id, inquirer.id, office.rules(session))


def undo_split(
    session: Session, link: CaseLink, reasons: str, *, by: Actor, at: datetime, office: Office
) -> None:
    """Take a split back before anybody began work in the new case; its points are open here again."""
    only_cvo(by, Action.WITHDRAW_SPLIT)
    back = other_half(session, link)
    own, theirs = (link, back) if link.kind is LinkKind.SPLIT_INTO else (back, link)
    case, new = case_of(session, own.record_id), case_of(session, theirs.record_id)
    begun = new.state is not State.ORDERED or tracks_begun(session, new.record_id)
    if begun or finding_on(session, new, own.pair) is not None:
        raise Invalid({"reasons": ["Work on the new case has begun. Merge it instead."]})
    if case.state in FINAL:
        raise Invalid({"reasons": ["The case it was split from is over."]})
    untie(session, own, reasons, by=by, at=at)
    _open_points(session, case, own, reasons, by=by, at=at)
    note = required_note(session, new.record, reasons, Action.WITHDRAW_SPLIT, by=by, at=at)
    joined = complaints_in(session, new)
    for complaint in joined:
        entry = entry_of(session, new.record_id, complaint.record_id)
        if entry is not None:
            undo_entry(session, new, entry, note, complaint.number, by=by, at=at)
    new.disposal = Disposal.MERGED.value
    take_step(
        session,
        new,
        Action.WITHDRAW_SPLIT,
        by=by,
        at=at,
        rules=office.rules(session),
        in_hand={InHand.REASONS},
        body={"disposal": new.disposal, "into": case.number},
        rows=[note],
    )
    for complaint in joined:
        body = {"case": new.record_id.hex}
        append_event(session, complaint.record, "case-parted", body, by=by, at=at)
        tell_how_it_stands(session, complaint, by=by, at=at)


def _open_points(
    session: Session, case: Case, link: CaseLink, reasons: str, *, by: Actor, at: datetime
) -> None:
    """The points that the split dropped wait for their finding again."""
    ids = [each.source_id for each in retold_of(session, link.pair, Retold.POINT)]
    statement = select(Point).where(Point.id.in_(ids), Point.found_at == link.made_at)
    points = session.scalars(statement.order_by(Point.id)).all()
    if not points:
        return
    note = required_note(session, case.record, reasons, "undo-split", by=by, at=at)
    for point in points:
        point.finding = point.finding_note = point.found_by = point.found_at = None
    body = {"points": len(points)}
    append_event(session, case.record, "points-reopened", body, by=by, at=at, rows=[note, *points])
