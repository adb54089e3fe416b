"""Life stories that end before anybody is charged, and tracks of the matter as a whole."""

import shutil
from dataclasses import replace

import pytest
from sqlalchemy import select

from tests.builders.stories import a_story, noon, on
from vigilance.cases.commands import extension, outcome
from vigilance.cases.commands.walls import declare_wall
from vigilance.clocks.models import Clock
from vigilance.complaints.commands import routing, verification
from vigilance.complaints.queries import complaint_by_number
from vigilance.database.acting import act_as
from vigilance.domain.actors import Actor
from vigilance.domain.errors import NotFound
from vigilance.domain.roles import Role
from vigilance.domain.tracks import Track
from vigilance.domain.walls import Relation


def dues(session, record_id):
    """Every limit of a record: due date and day done, the latest round of each."""
    clocks = session.scalars(
        select(Clock)
        .where(Clock.record_id == record_id, Clock.proceeding_id.is_(None))
        .order_by(Clock.round)
    )
    return {
        clock.limit_name: (
            clock.due_on.isoformat(),
            clock.done_on.isoformat() if clock.done_on else None,
        )
        for clock in clocks
    }


def test_a_pseudonymous_complaint_is_filed_after_one_reminder(session, walk):
    complaint = walk.assigned(at=noon(on("2026-01-05")))
    who = {"by": walk.team.vo, "office": walk.office}
    verification.ask_confirmation(session, complaint, at=noon(on("2026-01-06")), **who)
    assert dues(session, complaint.record_id)["confirmation"] == ("2026-01-21", None)
    verification.remind(session, complaint, at=noon(on("2026-01-22")), **who)
    assert dues(session, complaint.record_id)["reminder"] == ("2026-02-06", None)

    routing.file_unconfirmed(
        session,
        complaint,
        "No answer to the letter or to the reminder.",
        by=walk.team.cvo,
        at=noon(on("2026-02-09")),
        office=walk.office,
    )

    assert (complaint.state, complaint.disposal) == ("filed", "unconfirmed")
    assert dues(session, complaint.record_id)["reminder"] == ("2026-02-06", "2026-02-09")


def test_a_complaint_against_the_cvo_goes_to_the_alternate(session, walk, connected, an_officer):
    complaint = walk.registered(at=noon(on("2026-01-05")))
    alternate = Actor(frozenset({Role.CVO}), an_officer(Role.CVO).id)
    declare_wall(
        session,
        complaint.record,
        walk.team.cvo.officer_id,
        Relation.NAMED,
        by=alternate,
        at=noon(on("2026-01-05")),
    )
    session.commit()

    with connected.reading() as of_the_accused:
        act_as(of_the_accused, walk.team.cvo)
        with pytest.raises(NotFound):
            complaint_by_number(of_the_accused, complaint.number)
    with connected.reading() as of_the_alternate:
        act_as(of_the_alternate, alternate)
        assert complaint_by_number(of_the_alternate, complaint.number).number == complaint.number


def test_an_inquiry_is_lengthened_once_before_its_time_is_over(session, walk):
    case = walk.inquired(at=noon(on("2026-01-05")))
    assert dues(session, case.record_id)["inquiry-report"] == ("2026-04-05", None)
    who = {"at": noon(on("2026-03-20")), "office": walk.office}
    extension.ask_extension(session, case, "Bank papers are awaited.", by=walk.team.inquirer, **who)

    extension.grant_extension(session, case, "Reasonable.", by=walk.team.cvo, **who)

    assert dues(session, case.record_id)["inquiry-report"] == ("2026-05-05", None)


def test_a_changed_limit_governs_only_clocks_begun_under_it(session, walk, tmp_path):
    shutil.copytree(walk.office.settings.config_dir, tmp_path / "config")
    schedule = tmp_path / "config" / "time_limits.toml"
    old = schedule.read_text("utf-8")
    table = old[old.index('[[time_limit]]\nname = "scrutiny"') :]
    table = table[: table.index("[[time_limit]]", 5)]
    newer = table.replace("effective_from = 2000-05-23", "effective_from = 2026-03-01").replace(
        'allowed = "1 month"', 'allowed = "2 months"'
    )
    schedule.write_text(old + "\n" + newer, "utf-8")
    walk.office = replace(
        walk.office, settings=replace(walk.office.settings, config_dir=tmp_path / "config")
    )

    before = walk.registered(at=noon(on("2026-02-27")))
    after = walk.registered(at=noon(on("2026-03-02")))

    assert dues(session, before.record_id)["scrutiny"] == ("2026-03-27", None)
    assert dues(session, after.record_id)["scrutiny"] == ("2026-05-02", None)


def test_a_closure_is_set_aside_on_the_complainants_appeal(session, walk):
    case = walk.closed(at=noon(on("2026-01-05")))
    story = a_story(session, walk, named="2026-02-02", case=case)
    appeal = Track.COMPLAINANT_APPEAL
    story.act("2026-02-02", appeal, "file-complainant-appeal")
    assert story.due(appeal, "complainant-appeal") == on("2026-03-04")

    story.act("2026-02-25", appeal, "set-closure-aside", note="A witness was left out.")
    outcome.reopen(
        session, case, "On appeal.", by=walk.team.cvo, at=noon(on("2026-02-25")), office=walk.office
    )

    assert story.clocks(appeal)["complainant-appeal"] == ("2026-03-04", "2026-02-25")
    assert dues(session, case.record_id)["inquiry-report"] == ("2026-05-25", None)


def test_a_reference_a_request_and_a_transfer_have_clocks_of_their_own(session, walk):
    story = a_story(session, walk, named="2026-01-05")
    story.act("2026-01-12", Track.RTI, "receive-rti")
    assert story.due(Track.RTI, "rti-reply") == on("2026-02-11")
    story.act("2026-02-10", Track.RTI, "reply-to-rti", letter="rti/1")
    story.act("2026-01-12", Track.TRANSFER, "decide-transfer", note="A matter of Panchayati Raj.")
    # five open days after Monday the 12th; the 14th is a holiday of this list
    assert story.due(Track.TRANSFER, "transfer") in (on("2026-01-19"), on("2026-01-20"))
    story.act("2026-01-16", Track.TRANSFER, "send-transfer")
    story.act("2026-01-13", Track.REFERENCE, "receive-reference")
    story.act("2026-03-02", Track.REFERENCE, "answer-reference", letter="lok/1")

    assert story.clocks(Track.RTI)["rti-reply"] == ("2026-02-11", "2026-02-10")
    assert story.clocks(Track.TRANSFER)["transfer"][1] == "2026-01-16"
    assert story.state(Track.REFERENCE) == "reference-answered"
