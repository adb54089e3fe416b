"""A bench of officers that holds sittings by the product's own commands."""

from tests.builders.matters import NOW
from tests.builders.reviews import acting
from tests.builders.rules import a_rule
from vigilance.domain.calendar import Calendar, CalendarKind
from vigilance.domain.roles import Role
from vigilance.reviews.commands.deciding import Said, decide
from vigilance.reviews.commands.reviewing import Decision
from vigilance.reviews.commands.sittings import (
    NewSitting,
    convene,
    end,
    record_attendance,
)
from vigilance.reviews.sitting_queries import items_of, members_of

PLAIN = Calendar(CalendarKind.HQ)
RULE = a_rule(quorum=2)


class Bench:
    """A CVO who presides and keeps the minutes, and two officers beside him."""

    def __init__(self, session, an_officer):
        self.session = session
        self.cvo = acting(an_officer(Role.CVO), Role.CVO)
        self.vo = acting(an_officer(Role.VO), Role.VO)
        self.other = acting(an_officer(Role.INQUIRING_OFFICER), Role.INQUIRING_OFFICER)

    def called(self, *rows, rule=RULE, officers=None, **more):
        officers = (self.vo, self.other) if officers is None else officers
        new = NewSitting(
            rule=rule,
            called_for=NOW,
            place="Lucknow",
            chair_id=more.pop("chair", self.cvo).officer_id,
            officers=tuple(one.officer_id for one in officers),
            posts=more.pop("posts", ()),
        )
        agenda = [(row.record_id, False) for row in rows]
        return convene(self.session, new, agenda, "SWD", by=self.cvo, at=NOW)

    def open(self, *rows, **more):
        sitting = self.called(*rows, **more)
        self.present(sitting, *members_of(self.session, sitting.id))
        return sitting

    def present(self, sitting, *members):
        here = {member.id for member in members}
        record_attendance(self.session, sitting, here, by=self.cvo, at=NOW)

    def decide(self, sitting, place, outcome, reasons=None, charge=None, **more):
        item = items_of(self.session, sitting.id)[place]
        said = Said(
            Decision(more.pop("rule", RULE), outcome, reasons, more.pop("next_on", None)),
            charge,
            more.pop("version", item.version),
        )
        decide(self.session, sitting, item, said, by=self.cvo, at=more.pop("at", NOW))
        return item

    def end(self, sitting, rule=RULE):
        end(self.session, sitting, rule, PLAIN, by=self.cvo, at=NOW)
