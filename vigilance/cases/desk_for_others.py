"""What an officer deals with for those on leave, apart from his own: one section of his desk for each of them."""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import replace

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from vigilance.accounts.models import Officer
from vigilance.cases.desk_queries import Item, items_for, waiting_for
from vigilance.cases.desk_shown import Line, Part
from vigilance.domain.actors import Actor
from vigilance.domain.delegation import StandIn
from vigilance.records.models import Record
from vigilance.records.standing_in import standing_in_on
from vigilance.web.clock import today
from vigilance.web.filters import day
from vigilance.web.language import language

Lines = Callable[[Sequence[Item]], list[Line]]


def set_apart(session: Session, actor: Actor, parts: list[Part], lines: Lines) -> list[Part]:
    """The sections of this desk with what is dealt with for others taken out of them, and put into sections of its own.

    Costs nothing for an officer who acts for nobody.
    """
    if not actor.stands_in:
        return parts
    shown = {line.number: line for part in parts for line in part.rows}
    of_others = _of_others(session, actor, set(shown))
    own = [
        replace(part, rows=[line for line in part.rows if line.number not in of_others])
        for part in parts
    ]
    names = names_of_others(session, actor)
    for number, stand_in in enumerate(actor.stands_in, start=1):
        his = {line.number: line for line in lines(items_for(session, stand_in, today()))}
        his |= {each: shown[each] for each, of in of_others.items() if of == stand_in}
        name = names.get(stand_in.officer_id, "–")
        title = _(
            "For %(name)s, on leave until %(day)s (%(number)s)",
            name=name,
            day=day(stand_in.until),
            number=stand_in.number,
        )
        own.append(Part(f"for-{number}", title, list(his.values())))
        later = lines(waiting_for(session, stand_in, today()))
        waiting = [line for line in later if line.number not in his]
        if waiting:
            words = _(
                "For %(name)s: waiting on others (%(number)s)", name=name, number=stand_in.number
            )
            own.append(Part(f"for-{number}-waiting", words, waiting))
    return own


def _of_others(session: Session, actor: Actor, numbers: set[str]) -> dict[str, StandIn]:
    """Which of these records are dealt with for another, under which delegation."""
    records = session.scalars(select(Record).where(Record.number.in_(numbers)))
    found = {record.number: standing_in_on(record, actor) for record in records}
    return {number: stand_in for number, stand_in in found.items() if stand_in is not None}


def names_of_others(session: Session, actor: Actor) -> dict[uuid.UUID | None, str]:
    """The names of those on leave for whom he acts; asks for nothing where there are none."""
    if not actor.stands_in:
        return {}
    statement = select(Officer.id, Officer.name_en, Officer.name_hi).where(
        Officer.id.in_({one.officer_id for one in actor.stands_in})
    )
    spoken = language()
    return {
        officer_id: name_hi if spoken == "hi" else name_en
        for officer_id, name_en, name_hi in session.execute(statement)
    }
