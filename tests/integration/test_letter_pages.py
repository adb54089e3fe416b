"""Letters in a browser, by each part of the team."""

import re

import pypdfium2
import pytest
from sqlalchemy import select

from tests.builders.cases import day as day_of
from tests.builders.forms import said
from tests.builders.letters import TODAY, a_charged_officer, approved, drafted, issued
from tests.builders.stories import noon, on
from vigilance.domain.letters import LetterKind
from vigilance.domain.roles import Role
from vigilance.domain.words import Language
from vigilance.domain.workflows.letter import LetterState
from vigilance.proceedings.letter_models import Letter
from vigilance.proceedings.letters import UNFILLED


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


def address(story, letter=None, rest=""):
    middle = f"/{letter.id}" if letter else ""
    return f"/office/cases/{story.record.number}/letters{middle}{rest}"


def step(browser, story, letter, action, **typed):
    kind = "decisions" if action in ("approve-letter", "return-letter") else "steps"
    version = typed.pop("version", letter.version)
    return browser.post(
        address(story, letter, f"/{kind}/{action}"), data={"version": version, **typed}
    )


def read_back(pdf):
    document = pypdfium2.PdfDocument(pdf)
    text = "".join(page.get_textpage().get_text_range() for page in document)
    return re.sub(r"\s+", "", text)


def squeezed(words):
    return re.sub(r"\s+", "", words)


def one_letter(session):
    session.expire_all()
    return session.scalars(select(Letter)).one()


def test_a_letter_goes_its_whole_way_in_the_browser(story, session, desk):
    vo, cvo = desk("vo"), desk("cvo")
    answer = vo.post(
        address(story), data={"kind": "charge-sheet", "language": "hi", "accused": "1"}
    )
    letter = one_letter(session)
    assert (answer.status_code, answer.location) == (303, address(story, letter))

    text = letter.text + "\n\nप्रतिलिपि: मुख्य सतर्कता अधिकारी।"
    step(vo, story, letter, "edit-letter", addressee=letter.addressee, text=text)
    step(vo, story, one_letter(session), "put-up-letter")
    assert step(cvo, story, one_letter(session), "approve-letter").status_code == 303
    step(vo, story, one_letter(session), "issue-letter")
    answer = step(
        vo, story, one_letter(session), "record-letter-service", served="in-person", on="02/06/2025"
    )

    letter = one_letter(session)
    assert (answer.status_code, letter.state) == (303, LetterState.SERVED)
    assert letter.number == "SWD-L-2025-00001"
    assert letter.text.endswith("प्रतिलिपि: मुख्य सतर्कता अधिकारी।")
    listed = said(vo.get(address(story) + "?lang=en"))
    assert "SWD-L-2025-00001" in listed
    assert "In person, 2 June 2025" in listed
    page = said(vo.get(address(story, letter) + "?lang=en"))
    assert "To be recorded on the track Departmental proceedings, major penalty" in page


def test_the_paper_that_is_fetched_is_the_one_that_went_out(story, session, desk):
    letter = issued(story, drafted(story))
    vo = desk("vo")

    answer = vo.get(address(story, letter, "/letter.pdf"))

    assert answer.headers["Content-Disposition"].startswith("attachment; ")
    assert "SWD-L-2025-00001.pdf" in answer.headers["Content-Disposition"]
    assert squeezed("पत्रांक: SWD-L-2025-00001") in read_back(answer.data)
    assert squeezed("छात्रावास के भोजन के लिए मिली धनराशि का दुरुपयोग किया।") in read_back(answer.data)


def test_the_pdf_of_a_draft_is_marked_as_one(story, session, desk):
    letter = drafted(story, language=Language.ENGLISH)

    answer = desk("vo").get(address(story, letter, "/letter.pdf"))

    assert answer.content_type == "application/pdf"
    assert answer.headers["Content-Disposition"] == "attachment; filename=draft.pdf"
    assert "DRAFT" in read_back(answer.data)


def test_what_was_typed_is_kept_where_it_cannot_be_taken(story, session, desk):
    letter = drafted(story)

    answer = step(desk("vo"), story, letter, "edit-letter", addressee="", text="विषय: मेरा पाठ।")

    assert answer.status_code == 422
    assert "विषय: मेरा पाठ।" in answer.get_data(as_text=True)


