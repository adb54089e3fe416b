"""What an officer carries is kept right whatever happens to him and his matters (decision 33)."""

import random
import re
from collections import Counter
from dataclasses import replace

import pytest
from sqlalchemy import event, func, select, update

from tests.builders.cases import day
from tests.builders.chance import take_one_step
from tests.builders.desks import seated
from tests.builders.links import merged
from vigilance.cases.commands import inquiry
from vigilance.cases.commands.inquiry import change_officer
from vigilance.cases.commands.merging import undo_merge
from vigilance.cases.commands.walls import declare_wall, lift_wall
from vigilance.cases.cvo_views import AT_EACH_END
from vigilance.cases.models import Case
from vigilance.complaints.commands.assignment import assign
from vigilance.complaints.models import Complaint
from vigilance.complaints.workload import Workload, workloads
from vigilance.database.acting import act_as
from vigilance.domain.actors import SYSTEM
from vigilance.domain.errors import OfficeError
from vigilance.domain.handover import Part
from vigilance.domain.lanes import Lane
from vigilance.domain.roles import Role
from vigilance.domain.walls import Relation
from vigilance.proceedings.commands.handover import begin_handover, give_back, give_batch
from vigilance.proceedings.handover import handover_by_id, held_by
from vigilance.records.models import Record
from vigilance.records.totals import Carried, LoadTotal
from vigilance.reports.totals_checks import check_totals

DAYS = 120


def carries(session, officer_id):
    """What is kept for this officer, without what is nothing."""
    kept = select(LoadTotal).where(LoadTotal.officer_id == officer_id, LoadTotal.pending != 0)
    return {row.carried: row.pending for row in session.scalars(kept)}


def right(connected):
    return [each for each in check_totals(connected).differences if each.table == "load_total"]


class Life:
    """An office in which matters are given, handed over, walled off and given back by chance."""

    def __init__(self, walk, chance, vos, inquirers):
        self.walk, self.chance, self.vos, self.inquirers = walk, chance, vos, inquirers
        self.session, self.handed_over = walk.session, []

    def matter(self, *tables):
        table = self.chance.choice(tables)
        return self.chance.choice(self.session.scalars(select(table).order_by(table.number)).all())

    def step(self, number, _who):
        take_one_step(self.walk, self.chance, number)

    def give(self, _number, who):
        officer = self.chance.choice(self.vos)
        assign(self.session, self.matter(Complaint), officer, **who, office=self.walk.office)

    def change_inquirer(self, _number, who):
        case, officer = self.matter(Case), self.chance.choice(self.inquirers)
        change_officer(self.session, case, officer, "Leave.", **who, office=self.walk.office)

    def wall(self, _number, who):
        record = self.matter(Complaint, Case).record
        officer = self.chance.choice([*self.vos, *self.inquirers])
        declare_wall(self.session, record, officer, Relation.RELATED, **who)
        if self.chance.random() < 0.7:
            lift_wall(self.session, record, officer, **who)

    def hand_over(self, _number, who):
        part = self.chance.choice(list(Part))
        one, other = self.chance.sample(self.vos if part is Part.VO else self.inquirers, 2)
        made = begin_handover(self.session, one, part, [other], who["at"].date(), **who)
        given = [(held.record_id, other) for held in held_by(self.session, one, part)]
        give_batch(self.session, made, given, **who)
        self.handed_over.append(made.id)

    def come_back(self, _number, who):
        if self.handed_over:
            made = handover_by_id(self.session, self.handed_over.pop())
            give_back(self.session, made, **who)

    def one_day(self, session, number):
        """Something happens; what the office refuses leaves no trace. Whether it was done."""
        acts = (self.give, self.change_inquirer, self.wall, self.hand_over, self.come_back)
        act = self.step if self.chance.random() < 0.5 else self.chance.choice(acts)
        self.session = session
        self.walk = replace(self.walk, session=session)
        try:
            with session.begin():
                act(number, {"by": self.walk.team.cvo, "at": day(number)})
        except OfficeError:
            return None
        return act.__name__


@pytest.mark.parametrize("seed", [1, 2])
def test_after_any_life_of_an_office_the_loads_equal_a_count(
    walk, session, connected, an_officer, seed
):
    chance = random.Random(seed)
    vos = [walk.team.vo.officer_id, *(an_officer(Role.VO).id for _ in range(2))]
    inquirers = [walk.team.inquirer.officer_id, an_officer(Role.INQUIRING_OFFICER).id]
    for _ in range(4):
        walk.registered(day(0), lane=chance.choice(list(Lane)))
        walk.assigned(day(0))
        walk.case(day(0))
    session.commit()
    life, done = Life(walk, chance, vos, inquirers), Counter()

    for number in range(DAYS):
        with connected.writing() as today:
            done[life.one_day(act_as(today, SYSTEM), number)] += 1
        if number % 10 == 0:
            assert right(connected) == []

    assert right(connected) == []
    assert session.scalar(select(func.min(LoadTotal.pending))) >= 0
    assert len(set(session.scalars(select(LoadTotal.carried)))) == 3
    assert set(done) >= {"step", "give", "change_inquirer", "wall", "hand_over", "come_back"}


