"""Where a mail belongs: what is proved is added, what is only said waits for a person, what comes back is told."""

import uuid

import pytest
from sqlalchemy import select

from tests.builders.complaints import a_complaint
from tests.builders.heard import NOW, complaints, outbox, texts
from tests.builders.mails import OFFICE, PNG, TEXT, a_bounce, a_mail
from vigilance.arrivals.models import Outcome
from vigilance.audit.models import Event
from vigilance.complaints.queries import complaint_of
from vigilance.correspondence.models import OutboxEntry, OutboxState
from vigilance.domain.case_address import case_address
from vigilance.domain.lanes import Channel
from vigilance.evidence.models import Paper


@pytest.fixture
def made(session, office):
    found = a_complaint(session, office, channel=Channel.EMAIL)
    session.commit()
    return found


@pytest.fixture
def address(office, made):
    return case_address(OFFICE, made.reference, office.server_key)


def test_what_is_sent_to_the_complaint_s_own_address_is_added_to_it(
    session, hear_mail, made, address
):
    heard = hear_mail(
        a_mail(
            "यह फोटो भी देखें।\n\nOn Mon, Jan 5, 2026, the office wrote:\n> आपकी शिकायत दर्ज हुई\n",
            subject="Re: आपकी शिकायत",
            to=address.title(),
            files=(("फोटो.png", "image/png", PNG),),
            In_Reply_To="<x@example.com>",
        )
    )

    assert (heard.outcome, heard.record_id, heard.reason) == (
        Outcome.ATTACHED, made.record_id, None,
    )  # fmt: skip
    assert texts(session, made.record_id) == ["यह फोटो भी देखें।"]
    papers = session.scalars(select(Paper).where(Paper.record_id == made.record_id)).all()
    assert [paper.media_type for paper in papers] == ["image/png"]
    assert len(complaints(session)) == 1


def test_what_answers_a_mail_of_ours_is_added_to_its_complaint(session, hear_mail, made):
    ours = f"{uuid.uuid4().hex}@demo.invalid"
    session.add(
        OutboxEntry(
            id=uuid.uuid4(), record_id=made.record_id, effect_key="message:x", notice="message-text",
            language="hi", state=OutboxState.SENT, next_try_at=NOW, made_at=NOW, mail_name=ours,
        )
    )  # fmt: skip
    session.commit()

    heard = hear_mail(a_mail("और यह भी।", In_Reply_To=f"<{ours}>"))

    assert (heard.outcome, heard.record_id) == (Outcome.ATTACHED, made.record_id)


def test_another_sender_with_the_right_address_is_added_and_marked(
    session, hear_mail, made, address
):
    heard = hear_mail(a_mail("मैं उनका पुत्र हूँ।", sender="son@example.com", to=address))

    assert (heard.outcome, heard.reason) == (Outcome.ATTACHED, "other-sender")


def test_a_changed_proof_is_no_proof(session, hear_mail, made, address):
    other = address.replace(made.reference.lower(), "00000000")

    heard = hear_mail(a_mail(to=other))

    assert heard.outcome is Outcome.REGISTERED


@pytest.mark.parametrize(
    ("sender", "reason"),
    [
        ("enemy@example.com", "claims-a-case"),
        ("Sita <SITA@example.com>", "claims-a-case-sender-matches"),
    ],
)
def test_who_only_names_a_complaint_waits_for_a_person(session, hear_mail, made, sender, reason):
    number = complaint_of(session, made.record_id).number

    heard = hear_mail(a_mail("पुष्टि करता हूँ।", sender=sender, subject=f"Re: {number}"))

    assert (heard.outcome, heard.reason, heard.suggested_id) == (
        Outcome.HELD, reason, made.record_id,
    )  # fmt: skip
    assert texts(session, made.record_id) == []
    assert len(complaints(session)) == 1


def test_a_number_that_is_not_here_is_a_claim_too(session, hear_mail):
    heard = hear_mail(a_mail("पुष्टि करता हूँ।", subject="Re: SWD-C-2026-999999"))

    assert (heard.outcome, heard.reason, heard.suggested_id) == (
        Outcome.HELD, "claims-a-case", None,
    )  # fmt: skip


def test_our_mail_that_comes_back_is_marked_and_told_to_its_record_once(session, hear_mail, made):
    ours = f"{uuid.uuid4().hex}@demo.invalid"
    (entry,) = [each for each in outbox(session) if each.record_id == made.record_id] or [
        OutboxEntry(
            id=uuid.uuid4(), record_id=made.record_id, effect_key="message:y", notice="message-text",
            language="hi", state=OutboxState.SENT, next_try_at=NOW, made_at=NOW,
        )
    ]  # fmt: skip
    entry.mail_name, entry.state = ours, OutboxState.SENT
    session.add(entry)
    session.commit()

    heard = hear_mail(a_bounce(ours))
    hear_mail(a_bounce(ours, recipient="again@example.com"))

    assert (heard.outcome, heard.record_id) == (Outcome.NOTED, made.record_id)
    assert [(each.state, each.failed_at) for each in outbox(session)] == [(OutboxState.PARKED, NOW)]
    kinds = session.scalars(select(Event.type).where(Event.record_id == made.record_id)).all()
    assert kinds.count("mail-returned") == 1
    assert len(complaints(session)) == 1


def test_who_forwards_a_complaint_is_not_the_complainant(session, office, hear_mail):
    inner = a_mail(sender="मीरा <meera@example.com>")
    raw = (
        b"From: officer@example.com\r\nSubject: Fwd\r\nMessage-ID: <f@example.com>\r\n"
        b'MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="q"\r\n\r\n'
        b"--q\r\nContent-Type: text/plain\r\n\r\nFor action.\r\n"
        b"--q\r\nContent-Type: message/rfc822\r\n\r\n" + inner + b"\r\n--q--\r\n"
    )

    heard = hear_mail(raw)

    (made,) = complaints(session)
    assert heard.outcome is Outcome.REGISTERED
    assert TEXT in made.text
    assert "For action" not in made.text or "officer" not in made.text
    later = hear_mail(
        a_mail("पूछना था", sender="meera@example.com", subject=made.number, name="z@x.example")
    )
    assert later.reason == "claims-a-case-sender-matches"


def test_what_a_person_must_look_at_is_held_beside_the_complaint_it_was_sent_to(
    hear_mail, made, address
):
    heard = hear_mail(a_mail(to=address, Precedence="bulk"))

    assert (heard.outcome, heard.reason, heard.suggested_id) == (
        Outcome.HELD, "machine-made", made.record_id,
    )  # fmt: skip
