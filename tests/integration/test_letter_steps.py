"""A letter on its way: put up, approved by a second person, issued with a number, served; never changed once out."""

import hashlib
from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.builders.letters import (
    MAJOR,
    TODAY,
    a_charged_officer,
    approved,
    drafted,
    issued,
)
from tests.builders.stories import noon, on
from vigilance.audit.models import Event, EventPayload
from vigilance.domain.errors import ActionNotAllowed, Incomplete, Invalid, NotPermitted
from vigilance.domain.letters import LetterKind
from vigilance.domain.papers import InHand
from vigilance.domain.proceeding_facts import Service
from vigilance.domain.workflows.letter import LetterState
from vigilance.evidence.keys import open_record_key
from vigilance.evidence.models import Paper
from vigilance.notes.queries import notes_of
from vigilance.proceedings.commands.issuing import issue
from vigilance.proceedings.commands.letters import (
    Wording,
    approve,
    edit,
    put_up,
    record_service,
    send_back,
    withdraw,
)
from vigilance.proceedings.letter_facts import act_from_letter, facts_from_letter
from vigilance.sealing.evidence import blob_path, open_blob

AT = noon(on(TODAY))


@pytest.fixture
def story(session, walk):
    return a_charged_officer(session, walk)


def test_a_letter_with_something_left_to_write_in_is_not_put_up(story):
    letter = drafted(story, LetterKind.SUSPENSION_ORDER)

    with pytest.raises(Invalid) as refused:
        put_up(story.session, letter, letter.text, by=story.walk.team.vo, at=AT)

    assert list(refused.value.fields) == ["text"]
    assert letter.state is LetterState.DRAFT


def test_nobody_approves_his_own_words(story):
    letter = drafted(story, by=story.walk.team.cvo)
    put_up(story.session, letter, letter.text, by=story.walk.team.vo, at=AT)

    with pytest.raises(Incomplete) as refused:
        approve(story.session, letter, by=story.walk.team.cvo, at=AT)

    assert refused.value.missing == {InHand.SECOND_PERSON}


def test_who_changes_the_words_is_their_drafter(story):
    letter = drafted(story)
    wording = Wording("निदेशक", "विषय: नया पाठ।")
    edit(story.session, letter, wording, by=story.walk.team.cvo, at=AT)
    put_up(story.session, letter, letter.text, by=story.walk.team.vo, at=AT)

    with pytest.raises(Incomplete):
        approve(story.session, letter, by=story.walk.team.cvo, at=AT)

    assert (letter.addressee, letter.text) == ("निदेशक", "विषय: नया पाठ।")


def test_a_vigilance_officer_approves_nothing(story):
    letter = drafted(story, by=story.walk.team.cvo)
    put_up(story.session, letter, letter.text, by=story.walk.team.cvo, at=AT)

    with pytest.raises(NotPermitted):
        approve(story.session, letter, by=story.walk.team.vo, at=AT)


def test_a_letter_given_back_is_a_draft_again_and_the_reasons_stand_on_the_sheet(story):
    letter = drafted(story)
    put_up(story.session, letter, letter.text, by=story.walk.team.vo, at=AT)

    send_back(story.session, letter, "Name the register.", by=story.walk.team.cvo, at=AT)

    assert letter.state is LetterState.DRAFT
    assert notes_of(story.session, story.record.id)[-1].text == "Name the register."


@pytest.mark.parametrize(
    ("text", "addressee"), [("", "निदेशक"), ("पाठ", " "), ("क" * 100_001, "निदेशक")]
)
def test_an_empty_or_endless_wording_is_refused(story, text, addressee):
    letter = drafted(story)

    with pytest.raises(Invalid):
        edit(story.session, letter, Wording(addressee, text), by=story.walk.team.vo, at=AT)


def test_an_issued_letter_has_a_number_a_date_and_a_paper_of_the_file(story, settings):
    letter = issued(story, drafted(story))

    paper = story.session.scalars(
        select(Paper).where(Paper.record_id == story.record.id, Paper.number == letter.paper_number)
    ).one()
    key = open_record_key(
        story.session, story.record.id, story.walk.office.holder, story.walk.team.vo, AT
    )
    content = open_blob(blob_path(settings.blobs_dir, paper.blob_name), key.private)
    assert (letter.number, letter.issued_on) == ("SWD-L-2025-00001", on(TODAY))
    assert content.startswith(b"%PDF")
    assert letter.sha256 == hashlib.sha256(content).digest()
    assert paper.media_type == "application/pdf"


