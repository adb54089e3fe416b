"""The report of public representatives' letters: due, replied, and how the reply stands on the last day asked for."""

from datetime import date

import pytest

from tests.builders.cases import day
from tests.builders.desks import seated
from tests.builders.forms import said
from tests.builders.representatives import a_letter
from vigilance.cases.commands.walls import declare_wall
from vigilance.database.acting import act_as
from vigilance.domain.actors import SYSTEM
from vigilance.domain.walls import Relation
from vigilance.returns.letter_register import REPRESENTATIVES_REGISTER, ReplyStanding
from vigilance.returns.queries import every_row
from vigilance.returns.shapes import Asked

RECEIVED = date(2026, 1, 5)
DUE = date(2026, 1, 20)
NAMES = REPRESENTATIVES_REGISTER.names


def rows(connected, actor, until=date(2026, 1, 31), **chosen):
    asked = Asked(date(2026, 1, 1), until, chosen)
    with connected.reading() as reading:
        found = every_row(act_as(reading, actor), REPRESENTATIVES_REGISTER, asked)
        return [dict(zip(NAMES, row, strict=True)) for row in found]


@pytest.mark.parametrize(
    ("replied", "until", "standing"),
    [
        (date(2026, 1, 20), date(2026, 1, 31), ReplyStanding.IN_TIME),
        (date(2026, 1, 21), date(2026, 1, 31), ReplyStanding.LATE),
        (date(2026, 1, 21), date(2026, 1, 20), ReplyStanding.WAITING),
        (date(2026, 1, 25), date(2026, 1, 24), ReplyStanding.OVERDUE),
        (None, date(2026, 1, 20), ReplyStanding.WAITING),
        (None, date(2026, 1, 21), ReplyStanding.OVERDUE),
    ],
)
def test_a_reply_stands_as_on_the_last_day_asked_for(
    connected, session, walk, replied, until, standing
):
    letter = a_letter(session, walk, RECEIVED, replied)
    session.commit()

    (row,) = rows(connected, SYSTEM, until)

    assert (row["letter"], row["received_on"], row["due_on"]) == (letter.number, RECEIVED, DUE)
    assert (row["replied_on"], row["standing"]) == (replied, standing)
    assert len(rows(connected, SYSTEM, until, standing=standing.value)) == 1
    others = set(ReplyStanding) - {standing}
    assert [rows(connected, SYSTEM, until, standing=each.value) for each in others] == [[]] * 3


def test_nothing_is_overdue_on_a_day_to_come(connected, session, walk, at):
    a_letter(session, walk, RECEIVED, None)
    session.commit()
    asked = Asked(date(2026, 1, 1), date(2026, 12, 31), {}, today=date(2026, 1, 10))
    with connected.reading() as reading:
        (row,) = every_row(act_as(reading, SYSTEM), REPRESENTATIVES_REGISTER, asked)
    assert row[NAMES.index("standing")] == ReplyStanding.WAITING


def test_a_letter_whose_complaint_is_out_of_sight_is_not_there(connected, session, walk):
    mine, other = walk.assigned(day(1)), walk.registered(day(1))
    letters = [a_letter(session, walk, RECEIVED, None, each) for each in (mine, other, None)]
    by = walk.team.cvo
    declare_wall(session, mine.record, by.officer_id, Relation.RECUSED, by=by, at=day(2))
    session.commit()

    of_vo = {row["letter"]: row["complaint"] for row in rows(connected, walk.team.vo)}
    of_cvo = {row["letter"]: row["complaint"] for row in rows(connected, walk.team.cvo)}

    assert of_vo == {letters[0].number: mine.number, letters[2].number: None}
    assert of_cvo == {letters[1].number: other.number, letters[2].number: None}


def test_the_page_shows_it_in_words_and_names_nobody(session, walk, sign_in, at):
    at(day(40))
    a_letter(session, walk, RECEIVED, None)
    page = seated(session, sign_in, walk.team.cvo).get(
        "/office/reports/representatives-register?since=01/01/2026&until=31/01/2026&standing=reply-overdue"
    )
    shown = said(page)
    assert "Reply overdue" in shown
    assert "20 January 2026" in shown
    assert "Member of the Legislative Assembly" in shown
    assert "Harsh Pal" not in page.text
