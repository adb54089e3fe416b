"""A letter that went out fills the form of the step it belongs to; a step that needs a letter leads to its draft."""

import re

import pytest
from sqlalchemy import select

from tests.builders.forms import said, value_of
from tests.builders.letters import a_charged_officer, drafted, issued
from tests.builders.stories import noon, on
from tests.builders.tracks import MAJOR, address, step_address
from vigilance.cases.queries import case_of
from vigilance.domain.letters import LetterKind
from vigilance.domain.proceeding_facts import Service
from vigilance.domain.tracks import Track
from vigilance.proceedings.commands.letters import record_service
from vigilance.proceedings.models import Proceeding, ProceedingEntry


@pytest.fixture
def story(session, walk):
    found = a_charged_officer(session, walk)
    found.act("2025-05-20", MAJOR, "decide-major-proceedings", note="Proved.")
    return found


@pytest.fixture
def case(story, session):
    return case_of(session, story.accused.record_id)


@pytest.fixture
def vo(team, at, story):
    browser = team("vo")
    at(noon(on("2025-06-12")))
    return browser


def field(story, action, name, track=MAJOR):
    return f"t{story.tracks[track].id.hex[:8]}-{action}-{name}"


def served(story, letter, text="2025-06-10"):
    service = (Service.REGISTERED_POST, on(text))
    record_service(
        story.session, letter, *service, by=story.walk.team.vo, at=noon(on("2025-06-12"))
    )


def filled(page, story, action, *names):
    return [of(page, field(story, action, name)) for name in names]


def of(page, input_id):
    found = re.search(
        rf'<(input|select)[^>]*id="{input_id}"[^>]*>(.*?</select>)?', page, flags=re.DOTALL
    )
    if found[1] == "select":
        return re.search(r'<option value="([^"]*)" selected', found[0])[1]
    return re.search(r'value="([^"]*)"', found[0])[1]


def test_an_issued_charge_sheet_fills_the_step_and_is_its_paper(story, case, session, vo):
    letter = issued(story, drafted(story))
    session.commit()
    track = story.tracks[MAJOR]

    page = vo.get(address(case, 1) + "?lang=en")
    text = page.get_data(as_text=True)

    assert f"Filled in from letter {letter.number}." in said(page)
    names = ("on", "letter", "authority", "paper")
    assert filled(text, story, "issue-charge-sheet", *names) == [
        "02/06/2025",
        letter.number,
        "DIR",
        str(letter.paper_number),
    ]
    answer = vo.post(
        step_address(case, track, "issue-charge-sheet"),
        data={
            "version": track.version,
            "on": "02/06/2025",
            "letter": letter.number,
            "articles": "2",
            "authority": "DIR",
            "paper": str(letter.paper_number),
        },
    )
    assert answer.status_code == 303
    entry = session.scalars(select(ProceedingEntry).where(ProceedingEntry.number == 2)).one()
    assert entry.facts["paper"] == letter.paper_number
    log = vo.get(address(case, 1) + "?lang=en")
    assert f"Paper {letter.paper_number}" in said(log)
    assert "Filled in from letter" not in said(log)


def test_proof_of_service_fills_the_serving_step_of_each_track_that_waits_for_it(
    story, case, session, vo
):
    letter = issued(story, drafted(story))
    served(story, letter)
    story.act("2025-05-21", Track.SUSPENSION, "propose-suspension", note="Grave.")
    story.act("2025-05-22", Track.SUSPENSION, "order-suspension", order="S/1", authority="DIR")
    story.act("2025-06-02", MAJOR, "issue-charge-sheet", letter="x", articles=2, authority="DIR")
    session.commit()

    text = vo.get(address(case, 1)).get_data(as_text=True)

    assert filled(text, story, "serve-charge-sheet", "on", "paper") == [
        "10/06/2025",
        str(letter.paper_number),
    ]
    assert of(text, field(story, "serve-charge-sheet", "on", Track.SUSPENSION)) == "10/06/2025"


def test_a_letter_that_did_not_go_out_or_was_withdrawn_fills_nothing(story, case, session, vo):
    drafted(story)
    session.commit()

    page = vo.get(address(case, 1) + "?lang=en")

    assert "Filled in from letter" not in said(page)
    assert "Charge-sheet with articles" in said(page) or "(Draft)" in said(page)


def test_a_step_that_needs_a_letter_leads_to_its_draft_with_all_chosen(story, case, session, vo):
    session.commit()
    page = vo.get(address(case, 1) + "?lang=en").get_data(as_text=True)
    track = session.scalars(select(Proceeding)).one()
    way = f"/office/cases/{case.number}/letters?kind=charge-sheet&amp;accused=1&amp;proceeding={track.id}"
    assert way in page

    draft = vo.get(way.replace("&amp;", "&"))

    assert draft.status_code == 200
    assert value_of(draft, "kind") == "charge-sheet"
    assert value_of(draft, "accused") == "1"
    made = vo.post(
        f"/office/cases/{case.number}/letters",
        data={
            "kind": "charge-sheet",
            "language": "en",
            "accused": "1",
            "proceeding": str(track.id),
        },
    )
    assert made.status_code == 303


def test_the_letter_of_a_new_run_is_not_taken_for_that_of_an_old_one(story, case, session, vo):
    old = issued(story, drafted(story, LetterKind.RTI_REPLY))
    story.act("2025-06-02", Track.RTI, "receive-rti", request="RTI/1")
    session.commit()
    assert old.proceeding_id is None
    page = f"/office/files/{case.number}/tracks"
    assert f"Filled in from letter {old.number}" in said(vo.get(page + "?lang=en"))
    session.expire_all()  # the page put its reading on the chain
    facts = {"letter": old.number, "paper": old.paper_number}
    story.act("2025-06-03", Track.RTI, "reply-to-rti", **facts)
    story.tracks.pop(Track.RTI)
    story.act("2025-06-04", Track.RTI, "receive-rti", request="RTI/2")
    session.commit()

    assert "Filled in from letter" not in said(vo.get(page + "?lang=en"))


def test_whoever_answers_a_request_is_warned_not_to_betray_anybody(story, case, session, vo):
    letter = drafted(story, LetterKind.RTI_REPLY)
    session.commit()
    where = f"/office/cases/{case.number}/letters/{letter.id}"

    english, hindi = (said(vo.get(f"{where}?lang={spoken}")) for spoken in ("en", "hi"))

    assert "This letter goes to somebody who may be the officer complained against." in english
    assert "यह पत्र जिसे जा रहा है, वह वही अधिकारी हो सकता है" in hindi
    refused = vo.post(f"{where}/steps/put-up-letter?lang=en", data={"version": letter.version})
    assert refused.status_code == 422  # what is withheld is still to be written in
