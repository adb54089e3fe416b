"""Life stories of those who ask and refer: a request for information, a reference, a transfer to another department."""

import pytest

from tests.builders.stories import a_story, on
from vigilance.domain.errors import ActionNotAllowed, Incomplete, Invalid
from vigilance.domain.tracks import Track

RTI, REFERENCE, TRANSFER = Track.RTI, Track.REFERENCE, Track.TRANSFER


def test_information_is_given_in_time_and_the_first_appeal_is_dismissed(session, walk):
    story = a_story(session, walk, named="2026-01-05")
    story.act("2026-01-12", RTI, "receive-rti", by=walk.team.clerk, request="RTI/7/2026")
    # thirty days after 12 January
    assert story.due(RTI, "rti-reply") == on("2026-02-11")

    story.act("2026-02-10", RTI, "reply-to-rti", letter="L/9", exemptions=["rti-8-1-g", "rti-10"])
    assert story.clocks(RTI)["rti-reply"] == ("2026-02-11", "2026-02-10")

    # thirty days after 10 February, of which eighteen are left in that month
    assert story.due(RTI, "rti-appeal-window") == on("2026-03-12")

    story.act("2026-02-25", RTI, "file-rti-appeal", appeal="FA/1")
    assert story.clocks(RTI)["rti-appeal-window"] == ("2026-03-12", "2026-02-25")
    # thirty days after 25 February
    assert story.due(RTI, "rti-first-appeal") == on("2026-03-27")
    story.act("2026-03-24", RTI, "dismiss-rti-appeal", order="FAO/1")

    assert story.clocks(RTI)["rti-first-appeal"] == ("2026-03-27", "2026-03-24")
    # ninety days after 24 March: 7 in March, 30, 31, and 22 in June
    assert story.due(RTI, "rti-second-appeal-window") == on("2026-06-22")
    story.act("2026-06-01", RTI, "record-second-rti-appeal", appeal="SIC/40")
    assert story.clocks(RTI)["rti-second-appeal-window"] == ("2026-06-22", "2026-06-01")


def test_an_answer_opened_again_ends_the_time_to_appeal_against_it(session, walk):
    story = a_story(session, walk, named="2026-01-05")
    story.act("2026-01-12", RTI, "receive-rti", request="RTI/11/2026")
    story.act("2026-02-02", RTI, "reply-to-rti", letter="L/3")
    story.act("2026-02-09", RTI, "reopen", note="A page was left out.")

    # thirty days after 2 February, and after the second answer of 20 February
    assert story.clocks(RTI)["rti-appeal-window"] == ("2026-03-04", "2026-02-09")
    story.act("2026-02-20", RTI, "reply-to-rti", letter="L/4")
    assert story.due(RTI, "rti-appeal-window") == on("2026-03-22")


def test_a_dismissed_appeal_stands_as_dismissed(session, walk):
    story = a_story(session, walk, named="2026-01-05")
    story.act("2026-01-12", RTI, "receive-rti", request="RTI/12/2026")
    story.act("2026-02-10", RTI, "reply-to-rti", letter="L/9")
    story.act("2026-02-25", RTI, "file-rti-appeal", appeal="FA/1")
    story.act("2026-03-24", RTI, "dismiss-rti-appeal", order="FAO/1")
    assert story.state(RTI) == "rti-appeal-dismissed"


def test_no_answer_in_time_is_a_refusal_and_the_appeal_gets_the_information(session, walk):
    story = a_story(session, walk, named="2026-01-05")
    story.act("2026-01-12", RTI, "receive-rti", request="RTI/8/2026")
    with pytest.raises(Incomplete):
        story.act("2026-02-11", RTI, "file-rti-appeal", appeal="FA/2")

    story.act("2026-02-16", RTI, "file-rti-appeal", appeal="FA/2")
    # what the appeal is against was due on 11 February and did not come
    assert story.clocks(RTI)["rti-reply"] == ("2026-02-11", "2026-02-16")
    assert story.due(RTI, "rti-first-appeal") == on("2026-03-18")
    story.act("2026-03-10", RTI, "grant-rti-appeal-time", note="The record is at the treasury.")
    # forty-five days after 16 February in all
    assert story.due(RTI, "rti-first-appeal") == on("2026-04-02")
    with pytest.raises(Invalid):
        story.act("2026-03-11", RTI, "grant-rti-appeal-time", note="Once more.")

    story.act(
        "2026-04-01",
        RTI,
        "allow-rti-appeal",
        order="FAO/2",
        zero={"rti-ordered-reply": "2026-04-16"},
    )
    assert story.due(RTI, "rti-ordered-reply") == on("2026-04-16")
    story.act("2026-04-15", RTI, "reply-to-rti", letter="L/22")

    assert story.clocks(RTI)["rti-ordered-reply"] == ("2026-04-16", "2026-04-15")
    assert story.state(RTI) == "rti-replied"


