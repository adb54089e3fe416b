"""Letters drafted from a file: what of it they say, in both languages, and that every one can go out."""

import pytest

from tests.builders.cases import FOUND
from tests.builders.letters import (
    TODAY,
    a_charged_officer,
    drafted,
    issued,
    through_everything,
)
from tests.builders.stories import noon, on
from tests.builders.tracks import struck_off
from vigilance.cases.commands.opening import take_up
from vigilance.complaints.commands.scrutiny import record_scrutiny, start_scrutiny
from vigilance.domain.errors import Invalid
from vigilance.domain.lanes import Lane
from vigilance.domain.letters import LetterKind
from vigilance.domain.words import Language
from vigilance.domain.workflows.letter import LetterState
from vigilance.evidence.keys import open_record_key
from vigilance.evidence.texts import read_text
from vigilance.proceedings.commands.issuing import issue
from vigilance.proceedings.commands.letters import (
    Wanted,
    approve,
    draft,
    put_up,
)
from vigilance.proceedings.letters import UNFILLED

AT = noon(on(TODAY))
LEFT_TO_THE_OFFICER = {
    LetterKind.COMPLAINANT_OUTCOME,
    LetterKind.CONFIRMATION_REMINDER,
    LetterKind.FORWARDING,
    LetterKind.RTI_REPLY,
    LetterKind.SHOW_CAUSE_DISAGREEMENT,
    LetterKind.FINAL_ORDER_PENALTY,
    LetterKind.FINAL_ORDER_EXONERATION,
    LetterKind.IMPUTATIONS_MINOR,
    LetterKind.MINOR_ORDER_PENALTY,
    LetterKind.SUSPENSION_ORDER,
    LetterKind.SUSPENSION_REVOCATION,
    LetterKind.AGENCY_REMINDER,
    LetterKind.RECOVERY_ORDER,
}
"""The kinds in which something no file can know is to be written in: reasons, headquarters, the other department."""


@pytest.fixture
def story(session, walk):
    return a_charged_officer(session, walk)


@pytest.fixture
def whole(session, walk):
    return through_everything(a_charged_officer(session, walk))


def test_every_letter_is_drafted_from_the_file_in_both_languages(whole):
    open_ones = set()
    for kind in LetterKind:
        for language in Language:
            letter = drafted(whole, kind, language)
            assert letter.text
            assert "$" not in letter.text
            assert (letter.state, letter.language) == (LetterState.DRAFT, language)
            if UNFILLED in letter.text:
                open_ones.add(kind)
    assert open_ones == LEFT_TO_THE_OFFICER | {LetterKind.REMINDER_OF_WAITING}


def test_a_charge_sheet_is_filled_from_allegations_papers_and_particulars(story):
    letter = drafted(story, LetterKind.CHARGE_SHEET, Language.ENGLISH)

    assert letter.addressee == "Invented Superintendent, Hostel superintendent"
    assert [
        words
        for words in (
            "Invented Superintendent, Hostel superintendent (Group C, Manav Sampada number TEST0071)",
            "not less than 15 days from the date of issue",
            (
                "Article 1: That from 1 April 2022 to 31 March 2023, while holding the post of "
                "Hostel superintendent you committed the acts described in point 1 of Annexure 2; "
                "amount involved ₹1,25,000; provision broken: UP Government Servants' Conduct Rules 1956"
            ),
            "Article 2: That on 2 May 2023, while holding",
            (
                "(1) छात्रावास के भोजन के लिए मिली धनराशि का दुरुपयोग किया। "
                "(From 1 April 2022 to 31 March 2023; amount involved ₹1,25,000)"
            ),
            "(2) Bills were passed without verification. (On 2 May 2023)",
            "(1) Paper number 1 of the file, of 5 January 2024",
            "inquiry officer (to prove the inquiry report)",
            "> Director, Social Welfare",
        )
        if words not in letter.text
    ] == []
    assert UNFILLED not in letter.text


def test_a_final_order_names_what_the_track_says(whole):
    letter = drafted(whole, LetterKind.FINAL_ORDER_PENALTY)

    assert [
        words
        for words in (
            "आरोप पत्र संख्या CS/12, दिनांक 15 मार्च 2024",
            "जांच आख्या संख्या IR/5, दिनांक 1 अगस्त 2024",
            "दिनांक 15 अगस्त 2024 को प्राप्त अभ्यावेदन",
            "आरोप 1: आरोप सिद्ध\nआरोप 2: आरोप सिद्ध",
            "संचयी प्रभाव से वेतन वृद्धि रोकना, हुई हानि की वेतन से वसूली",
            "आदेश की प्राप्ति के 90 दिन",
        )
        if words not in letter.text
    ] == []


