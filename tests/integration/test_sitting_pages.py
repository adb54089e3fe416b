"""A sitting as pages: called from its queue, held matter by matter on one page, ended, signed, printed in two languages."""

from datetime import timedelta

import pypdfium2
import pytest
from sqlalchemy import select

from tests.builders.matters import NOW, TODAY, a_pending_case, an_overdue_clock, given_to
from vigilance.cases.commands.walls import declare_wall
from vigilance.domain.actors import Actor
from vigilance.domain.roles import Role
from vigilance.domain.walls import Relation
from vigilance.records.models import Record
from vigilance.reviews.models import Review
from vigilance.reviews.sitting_models import Sitting
from vigilance.reviews.sitting_queries import items_of, members_of

WORDS = "The bank has not answered."


@pytest.fixture
def desk(sign_in, at):
    at(NOW)
    return sign_in(Role.CVO)


@pytest.fixture
def vo(sign_in, at):
    at(NOW)
    return sign_in(Role.VO)


def called(desk, *officers, rule="overdue", **more):
    typed = {
        "on": "02/03/2026",
        "hour": "11.30",
        "place": "Committee room",
        "chair": str(desk.officer.id),
        "officers": [str(each.officer.id) for each in officers],
        "posts": "",
    }
    return desk.post(f"/office/sittings?rule={rule}", data=typed | more)


@pytest.fixture
def held(session, desk, vo):
    """A sitting on two overdue cases, opened with everybody present; answers its address."""
    for age in (90, 80):
        case = a_pending_case(session, age=age)
        an_overdue_clock(session, case, limit="inquiry-report")
        given_to(session, case, vo.officer)
    session.commit()
    address = called(desk, vo).location
    sitting = session.scalars(select(Sitting)).one()
    here = [str(member.id) for member in members_of(session, sitting.id)]
    assert desk.post(f"{address}/attendance", data={"present": here}).status_code == 303
    return address


def decided(desk, session, address, place=0, **typed):
    sitting = session.scalars(select(Sitting)).one()
    item = items_of(session, sitting.id)[place]
    session.refresh(item)
    given = {"outcome": "continue", "version": str(item.version)} | typed
    return desk.post(f"{address}/items/{item.id}", data=given)


def test_a_sitting_is_called_from_its_queue_with_what_is_due(session, desk, vo):
    case = a_pending_case(session)
    an_overdue_clock(session, case, limit="inquiry-report")
    session.commit()
    assert "Call a sitting on this queue" in desk.get("/office/reviews?rule=overdue").text
    assert "Matters due: 1" in desk.get("/office/sittings/new?rule=overdue").text

    answer = called(desk, vo)

    assert (answer.status_code, answer.location) == (303, "/office/sittings/SWD-R-2026-0001")
    for browser in (desk, vo):
        assert "SWD-R-2026-0001" in browser.get("/office/sittings").text
    page = desk.get(answer.location).text
    assert case.number in page
    assert "2 March 2026, 11:30" in page
    assert case.number not in vo.get(answer.location).text  # it is not his


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"hour": "half past"}, "Write the time as hours:minutes"),
        ({"on": "01/03/2026"}, "Choose today or a later day."),
        ({"chair": "x"}, "Please choose from the list."),
        ({"place": " "}, "Write something here."),
        ({"posts": "x" * 200}, "Write one post on a line"),
    ],
)
def test_a_call_that_cannot_be_is_asked_for_again_and_loses_nothing(session, desk, typed, words):
    answer = called(desk, **({"place": "The annexe"} | typed))

    assert answer.status_code == 422
    assert words in answer.text
    assert session.scalars(select(Sitting)).all() == []


def test_one_matter_after_another_is_decided_on_one_page(session, desk, held):
    page = desk.get(held).text
    assert "2 of 2 matters are left." in page

    assert decided(desk, session, held, reasons=WORDS).status_code == 303

    page = desk.get(held).text
    assert "1 of 2 matters are left." in page
    assert WORDS in page
    assert session.scalars(select(Review.outcome)).all() == ["continue"]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"outcome": "close"}, "Write the reasons."),
        ({"outcome": "direct", "reasons": "Do it."}, "Say by when it is to be carried out."),
        ({"outcome": "dance"}, "Choose what was decided."),
        ({"next_on": "01/03/2026", "reasons": "kept words"}, "Choose a day after today"),
    ],
)
def test_a_decision_that_cannot_be_is_asked_for_again_and_loses_nothing(
    session, desk, held, typed, words
):
    answer = decided(desk, session, held, **typed)

    assert answer.status_code == 422
    assert words in answer.text
    assert typed.get("reasons", "") in answer.text
    assert session.scalars(select(Review)).all() == []


