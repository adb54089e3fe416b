"""What tests of joined, merged and split cases look at, and the cases they begin from."""

from sqlalchemy import select

from tests.builders.cases import FOUND, day
from tests.builders.stories import CLERK
from vigilance.audit.models import Event
from vigilance.cases.commands.accused import (
    Charge,
    add_allegation,
    name_accused,
)
from vigilance.cases.commands.merging import merge, propose_merge
from vigilance.complaints.commands.scrutiny import record_scrutiny, start_scrutiny
from vigilance.correspondence.models import Message
from vigilance.domain.lanes import Lane


def kinds(session, record_id):
    statement = select(Event.type).where(Event.record_id == record_id)
    return list(session.scalars(statement.order_by(Event.record_seq)))


def told(session, complaint):
    """The notices this complainant was sent."""
    statement = select(Message.notice).where(Message.record_id == complaint.record_id)
    return [notice for notice in session.scalars(statement.order_by(Message.at)) if notice]


def with_accused(session, walk, case):
    """A case with one accused and one allegation against him."""
    who = {"by": walk.team.vo, "at": day(0)}
    accused = name_accused(session, case.record, CLERK, "Clerk", **who)
    charge = Charge(text="Money was asked for a pension.", amount=5000)
    add_allegation(session, case.record, charge, [accused], **who)
    session.flush()
    return accused


def a_protected_one(walk):
    """A protected complaint, scrutinised: nobody is asked whether it is his."""
    complaint = walk.assigned(lane=Lane.PROTECTED)
    walk.do(start_scrutiny, complaint, by=walk.team.vo, at=day(0))
    walk.do(record_scrutiny, complaint, FOUND, by=walk.team.vo, at=day(0))
    return complaint


def proposed(session, walk, case, into):
    return propose_merge(session, case, into, "One matter.", by=walk.team.vo, at=day(1))


def merged(session, walk):
    """A case with an accused, merged into another: the merged, the other, and the tie."""
    case, into = walk.case(), walk.case()
    with_accused(session, walk, case)
    link = proposed(session, walk, case, into)
    walk.do(merge, link, "One matter.", by=walk.team.cvo, at=day(2))
    session.commit()
    return case, into, link
