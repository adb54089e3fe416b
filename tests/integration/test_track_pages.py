"""The page of one accused: his posts, his tracks begun and carried on from their forms, what is refused and why."""

from datetime import date

import pytest
from sqlalchemy import select

from tests.builders.forms import value_of
from tests.builders.stories import CLERK, a_story
from tests.builders.tracks import MAJOR, address, count, decided, many_tracks, said, step_address
from vigilance.cases.queries import case_of
from vigilance.database.acting import act_as
from vigilance.domain.actors import SYSTEM
from vigilance.domain.papers import InHand
from vigilance.domain.proceeding_facts import FACTS, papers_shown
from vigilance.domain.roles import Role
from vigilance.domain.tracks import OF_AN_ACCUSED, ON_A_FILE, WORKFLOWS
from vigilance.personnel.models import Posting
from vigilance.proceedings.facts_asked import act_form
from vigilance.proceedings.models import Proceeding, ProceedingEntry
from vigilance.proceedings.step_shown import Place, offers, rows_from, shown
from vigilance.web.session import current_session


@pytest.fixture
def story(session, walk):
    """One accused in a case of January 2026; the clock of the application stands on the sixth."""
    return a_story(session, walk, CLERK, case=walk.case())


@pytest.fixture
def case(story, session):
    return case_of(session, story.accused.record_id)


def test_a_post_held_is_entered_and_shown(case, session, team):
    browser = team("vo")
    held = {
        "designation": "DSWO",
        "office": "Vikas Bhavan",
        "district_code": "162",
        "reports_to": "DD",
        "since": "01/07/2021",
        "until": "30/06/2024",
    }

    wrong = browser.post(address(case, 1, "postings"), data=held | {"until": "30/06/2020"})
    right = browser.post(address(case, 1, "postings"), data=held)

    assert (wrong.status_code, right.status_code) == (422, 303)
    assert value_of(wrong, "office") == "Vikas Bhavan"
    assert count(session, Posting) == 1
    words = said(browser.get(f"{address(case, 1)}?lang=en"))
    assert "1 July 2021 – 30 June 2024 · reports to Deputy Director" in words


def test_a_track_is_begun_and_goes_on_from_its_forms(case, session, team):
    browser = team("cvo")
    begin = address(case, 1, "tracks", MAJOR.value, "decide-major-proceedings")

    bare = browser.post(begin, data={"version": "0"})
    begun = browser.post(begin, data={"version": "0", "on": "05/01/2026", "note": "Proved."})
    again = browser.post(f"{begin}?lang=hi", data={"version": "0", "note": "फिर से।"})
    track = session.scalars(select(Proceeding)).one()
    issued = browser.post(
        step_address(case, track, "issue-charge-sheet"),
        data={
            "version": track.version,
            "letter": "12/2026",
            "articles": "२",
            "authority": "DIR",
        },
    )

    assert (bare.status_code, begun.status_code, issued.status_code) == (422, 303, 303)
    assert again.status_code == 422
    assert "यह कार्यवाही पहले से चल रही है।" in said(again)
    entry = session.scalars(select(ProceedingEntry).order_by(ProceedingEntry.number.desc())).first()
    assert (entry.on, entry.facts) == (
        date(2026, 1, 6),
        {"letter": "12/2026", "articles": 2, "authority": "DIR"},
    )
    words = said(browser.get(f"{address(case, 1)}?lang=en"))
    assert "Charge-sheet issued since 6 January 2026" in words
    assert "By which authority: Director, Social Welfare" in words
    assert "How many articles of charge: 2" in words


def test_the_file_tells_the_acts_of_a_track(case, story, team):
    decided(story)

    english, hindi = (
        said(team("cvo").get(f"/office/cases/{case.number}?lang={spoken}"))
        for spoken in ("en", "hi")
    )

    assert "Decide on major proceedings Major proceedings decided" in english
    assert "Departmental proceedings, major penalty · 5 January 2026" in english
    assert "दीर्घ शास्ति हेतु कार्यवाही का निर्णय" in hindi