def test_two_who_write_at_once_are_told(session, desk, held, sign_in):
    decided(desk, session, held)

    assert decided(desk, session, held, version="1").status_code == 409


def test_a_direction_given_in_the_sitting_is_on_the_page_of_directions(session, desk, vo, held):
    typed = {"outcome": "direct", "reasons": "Ask the bank again.", "due_on": "09/03/2026"}
    assert decided(desk, session, held, **typed, owner=str(vo.officer.id)).status_code == 303

    page = vo.get("/office/directions").text

    assert "Ask the bank again." in page
    assert "Given in a sitting" in page
    assert f"to be done by {vo.officer.name_en}" in page


def pdf_text(browser, address):
    answer = browser.get(address)
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    document = pypdfium2.PdfDocument(answer.data)
    pages = [page.get_textpage().get_text_range() for page in document]
    return " ".join(" ".join(pages).split())


def test_the_sitting_ends_is_signed_and_printed_in_both_languages(session, desk, vo, held):
    decided(desk, session, held, reasons=WORDS)
    assert desk.post(f"{held}/end").status_code == 303
    assert desk.post(f"{held}/sign", data={}).status_code == 303

    page = desk.get(held).text
    sitting = session.scalars(select(Sitting)).one()
    session.refresh(sitting)
    english = pdf_text(desk, f"{held}/minutes-en.pdf")
    hindi = pdf_text(desk, f"{held}/minutes-hi.pdf")

    assert sitting.sha256.hex() in page
    for words in (sitting.number, WORDS, "No time in this sitting", sitting.sha256.hex()[:16]):
        assert words in english
    assert sitting.number in hindi
    assert WORDS in hindi
    assert desk.get(f"{held}/minutes-fr.pdf").status_code == 404
    assert desk.post(f"{held}/addenda", data={"text": "Held in the annexe."}).status_code == 303
    assert "Held in the annexe." in pdf_text(vo, f"{held}/minutes-en.pdf")


def test_a_recused_members_copy_of_the_minutes_has_no_trace_of_the_matter(session, desk, vo, held):
    sitting = session.scalars(select(Sitting)).one()
    item = items_of(session, sitting.id)[0]
    matter = session.get(type(item), item.id).record_id
    by = Actor(frozenset({Role.CVO}), desk.officer.id)
    record = session.get_one(Record, matter)
    declare_wall(session, record, vo.officer.id, Relation.RECUSED, by=by, at=NOW)
    session.commit()
    decided(desk, session, held)

    assert f"Recused: {vo.officer.name_en}" in desk.get(held).text
    assert vo.officer.name_en in pdf_text(desk, f"{held}/minutes-en.pdf")
    for text in (vo.get(held).text, pdf_text(vo, f"{held}/minutes-en.pdf")):
        assert record.number not in text
        assert "Recused" not in text


def test_the_order_and_the_presenters_are_set_on_the_page(session, desk, vo, held):
    sitting = session.scalars(select(Sitting)).one()
    first, second = items_of(session, sitting.id)
    typed = {
        "items": [str(first.id), str(second.id)],
        "positions": ["2", "1"],
        "presenters": [str(vo.officer.id), ""],
        "versions": [str(first.version), str(second.version)],
    }

    assert desk.post(f"{held}/agenda", data=typed).status_code == 303

    session.expire_all()
    assert [item.id for item in items_of(session, sitting.id)] == [second.id, first.id]
    assert desk.post(f"{held}/agenda", data=typed).status_code == 409


def test_a_member_looks_on_and_changes_nothing(session, desk, vo, held):
    assert "Record and go on" not in vo.get(held).text
    assert decided(vo, session, held).status_code == 403
    assert vo.post(f"{held}/end").status_code == 403


def test_who_was_not_called_finds_nothing(desk, held, sign_in):
    stranger = sign_in(Role.VO)

    assert stranger.get(held).status_code == 404
    assert stranger.get(f"{held}/minutes-en.pdf").status_code == 404
    assert "SWD-R" not in stranger.get("/office/sittings").text


def test_the_page_makes_the_same_statements_however_long_the_agenda(
    session, desk, vo, queries_made
):
    few = made_for(session, desk, vo, queries_made, 2)
    many = made_for(session, desk, vo, queries_made, 30)

    assert many == few


def made_for(session, desk, vo, queries_made, count):
    for age in range(count):
        an_overdue_clock(session, a_pending_case(session, age=70 + age), limit="inquiry-report")
    session.commit()
    address = called(desk, vo).location
    queries_made.clear()
    desk.get(address)
    return len(queries_made)


def test_a_later_day_is_allowed_for_a_sitting(desk):
    assert called(desk, on=(TODAY + timedelta(days=3)).strftime("%d/%m/%Y")).status_code == 303
