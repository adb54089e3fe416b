"""What the page of a sitting and its minutes show: members by name, matters as far as the reader sees them."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from vigilance.complaints.people import People, people
from vigilance.complaints.schemas import current_office
from vigilance.complaints.subject import district_name
from vigilance.domain.actors import Actor
from vigilance.domain.dates import ist_day
from vigilance.domain.review_rules import Rule, rule_named
from vigilance.domain.roles import Role
from vigilance.notes.queries import notes_numbered
from vigilance.records.models import Tier
from vigilance.reviews import direction_queries, queries
from vigilance.reviews.commands.deciding import ENDED
from vigilance.reviews.models import Direction
from vigilance.reviews.queries import Matter
from vigilance.reviews.rules import Outcome, every_version
from vigilance.reviews.sitting_models import AgendaItem, Sitting, SittingMember
from vigilance.reviews.sitting_queries import addenda_of, items_of, members_of
from vigilance.web.labels import label_of
from vigilance.web.language import language


@dataclass(frozen=True, slots=True)
class MemberShown:
    """A member by name or post, and whether he came."""

    member: SittingMember
    name: str


@dataclass(frozen=True, slots=True)
class ItemShown:
    """One matter of the agenda: where it stands, what was said before, what is decided."""

    item: AgendaItem
    place: int
    matter: Matter
    age: int
    district: str
    stage: str
    tracks: Sequence[tuple[Any, str]]
    late: int
    presenter: str
    outcome: str | None
    remarks: str | None
    direction: Direction | None
    owner: str
    recused: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SittingShown:
    """A sitting as one reader sees it."""

    sitting: Sitting
    members: list[MemberShown]
    items: list[ItemShown]
    addenda: Sequence[Any]
    who: People

    @property
    def undecided(self) -> list[ItemShown]:
        """What the sitting has still to come to."""
        return [item for item in self.items if item.item.outcome is None]


def sitting_shown(session: Session, sitting: Sitting, actor: Actor, today: date) -> SittingShown:
    """The sitting as this officer sees it: matters out of his sight are absent, and nothing says that they are."""
    members, items = members_of(session, sitting.id), items_of(session, sitting.id)
    record_ids = [item.record_id for item in items]
    matters = queries.matters_by_id(session, record_ids)
    directions = {row.id: row for row in direction_queries.directions_of(session, record_ids)}
    named = {member.officer_id for member in members} | {item.presenter_id for item in items}
    named |= {row.owner_id for row in directions.values()} | {sitting.signed_by}
    named |= {uuid.UUID(each) for item in items for each in item.recused or ()}
    who = people(session, [each for each in named if each], choosing=True)
    reads = Role.LIAISON not in actor.roles
    context = _Context(
        matters=matters,
        tracks=queries.unfinished_tracks(session, record_ids),
        late=queries.overdue_clocks(session, record_ids, today) if reads else {},
        remarks=_remarks(session, items, matters) if reads else {},
        directions=directions if reads else {},
        who=who,
        on=ist_day(sitting.ended_at) if sitting.ended_at else today,
    )
    return SittingShown(
        sitting=sitting,
        members=[_member(member, who) for member in members],
        items=[
            context.shown(item, place)
            for place, item in enumerate(
                (each for each in items if each.record_id in matters), start=1
            )
        ],
        addenda=addenda_of(session, sitting.id),
        who=who,
    )


def _member(member: SittingMember, who: People) -> MemberShown:
    if member.officer_id is None:
        return MemberShown(member, member.post or "–")
    post = who.post(member.officer_id)
    return MemberShown(
        member, f"{who.name(member.officer_id)} ({post})" if post else who.name(member.officer_id)
    )


def _remarks(
    session: Session, items: Sequence[AgendaItem], matters: dict[uuid.UUID, Matter]
) -> dict[uuid.UUID, str]:
    """What was said on each matter; of a protected one only where it stands."""
    wanted = {
        item.id: (item.record_id, item.note_number)
        for item in items
        if item.note_number is not None and item.record_id in matters
    }
    texts = notes_numbered(session, wanted.values())
    found = {}
    for item_id, (record_id, number) in wanted.items():
        protected = matters[record_id].tier is Tier.PROTECTED
        text = None if protected else texts.get((record_id, number))
        found[item_id] = text or _("Note %(number)s of the file", number=number)
    return found


@dataclass(frozen=True, slots=True)
class _Context:
    """What was read for all matters of an agenda at once."""

    matters: dict[uuid.UUID, Matter]
    tracks: dict[uuid.UUID, list[tuple[Any, str]]]
    late: dict[uuid.UUID, list[Any]]
    remarks: dict[uuid.UUID, str]
    directions: dict[uuid.UUID, Direction]
    who: People
    on: date

    def shown(self, item: AgendaItem, place: int) -> ItemShown:
        """One matter, put together."""
        matter = self.matters[item.record_id]
        direction = self.directions.get(item.direction_id) if item.direction_id else None
        return ItemShown(
            item=item,
            place=place,
            matter=matter,
            age=(self.on - matter.received_on).days,
            district=district_name(matter.district_code),
            stage=item.matter_stage or matter.state.value,
            tracks=self.tracks.get(item.record_id, ()),
            late=len(self.late.get(item.record_id, ())),
            presenter=self.who.name(item.presenter_id),
            outcome=outcome_in_words(item.outcome),
            remarks=self.remarks.get(item.id),
            direction=direction,
            owner=self.who.name(direction.owner_id) if direction and direction.owner_id else _cvo(),
            recused=tuple(self.who.name(uuid.UUID(each)) for each in item.recused or ()),
        )


def _cvo() -> str:
    return label_of(Role.CVO).said_in(language())


def outcome_in_words(outcome: str | None) -> str | None:
    """What was decided, in the reader's language; None where the sitting has not come to it."""
    if outcome is None:
        return None
    if outcome == ENDED:
        return str(_("Ended before the sitting came to it"))
    return label_of(Outcome(outcome)).said_in(language())


def rule_of(sitting: Sitting) -> Rule:
    """The rule of a sitting's queue as it governed when the sitting was called."""
    day = ist_day(sitting.convened_at)
    versions = [
        rule
        for rule in every_version(current_office().settings.config_dir)
        if rule.effective_from <= day
    ]
    newest_first = sorted(versions, key=lambda rule: rule.effective_from, reverse=True)
    return rule_named(newest_first, sitting.rule)