def test_the_wrong_authority_is_refused_naming_the_rule_in_both_languages(case, story, team):
    track = decided(story)
    typed = {"version": track.version, "letter": "12", "articles": "1", "authority": "JD"}
    browser = team("cvo")

    answers = [
        browser.post(f"{step_address(case, track, 'issue-charge-sheet')}?lang={spoken}", data=typed)
        for spoken in ("en", "hi")
    ]

    assert [answer.status_code for answer in answers] == [422, 422]
    assert (
        "UP 1999 Rules, rule 6: the authority for this officer is Director, Social Welfare."
        in said(answers[0])
    )
    assert "उ.प्र. नियमावली 1999, नियम 6: इस अधिकारी के लिए प्राधिकारी" in said(answers[1])
    assert value_of(answers[0], "letter") == "12"


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (
            {"on": "04/01/2026"},
            "The day of the act lies before the act it follows (5 January 2026).",
        ),
        ({"on": "07/01/2026"}, "The date must not be after today."),
        ({"letter": " "}, "Please write something here."),
        ({"articles": "many"}, "Write a number from 1 to 500."),
        ({"authority": "NOBODY"}, "Please choose from the list."),
    ],
)
def test_a_wrong_act_says_why_and_keeps_what_was_typed(case, story, team, wrong, words):
    track = decided(story)
    typed = {"letter": "12/A", "articles": "1", "authority": "DIR", "note": "Seen."} | wrong

    answer = team("cvo").post(
        f"{step_address(case, track, 'issue-charge-sheet')}?lang=en",
        data={"version": track.version, **typed},
    )

    assert answer.status_code == 422
    assert words in said(answer)
    assert "Seen." in answer.get_data(as_text=True)
    assert story.state(MAJOR) == "major-decided"


def test_two_officers_at_once_nothing_typed_is_lost(case, story, team):
    track = decided(story)
    stale = track.version
    story.act("2026-01-06", MAJOR, "issue-charge-sheet", letter="1", articles=1, authority="DIR")

    answer = team("cvo").post(
        f"{step_address(case, track, 'issue-charge-sheet')}?lang=en",
        data={"version": stale, "letter": "77/B", "articles": "1", "authority": "DIR"},
    )

    assert answer.status_code == 409
    words = said(answer)
    assert "The file moved on while you were writing." in words
    assert "Number of the letter 77/B" in words


def test_a_step_that_the_track_does_not_know_is_not_there(case, story, team):
    track = decided(story)

    assert team("cvo").post(step_address(case, track, "fly"), data={}).status_code == 404
    path = address(case, 1, "tracks", "inquiry", "order-inquiry")
    assert team("cvo").post(path, data={}).status_code == 404


def test_a_step_of_the_cvo_says_so_to_the_vigilance_officer_and_is_refused_him(case, story, team):
    track = decided(story)
    browser = team("vo")

    words = said(browser.get(f"{address(case, 1)}?lang=en"))
    answer = browser.post(
        step_address(case, track, "drop-proceedings"),
        data={"version": track.version, "note": "I would rather not."},
    )

    assert "This is for: Chief Vigilance Officer." in words
    assert answer.status_code == 403


def test_what_the_file_does_not_show_shuts_a_step_and_says_why(case, story, team):
    decided(story)

    words = said(team("cvo").get(f"{address(case, 1)}?lang=en"))

    assert "Drop the proceedings" in words
    assert "Not yet:" in words


@pytest.mark.parametrize("who", ["vo", "cvo", "inquirer"])
def test_thirty_accused_with_six_tracks_cost_the_file_twelve_statements(
    case, session, team, queries_made, who
):
    many_tracks(session, case, accused=30)
    browser = team(who)
    browser.get(f"/office/cases/{case.number}")

    queries_made.clear()
    page = browser.get(f"/office/cases/{case.number}?lang=en")

    # Who is signed in is asked before every page and is no part of this one.
    reading = [made[:300] for made in queries_made if "auth_session" not in made]
    assert page.status_code == 200
    assert said(page).count("Sanction, section 19") == 30
    assert len(reading) <= 12, "\n\n".join(reading)


@pytest.mark.parametrize("spoken", ["hi", "en"])
@pytest.mark.parametrize("track", [*OF_AN_ACCUSED, *ON_A_FILE])
def test_every_act_of_a_track_has_a_form_that_asks_what_it_needs(app, track, spoken):
    """The page draws exactly the fields that the form's schema reads, and the schema asks for each paper's facts."""
    place = Place("x", lambda action: f"/{action}")
    workflow = WORKFLOWS[track]
    states = [None, *workflow.states()]
    with app.test_request_context(f"/office?lang={spoken}"):
        act_as(current_session(), SYSTEM)
        drawn = {
            row: step
            for state in states
            for rows in [rows_from(workflow, state)]
            for row, step in zip(
                rows,
                _in_order(
                    rows, shown(rows, offers(rows, Role, lambda _a: frozenset(InHand)), place, None)
                ),
                strict=True,
            )
        }

        assert {row.action for row in drawn} == set(workflow.actions())
        for row, step in drawn.items():
            read = set(act_form(row)().fields) - {"version"}
            assert {field.name for field in step.fields} == read
            assert all(field.label for field in step.fields)
            shown_papers = papers_shown(dict.fromkeys(read, "x"), note=True)
            assert frozenset(row.needs) & frozenset(FACTS) <= shown_papers


def _in_order(rows, steps):
    """The page puts open steps first; here each stands beside its own row again."""
    by_name = {step.name: step for step in steps}
    return [by_name[f"x-{row.action.value}"] for row in rows]
