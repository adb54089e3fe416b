"""Of the many forms of a file its page draws one: the usual one, the one that was asked for, the one that was refused."""

import pytest

from tests.builders.cases import day
from tests.builders.desks import seated
from tests.builders.forms import page_of, said, value_of


@pytest.fixture
def vo(walk, session, sign_in, at):
    at(day(1))
    return lambda: seated(session, sign_in, walk.team.vo)


@pytest.fixture
def cvo(walk, session, sign_in, at):
    at(day(1))
    return lambda: seated(session, sign_in, walk.team.cvo)


def drawn(answer):
    """Where the forms of the page's main part are sent, by the last word of their address."""
    main = next(page_of(answer).iter("main"))
    return [form.get("action").partition("?")[0].rpartition("/")[2] for form in main.iter("form")]


def link(answer, name):
    """The address under which a page offers this form."""
    (found,) = (each for each in page_of(answer).iter("a") if each.get("id") == name)
    return found.get("href")


def test_the_form_of_the_usual_step_is_drawn_and_the_others_are_links(walk, vo):
    complaint = walk.under_scrutiny()

    page = vo().get(f"/office/complaints/{complaint.number}")

    assert drawn(page) == ["record-scrutiny"]
    for name in ("step-call-factual-report", "form-note", "form-papers", "form-message"):
        assert link(page, name).endswith(f"#{name}")


@pytest.mark.parametrize(
    ("name", "sent_to"), [("step-ask-clarification", "ask-clarification"), ("form-note", "notes")]
)
def test_a_link_leads_to_the_page_with_its_form(walk, vo, name, sent_to):
    complaint, browser = walk.under_scrutiny(), vo()
    page = browser.get(f"/office/complaints/{complaint.number}")

    asked = browser.get(link(page, name))

    assert drawn(asked) == [sent_to]
    assert link(asked, "step-record-scrutiny")


def test_a_refused_form_is_drawn_as_it_was_typed(walk, vo):
    complaint, browser = walk.under_scrutiny(), vo()

    answer = browser.post(
        f"/office/complaints/{complaint.number}/steps/ask-clarification",
        data={"version": complaint.version, "question": "   "},
    )

    assert answer.status_code == 422
    assert drawn(answer) == ["ask-clarification"]
    assert link(answer, "form-note").startswith(f"/office/complaints/{complaint.number}?do=note")


def test_what_was_typed_into_a_refused_form_is_kept(walk, vo):
    complaint, browser = walk.under_scrutiny(), vo()

    answer = browser.post(
        f"/office/files/{complaint.number}/stays", data={"ground": "", "since": "05/01/2026"}
    )

    assert answer.status_code == 422
    assert drawn(answer) == ["stays"]
    assert value_of(answer, "since") == "05/01/2026"


@pytest.mark.parametrize("name", ["take-up", "summary", "no-such-form"])
def test_a_form_that_is_not_open_to_the_reader_is_not_drawn(walk, vo, name):
    complaint = walk.under_scrutiny()

    page = vo().get(f"/office/complaints/{complaint.number}?do={name}")

    assert page.status_code == 200
    assert drawn(page) == []


def test_a_name_of_no_form_is_too_long(walk, vo):
    complaint = walk.assigned()

    assert vo().get(f"/office/complaints/{complaint.number}?do={'x' * 61}").status_code == 400


def test_who_has_it_is_asked_until_somebody_has_it(walk, cvo):
    new, given, browser = walk.registered(), walk.assigned(), cvo()

    assert drawn(browser.get(f"/office/complaints/{new.number}")) == ["assign"]
    assert drawn(browser.get(f"/office/complaints/{given.number}")) == []


def test_the_cvo_walls_off_anybody_who_can_be_given_work(walk, cvo):
    complaint = walk.assigned()

    page = cvo().get(f"/office/complaints/{complaint.number}?do=wall")

    assert drawn(page) == ["walls"]
    options = {each.get("value") for each in page_of(page).iter("option")}
    assert {str(walk.team.vo.officer_id), str(walk.team.inquirer.officer_id)} <= options


def test_the_file_of_a_case_does_the_same(walk, cvo, session, sign_in):
    case, browser = walk.inquired(), cvo()
    inquirer = seated(session, sign_in, walk.team.inquirer)

    asked = browser.get(f"/office/cases/{case.number}?do=summary&lang=en")

    assert drawn(inquirer.get(f"/office/cases/{case.number}")) == ["record-progress"]
    assert drawn(browser.get(f"/office/cases/{case.number}")) == []
    assert drawn(asked) == ["summary"]
    assert "Release a summary" in said(asked)