def test_numbers_follow_each_other_without_a_gap_and_begin_again_each_year(story):
    numbers = [
        issued(story, drafted(story, day=day), day).number
        for day in ("2025-06-02", "2025-12-31", "2026-01-01")
    ]

    assert numbers == ["SWD-L-2025-00001", "SWD-L-2025-00002", "SWD-L-2026-00001"]


def test_what_went_out_is_never_changed(story):
    letter = issued(story, drafted(story))

    with pytest.raises(ActionNotAllowed):
        edit(story.session, letter, Wording("निदेशक", "पाठ"), by=story.walk.team.vo, at=AT)
    with pytest.raises(ActionNotAllowed):
        issue(story.session, letter, "पाठ", by=story.walk.team.vo, at=AT, office=story.walk.office)


def test_a_letter_not_approved_is_not_issued(story):
    letter = drafted(story)

    with pytest.raises(ActionNotAllowed):
        issue(story.session, letter, "पाठ", by=story.walk.team.vo, at=AT, office=story.walk.office)

    assert letter.number is None


def test_service_before_the_issue_is_refused(story):
    letter = approved(story, drafted(story))

    with pytest.raises(ActionNotAllowed):
        record_service(
            story.session, letter, Service.IN_PERSON, on(TODAY), by=story.walk.team.vo, at=AT
        )


@pytest.mark.parametrize("days", [-1, 1])
def test_the_day_of_service_lies_between_the_issue_and_today(story, days):
    letter = issued(story, drafted(story))

    with pytest.raises(Invalid) as refused:
        record_service(
            story.session,
            letter,
            Service.IN_PERSON,
            on(TODAY) + timedelta(days=days),
            by=story.walk.team.vo,
            at=AT,
        )

    assert list(refused.value.fields) == ["on"]
    assert letter.served_on is None


def test_a_served_charge_sheet_offers_the_facts_of_its_step(story):
    letter = issued(story, drafted(story))
    assert act_from_letter(letter).action == "issue-charge-sheet"
    record_service(
        story.session,
        letter,
        Service.REGISTERED_POST,
        on("2025-06-06"),
        by=story.walk.team.vo,
        at=noon(on("2025-06-07")),
    )

    act = act_from_letter(letter)

    assert facts_from_letter(letter) == {"letter": "SWD-L-2025-00001", "served": "registered-post"}
    assert (act.track, act.action, act.on) == (MAJOR, "serve-charge-sheet", on("2025-06-06"))


def test_the_facts_of_the_letter_are_taken_by_the_track(story):
    story.act("2025-05-01", MAJOR, "decide-major-proceedings", note="Prima facie proved.")
    letter = issued(story, drafted(story))
    story.act(
        TODAY,
        MAJOR,
        "issue-charge-sheet",
        **act_from_letter(letter).facts,
        articles=2,
        authority="DIR",
    )

    assert story.state(MAJOR) == "charge-sheet-issued"
    assert letter.proceeding_id == story.tracks[MAJOR].id


def test_a_letter_is_withdrawn_with_reasons_and_another_is_written(story):
    letter = issued(story, drafted(story))
    with pytest.raises(NotPermitted):
        withdraw(story.session, letter, "Wrong period.", by=story.walk.team.vo, at=AT)
    with pytest.raises(Incomplete):
        withdraw(story.session, letter, " ", by=story.walk.team.cvo, at=AT)

    withdraw(story.session, letter, "Wrong period.", by=story.walk.team.cvo, at=AT)

    assert (letter.state, letter.number) == (LetterState.WITHDRAWN, "SWD-L-2025-00001")
    assert issued(story, drafted(story)).number == "SWD-L-2025-00002"


def test_each_step_stands_on_the_ledger_with_the_letter_it_changed(story):
    letter = issued(story, drafted(story))

    told = story.session.execute(
        select(Event.type, EventPayload.body)
        .join(EventPayload, EventPayload.event_id == Event.id)
        .where(Event.record_id == story.record.id, Event.type.like("%-letter"))
        .order_by(Event.record_seq)
    ).all()
    assert [(kind, body["to"]) for kind, body in told] == [
        ("draft-letter", "draft"),
        ("put-up-letter", "put-up"),
        ("approve-letter", "approved"),
        ("issue-letter", "issued"),
    ]
    assert all(f"letter:{letter.id}" in body["rows"] for _kind, body in told)
    story.session.commit()