def test_a_second_appeal_goes_to_the_commission(session, walk):
    story = a_story(session, walk, named="2026-01-05")
    story.act("2026-01-12", RTI, "receive-rti", request="RTI/9/2026")
    story.act("2026-02-02", RTI, "reply-to-rti", letter="L/3")
    story.act("2026-02-20", RTI, "file-rti-appeal", appeal="FA/3")
    story.act("2026-04-20", RTI, "record-second-rti-appeal", appeal="SIC/44")
    # the first appeal was due on 22 March, a Sunday: it counts until Monday
    assert story.clocks(RTI)["rti-first-appeal"] == ("2026-03-22", "2026-04-20")

    story.act("2026-09-14", RTI, "record-commission-order", order="SIC/44/O")
    story.act("2026-09-15", RTI, "reopen", note="The Commission orders the rest to be given.")

    # thirty days after 15 September
    assert story.due(RTI, "rti-reply") == on("2026-10-15")


def test_two_may_ask_at_once_and_a_transfer_waits_for_the_first(session, walk):
    story = a_story(session, walk, named="2026-01-05")
    story.act("2026-01-12", RTI, "receive-rti", request="RTI/1")
    first = story.tracks.pop(RTI)
    story.act("2026-01-20", RTI, "receive-rti", request="RTI/2")
    assert story.due(RTI, "rti-reply") == on("2026-02-19")
    assert first.id != story.tracks[RTI].id

    story.act(
        "2026-01-12", TRANSFER, "decide-transfer", note="Not ours.", department="Panchayati Raj"
    )
    story.tracks.pop(TRANSFER)
    with pytest.raises(Invalid):
        story.act("2026-01-13", TRANSFER, "decide-transfer", note="Again.", department="Revenue")


def test_a_transfer_is_refused_sent_elsewhere_and_accepted(session, walk):
    story = a_story(session, walk, named="2026-06-01")
    story.act("2026-06-08", TRANSFER, "decide-transfer", note="A road.", department="Public Works")
    # five working days after Monday 8 June: the week that follows, until Monday the 15th
    assert story.due(TRANSFER, "transfer") == on("2026-06-15")
    story.act("2026-06-12", TRANSFER, "send-transfer", letter="L/31")
    assert story.clocks(TRANSFER)["transfer"] == ("2026-06-15", "2026-06-12")
    # thirty days after 12 June, a Sunday: an answer on Monday the 13th is in time
    assert story.due(TRANSFER, "transfer-acceptance") == on("2026-07-12")
    with pytest.raises(Incomplete):
        story.act("2026-06-30", TRANSFER, "record-return", letter="PWD/5")
    story.act("2026-06-30", TRANSFER, "record-return", letter="PWD/5", note="A village road.")
    assert story.state(TRANSFER) == "transfer-returned"
    assert story.clocks(TRANSFER)["transfer-acceptance"] == ("2026-07-12", "2026-06-30")

    story.act("2026-07-01", TRANSFER, "reopen", note="To Rural Development.")
    story.act("2026-07-02", TRANSFER, "send-transfer", letter="L/35")
    # thirty days after 2 July
    assert story.due(TRANSFER, "transfer-acceptance") == on("2026-08-01")
    story.act("2026-07-20", TRANSFER, "record-acceptance", letter="RD/9")
    assert story.state(TRANSFER) == "transfer-accepted"
    with pytest.raises(ActionNotAllowed):
        story.act("2026-07-21", TRANSFER, "record-return", note="Too late.")


def test_the_lokayukta_is_answered_by_the_day_he_names(session, walk):
    story = a_story(session, walk, named="2026-01-05")
    story.act(
        "2026-01-13",
        REFERENCE,
        "receive-reference",
        referred_by="lokayukta",
        letter="LOK/12",
        zero={"reference-answer": "2026-03-10"},
    )
    assert story.due(REFERENCE, "reference-answer") == on("2026-03-10")
    story.act("2026-01-20", REFERENCE, "call-reference-report")
    story.act("2026-02-20", REFERENCE, "send-interim-answer")
    story.act("2026-03-09", REFERENCE, "answer-reference", letter="L/12")
    assert story.clocks(REFERENCE)["reference-answer"] == ("2026-03-10", "2026-03-09")

    story.act("2026-08-01", REFERENCE, "record-finding-of-authority", report="LOK/12/R")
    assert story.state(REFERENCE) == "reference-closed"
