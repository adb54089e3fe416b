"""The note-sheet with its endorsements, and both sides of the file on paper."""

import re

import pypdfium2
import pytest
from sqlalchemy import inspect, select

from tests.builders.forms import said
from tests.builders.letters import TODAY, a_charged_officer, drafted, issued
from tests.builders.stories import noon, on
from vigilance.audit.witness import _values, row_digest
from vigilance.domain.roles import Role
from vigilance.notes.models import Endorsement, Note


@pytest.fixture
def story(session, walk):
    return a_charged_officer(session, walk)


@pytest.fixture
def desk(team, at, story):
    """Browsers of the team on the day of the tests."""

    def seat(who):
        browser = team(who)
        at(noon(on(TODAY)))
        return browser

    return seat


def read_back(pdf):
    document = pypdfium2.PdfDocument(pdf)
    text = "".join(page.get_textpage().get_text_range() for page in document)
    return re.sub(r"\s+", "", text)


def squeezed(words):
    return re.sub(r"\s+", "", words)


@pytest.mark.parametrize(
    ("endorsement", "hindi", "english"),
    [
        (Endorsement.PUT_UP, "आदेशार्थ प्रस्तुत", "Put up for orders"),
        (Endorsement.APPROVED, "अनुमोदित", "Approved"),
        (Endorsement.DISCUSS, "चर्चा करें", "Discuss"),
        (Endorsement.SEEN, "देखा", "Seen"),
    ],
)
def test_an_endorsement_stands_on_the_sheet_in_both_languages(
    story, session, desk, endorsement, hindi, english
):
    vo, number = desk("vo"), story.record.number

    answer = vo.post(f"/office/files/{number}/notes", data={"endorsement": endorsement.value})

    kept = session.scalars(
        select(Note).where(Note.record_id == story.record.id, Note.endorsement.is_not(None))
    ).one()
    assert (answer.status_code, kept.endorsement) == (303, endorsement)
    for language, words in (("hi", hindi), ("en", english)):
        assert f'<p class="endorsed">{words}</p>' in vo.get(
            f"/office/cases/{number}?lang={language}"
        ).get_data(as_text=True)
        printed = f"/office/cases/{number}/print/notes.pdf?lang={language}"
        assert squeezed(words) in read_back(vo.get(printed).data)


def test_a_note_without_words_or_endorsement_is_refused(story, session, desk):
    answer = desk("vo").post(f"/office/files/{story.record.number}/notes", data={"text": "  "})

    assert answer.status_code == 422


def test_an_unknown_endorsement_is_refused_and_the_note_is_kept(story, session, desk):
    answer = desk("vo").post(
        f"/office/files/{story.record.number}/notes",
        data={"text": "My own words.", "endorsement": "stamped"},
    )

    assert answer.status_code == 422
    assert "My own words." in answer.get_data(as_text=True)


def test_both_sides_of_the_file_are_printed_with_page_numbers(story, session, desk):
    issued(story, drafted(story))
    vo, number = desk("vo"), story.record.number
    vo.post(f"/office/files/{number}/notes", data={"text": "मिसिल देखी।\nपृष्ठ c2 देखें।"})

    page = said(vo.get(f"/office/cases/{number}/print/notes?lang=en"))
    paper = read_back(vo.get(f"/office/cases/{number}/print/notes.pdf?lang=en").data)

    assert f"Note-sheet of file {number}" in page
    for words in (
        "c1 5 January 2024 Paper received",
        "c2 2 June 2025 Letter SWD-L-2025-00001: Charge-sheet Invented Superintendent",
    ):
        assert squeezed(words) in squeezed(page)
        assert squeezed(words) in paper
    for words in ("मिसिल देखी।", "पृष्ठ c2 देखें।", "c2", "Letter SWD-L-2025-00001: Charge-sheet"):
        assert squeezed(words) in paper


def test_the_printed_sheet_is_for_those_who_handle_cases(story, session, sign_in):
    session.commit()
    printed = f"/office/cases/{story.record.number}/print/notes"

    assert [sign_in(role).get(printed).status_code for role in (Role.CVO, Role.VO)] == [200, 404]
    assert sign_in(Role.CLERK).get(printed).status_code == 403
    assert sign_in(Role.MINISTER).get(printed).status_code == 403


def test_notes_written_before_there_were_endorsements_keep_their_digests(story, session):
    note = session.scalars(select(Note)).first()
    columns_then, before = set(_values(note)), row_digest(note)

    note.endorsement = Endorsement.SEEN

    assert columns_then == set(inspect(Note).columns.keys()) - {"endorsement"}
    assert _values(note)["endorsement"] == "seen"
    assert row_digest(note) != before
    session.expire(note)