def test_a_complaint_taken_up_is_carried_as_a_case_and_a_closed_one_no_longer(walk, session):
    vo, inquirer = walk.team.vo.officer_id, walk.team.inquirer.officer_id
    walk.assigned()
    case = walk.case()
    session.flush()
    assert carries(session, vo) == {Carried.COMPLAINTS: 1, Carried.CASES: 1}
    assert carries(session, inquirer) == {Carried.INQUIRIES: 1}

    walk.do(inquiry.take_charge, case, by=walk.team.inquirer, at=day(1))
    walk.report(case, day(1))
    walk.close(case, day(1))

    assert carries(session, vo) == {Carried.COMPLAINTS: 1}
    assert carries(session, inquirer) == {}


def test_a_merge_and_its_undoing_move_what_is_carried(walk, session, connected):
    case, _into, link = merged(session, walk)
    vo = walk.team.vo.officer_id
    assert carries(session, vo) == {Carried.CASES: 1}

    walk.do(undo_merge, link, "Two matters.", by=walk.team.cvo, at=day(3))
    session.commit()

    assert carries(session, vo) == {Carried.CASES: 2}
    assert case.record.assigned_to == vo
    assert right(connected) == []


def test_work_taken_by_a_wall_is_nobodys(walk, session):
    complaint = walk.assigned()
    vo = walk.team.vo.officer_id

    who = {"by": walk.team.vo, "at": day(1)}
    declare_wall(session, complaint.record, vo, Relation.RELATED, **who)

    assert carries(session, vo) == {}


def test_a_load_tells_what_is_open_and_what_of_it_is_late(walk, session):
    vo, inquirer = walk.team.vo.officer_id, walk.team.inquirer.officer_id
    walk.assigned()
    walk.case()
    session.flush()

    early = workloads(session, Part.VO, day(1).date())
    later = workloads(session, Part.INQUIRING_OFFICER, day(400).date())

    assert early == {vo: Workload(2, 0)}
    assert later == {inquirer: Workload(1, 1)}


def test_a_figure_that_was_bent_is_told(walk, session, connected):
    walk.assigned()
    session.execute(update(LoadTotal).values(pending=LoadTotal.pending + 1))
    session.commit()

    (found,) = right(connected)

    assert found.key[1] == "complaints"
    assert (found.kept, found.counted) == (2, 1)


def test_a_large_office_shows_who_carries_least_and_who_carries_most(
    walk, session, sign_in, an_officer, at
):
    at(day(3))
    many = [an_officer(Role.VO) for _ in range(2 * AT_EACH_END)]
    walk.assigned()
    walk.assigned()
    complaint = walk.registered()
    walk.registered()
    assign(session, complaint, many[0].id, by=walk.team.cvo, at=day(0), office=walk.office)

    page = seated(session, sign_in, walk.team.cvo).get("/office/cvo?lang=en").text

    least, most = re.findall(r"<caption>Who carries (least|most)</caption>", page)
    assert (least, most) == ("least", "most")
    shown = page.partition("<caption>Who carries most")[2]
    assert re.findall(r'<td class="num">(\d)</td>', shown)[:4] == ["2", "0", "1", "0"]
    assert shown.count("<td>") == AT_EACH_END
    assert f"All {2 * AT_EACH_END + 1} officers" in page
    # Everybody can be given something all the same.
    assert all(f'value="{one.id}"' in page for one in many)


def test_the_desk_of_decisions_counts_no_register(walk, session, sign_in, at):
    at(day(3))
    walk.assigned()
    browser = seated(session, sign_in, walk.team.cvo)
    browser.get("/office/cvo")
    said = []
    listen = session.get_bind().engine
    event.listen(listen, "before_cursor_execute", lambda *given: said.append(given[2]))

    assert browser.get("/office/cvo").status_code == 200

    counting = [one for one in said if "count(" in one.lower() and "GROUP BY" in one]
    assert len(counting) == 1
    assert "clock.owner_id IN" in counting[0]


def test_a_cvo_behind_a_wall_is_told_what_he_may_see(walk, session, sign_in, at):
    at(day(3))
    walk.assigned()
    walled = walk.assigned()
    declare_wall(
        session,
        walled.record,
        walk.team.cvo.officer_id,
        Relation.RELATED,
        by=walk.team.cvo,
        at=day(1),
    )

    page = seated(session, sign_in, walk.team.cvo).get("/office/reports/officers-load?lang=en")

    figures = re.findall(r">(\d+)<", page.text.partition("<tbody>")[2].partition("</tr>")[0])
    assert figures[0] == "1"
    session.expire_all()
    assert carries(session, walk.team.vo.officer_id) == {Carried.COMPLAINTS: 2}
    assert session.get_one(Record, walled.record_id).assigned_to == walk.team.vo.officer_id