def test_what_was_typed_is_kept_where_the_letter_moved_on(story, session, desk):
    letter = drafted(story)
    version = letter.version
    approved(story, letter)

    answer = step(
        desk("vo"), story, letter, "edit-letter", addressee="A", text="मेरा पाठ", version=version
    )

    assert answer.status_code == 409
    assert "मेरा पाठ" in answer.get_data(as_text=True)


def test_a_kind_that_is_not_chosen_keeps_the_language(story, session, desk):
    answer = desk("vo").post(address(story), data={"kind": "", "language": "en"})

    assert answer.status_code == 422
    assert '<option value="en" selected>' in answer.get_data(as_text=True)


def test_dots_left_are_named_and_the_letter_stays_a_draft(story, session, desk):
    letter = drafted(story, LetterKind.SUSPENSION_ORDER)
    vo = desk("vo")

    answer = step(vo, story, letter, "put-up-letter")

    assert answer.status_code == 422
    assert UNFILLED in answer.get_data(as_text=True)
    assert one_letter(session).state is LetterState.DRAFT


def test_the_vigilance_officer_is_shown_who_approves(story, session, desk):
    letter = drafted(story)
    step(desk("vo"), story, letter, "put-up-letter")

    page = said(desk("vo").get(address(story, letter) + "?lang=en"))

    assert "This is for: Chief Vigilance Officer." in page
    assert step(desk("vo"), story, one_letter(session), "approve-letter").status_code == 403


def test_who_wrote_the_words_is_told_that_a_second_person_approves(story, session, desk):
    cvo = desk("cvo")
    letter = drafted(story, by=story.walk.team.cvo)
    step(cvo, story, letter, "put-up-letter")

    page = said(cvo.get(address(story, letter) + "?lang=en"))
    answer = step(cvo, story, one_letter(session), "approve-letter")

    assert "Not yet:" in page
    assert answer.status_code == 422
    assert one_letter(session).state is LetterState.PUT_UP


def test_service_before_the_issue_is_refused_on_the_page(story, session, desk):
    letter = issued(story, drafted(story))

    answer = step(
        desk("vo"), story, letter, "record-letter-service", served="in-person", on="01/06/2025"
    )

    assert answer.status_code == 422
    assert 'value="01/06/2025"' in answer.get_data(as_text=True)


def test_a_step_of_the_other_desk_is_not_there(story, session, desk):
    letter = drafted(story)

    answer = desk("cvo").post(
        address(story, letter, "/steps/approve-letter"), data={"version": letter.version}
    )

    assert answer.status_code == 404


@pytest.mark.parametrize(
    "role", [Role.INQUIRING_OFFICER, Role.CLERK, Role.ADMIN, Role.AUDITOR, Role.MINISTER]
)
def test_letters_are_the_vigilance_cells(story, session, sign_in, role):
    session.commit()

    assert sign_in(role).get(address(story)).status_code == 403


def test_the_case_file_leads_to_its_letters_and_to_the_printed_sheet(story, session, desk):
    file = f"/office/cases/{story.record.number}?lang=en"

    for_vo = desk("vo").get(file).get_data(as_text=True)
    for_inquirer = desk("inquirer").get(file).get_data(as_text=True)

    assert address(story) in for_vo
    assert address(story) not in for_inquirer
    assert f"/office/cases/{story.record.number}/print/notes" in for_inquirer


def test_a_complaints_file_has_letters_too(walk, session, team, at):
    complaint = walk.asked()
    vo = team("vo")
    at(day_of(1))

    answer = vo.post(
        f"/office/cases/{complaint.number}/letters",
        data={"kind": "confirmation-letter", "language": "en"},
    )

    assert answer.status_code == 303
    assert complaint.number in said(vo.get(answer.location + "?lang=en"))


def test_hindi_and_english_pages_say_the_same(story, session, desk):
    letter = drafted(story)
    vo = desk("vo")

    assert "अनुमोदन हेतु प्रस्तुत करना" in said(vo.get(address(story, letter) + "?lang=hi"))
    assert "Put up for approval" in said(vo.get(address(story, letter) + "?lang=en"))