def test_each_order_is_of_its_own_track(whole):
    assert "यह लघु शास्ति दी जाती है: परिनिन्दा।" in drafted(whole, LetterKind.MINOR_ORDER_PENALTY).text
    recovery = drafted(whole, LetterKind.RECOVERY_ORDER).text
    assert "आदेश संख्या FO/9, दिनांक 10 सितंबर 2024" in recovery
    assert "₹1,25,000" in recovery


def test_a_request_for_sanction_goes_to_who_can_remove_him(whole):
    letter = drafted(whole, LetterKind.REQUEST_19, Language.ENGLISH)

    assert letter.addressee == "Director, Social Welfare"
    assert "First information report number FIR 41/2024 of 20 February 2024" in letter.text
    assert (
        "Vigilance Establishment has completed its investigation and submitted report number VE/88"
        in letter.text
    )
    assert "a decision is due within 3 months" in letter.text


def test_the_governors_letter_tells_until_when_the_law_allows_proceedings(whole):
    letter = drafted(whole, LetterKind.GOVERNOR_SANCTION, Language.ENGLISH)

    assert "The last day of the event is 2 May 2023." in letter.text
    assert "For this event that time ends on 2 May 2027." in letter.text


def test_a_reminder_refers_to_the_letter_that_went_out_before(whole):
    first = issued(whole, drafted(whole, LetterKind.REFERENCE_TO_AGENCY))

    reminder = drafted(whole, LetterKind.AGENCY_REMINDER)

    assert f"पत्र संख्या {first.number}, दिनांक 2 जून 2025" in reminder.text
    assert UNFILLED not in reminder.text


def test_a_reminder_names_what_is_late_since_when_and_by_which_rule(whole):
    sent = issued(whole, drafted(whole, LetterKind.REFERENCE_TO_AGENCY))

    letter = drafted(whole, LetterKind.REMINDER_OF_WAITING, Language.ENGLISH)

    assert f"Reference: This office's letter number {sent.number} of 2 June 2025" in letter.text
    assert "this action is pending with you: " in letter.text
    assert UNFILLED not in letter.text
    assert UNFILLED not in letter.addressee


def test_a_letter_about_one_accused_needs_to_know_which(story):
    with pytest.raises(Invalid) as refused:
        draft(
            story.session,
            story.record,
            Wanted(LetterKind.CHARGE_SHEET, Language.HINDI),
            by=story.walk.team.vo,
            at=AT,
            office=story.walk.office,
        )

    assert list(refused.value.fields) == ["accused"]


def test_no_letter_is_written_against_an_officer_struck_off(story):
    struck_off(story.session, story.walk, story.record, story.accused, AT)

    with pytest.raises(Invalid) as refused:
        drafted(story)

    assert list(refused.value.fields) == ["accused"]


def test_every_letter_can_go_out(whole):
    letters = [drafted(whole, kind, language) for kind in LetterKind for language in Language]
    for letter in letters:
        letter.addressee = letter.addressee.replace(UNFILLED, "Another department")
        issued(whole, letter)

    assert [letter.number for letter in letters] == [
        f"SWD-L-2025-{number:05}" for number in range(1, 2 * len(LetterKind) + 1)
    ]


def test_the_words_of_a_protected_file_are_sealed(session, walk):
    complaint, moment = (
        walk.assigned(at=noon(on("2024-01-05")), lane=Lane.PROTECTED),
        noon(on("2024-01-05")),
    )
    walk.do(start_scrutiny, complaint, by=walk.team.vo, at=moment)
    walk.do(record_scrutiny, complaint, FOUND, by=walk.team.vo, at=moment)
    case = walk.do(take_up, complaint, walk.order(), by=walk.team.cvo, at=moment)
    story = a_charged_officer(session, walk, case=case)
    letter = drafted(story)

    office = walk.office
    text = read_text(
        letter,
        story.record,
        lambda: open_record_key(session, story.record.id, office.holder, walk.team.vo, AT),
    )
    assert letter.text is None
    assert "धनराशि".encode() not in letter.text_sealed
    assert "छात्रावास के भोजन के लिए मिली धनराशि का दुरुपयोग किया।" in text
    put_up(session, letter, text, by=walk.team.vo, at=AT)
    approve(session, letter, by=walk.team.cvo, at=AT)
    issue(session, letter, text, by=walk.team.vo, at=AT, office=office)
    assert (letter.number, letter.sha256) == ("SWD-L-2025-00001", None)


def test_a_complaints_letter_is_written_on_its_own_file(session, walk):
    complaint = walk.asked(at=noon(on("2024-01-05")))

    letter = draft(
        session,
        complaint.record,
        Wanted(LetterKind.CONFIRMATION, Language.ENGLISH),
        by=walk.team.vo,
        at=noon(on("2024-01-06")),
        office=walk.office,
    )

    assert f"registered under number {complaint.number}" in letter.text
    assert "within 15 days of receiving this letter" in letter.text
    assert letter.addressee == "The complainant"
    assert UNFILLED not in letter.text
