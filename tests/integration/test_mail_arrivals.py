"""What becomes of a mail: a complaint, nothing, or something for a person; and who is answered, and how often."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

import vigilance.arrivals.mail as mail_module
from tests.builders.heard import NOW, acknowledged, complaints, outbox
from tests.builders.mails import PDF, TEXT, a_mail
from vigilance.arrivals.mail_acknowledgement import tell_owed
from vigilance.arrivals.models import Arrival, ArrivalState, ArrivedMessage, Outcome
from vigilance.arrivals.understanding import understand_due
from vigilance.audit.models import Event
from vigilance.correspondence.models import Message
from vigilance.domain.lanes import Channel, Lane
from vigilance.evidence.models import Paper


def test_a_mail_becomes_a_complaint_with_its_papers(session, hear_mail):
    heard = hear_mail(a_mail(files=(("साक्ष्य.pdf", "application/pdf", PDF),)))

    (made,) = complaints(session)
    assert (heard.outcome, heard.record_id) == (Outcome.REGISTERED, made.record_id)
    assert made.text == f"पेंशन में रिश्वत\n\n{TEXT}"
    assert (made.channel, made.lane, made.language) == (Channel.EMAIL, Lane.ORDINARY, "hi")
    papers = session.scalars(select(Paper)).all()
    assert [paper.media_type for paper in papers] == ["application/pdf"]


def test_it_is_acknowledged_in_the_same_transaction_without_a_word_of_it(session, hear_mail):
    hear_mail(a_mail())

    (made,) = complaints(session)
    (entry,) = outbox(session)
    assert acknowledged(session) == [True]
    assert (entry.notice, entry.channel, entry.thread) == (
        "acknowledgement-reply", "email", made.reference,
    )  # fmt: skip
    kinds = session.scalars(select(Event.type).where(Event.record_id == made.record_id)).all()
    assert set(kinds) == {"register", "acknowledge"}


def test_a_second_complaint_of_that_day_is_registered_and_its_number_told_the_next_day(
    session, connected, office, hear_mail
):
    for number in range(3):
        hear_mail(a_mail(f"{TEXT} ({number})", name=f"{number}@mail.example.com"))
    first, second, third = complaints(session)
    assert acknowledged(session) == [True, False, False]
    assert len(outbox(session)) == 1
    assert tell_owed(connected, office, NOW + timedelta(hours=1)) == 0

    assert tell_owed(connected, office, NOW + timedelta(days=1)) == 1
    assert tell_owed(connected, office, NOW + timedelta(days=1, hours=1)) == 0

    assert all(acknowledged(session))
    assert len(outbox(session)) == 2
    told = session.get_one(Message, outbox(session)[1].message_id)
    for each in (second, third):
        assert f"{each.reference[:4]}-{each.reference[4:]}" in told.text
    assert first.reference[:4] not in told.text


def test_who_writes_again_the_next_day_before_he_was_told_gets_all_in_one_mail(
    session, connected, office, hear_mail
):
    hear_mail(a_mail())
    hear_mail(a_mail("एक और शिकायत है, वज़ीफ़ा नहीं मिला।", name="2@mail.example.com"))
    tomorrow = NOW + timedelta(days=1)
    hear_mail(a_mail("तीसरी शिकायत, आवास के लिए पैसे माँगे।", name="3@mail.example.com"), tomorrow)

    assert tell_owed(connected, office, tomorrow) == 1

    assert len(outbox(session)) == 2
    assert all(acknowledged(session))


def test_another_sender_has_an_answer_of_his_own(session, hear_mail):
    hear_mail(a_mail())
    hear_mail(a_mail(f"{TEXT} मेरी भी।", sender="ram@example.com", name="2@mail.example.com"))

    assert acknowledged(session) == [True, True]
    assert len(outbox(session)) == 2


@pytest.mark.parametrize("address", ["no-reply@example.com", "noreply@demo.invalid"])
def test_nobody_is_answered_who_does_not_read(session, hear_mail, address):
    hear_mail(a_mail(sender=address))

    assert acknowledged(session) == [False]
    assert outbox(session) == []


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "auto-replied"},
        {"Auto_Submitted": "auto-replied (vacation)", "Precedence": "bulk"},
        {"X_Autoreply": "yes"},
    ],
)
def test_a_machine_that_answers_makes_no_complaint_and_gets_no_answer(session, hear_mail, headers):
    heard = hear_mail(a_mail("मैं अवकाश पर हूँ।", subject="Out of office", **headers))

    assert (heard.outcome, heard.reason) == (Outcome.NOTED, "auto-reply")
    assert complaints(session) == outbox(session) == []


def test_a_list_is_never_answered(session, hear_mail):
    heard = hear_mail(
        a_mail(List_Id="<news.example.com>", List_Unsubscribe="<https://example.com/u>")
    )

    assert heard.outcome is Outcome.HELD
    assert complaints(session) == outbox(session) == []


def test_the_same_mail_by_two_ways_is_one_complaint(session, hear_mail):
    raw = a_mail()
    hear_mail(raw)
    heard = hear_mail(b"Received: from elsewhere\r\n" + raw, account="pipe")

    (made,) = complaints(session)
    assert (heard.outcome, heard.reason, heard.record_id) == (
        Outcome.NOTED, "repeated", made.record_id,
    )  # fmt: skip


@pytest.mark.parametrize(
    "change",
    [
        {"text": f"{TEXT} और एक बात।"},
        {"sender": "other@example.com"},
        {"files": (("b.pdf", "application/pdf", PDF),)},
    ],
)
def test_the_same_name_with_other_content_is_another_mail(session, hear_mail, change):
    hear_mail(a_mail())
    hear_mail(a_mail(**change))

    assert len(complaints(session)) == 2


def test_the_same_bytes_again_are_counted_and_nothing_more(session, hear_mail):
    raw = a_mail()
    hear_mail(raw)
    hear_mail(raw)

    assert session.scalar(select(func.count()).select_from(Arrival)) == 1
    assert session.scalars(select(Arrival)).one().repeats == 1
    assert len(complaints(session)) == 1


@pytest.mark.parametrize(
    "results", ["mx.example.com; spf=fail; dkim=fail; dmarc=fail", "mx.example.com; spf=pass"]
)
def test_who_cannot_prove_his_name_is_heard_all_the_same(session, hear_mail, results):
    heard = hear_mail(a_mail(sender="minister@example.gov.in", Authentication_Results=results))

    assert heard.outcome is Outcome.REGISTERED


def test_an_empty_mail_waits_for_a_person(session, hear_mail):
    heard = hear_mail(a_mail("", subject=None))

    assert heard.outcome is Outcome.HELD
    assert complaints(session) == []


def test_a_text_that_is_too_long_is_kept_whole_as_a_paper(session, hear_mail):
    hear_mail(a_mail("लंबी कहानी। " * 4000))

    (made,) = complaints(session)
    assert len(made.text) <= 20_000
    assert [paper.media_type for paper in session.scalars(select(Paper))] == ["text/plain"]


def test_a_worker_killed_at_any_step_leaves_all_or_nothing(
    session, connected, office, hear_mail, monkeypatch
):
    """Each place in which the transaction may end early, one after the other; at last nothing fails."""

    places = ("remember_mail", "acknowledge_or_owe", "register_message")
    when = NOW
    raw = a_mail()
    for place in places:
        with monkeypatch.context() as patch:

            def killed(*_args, **_keywords):
                raise RuntimeError("killed")

            patch.setattr(mail_module, place, killed)
            hear_mail(raw, when)
        assert complaints(session) == outbox(session) == []
        assert session.scalars(select(ArrivedMessage)).all() == []
        when += timedelta(hours=1)
    understand_due(connected, office, when + timedelta(hours=1))

    assert acknowledged(session) == [True]
    assert len(outbox(session)) == 1
    assert session.scalars(select(Arrival)).one().state is ArrivalState.UNDERSTOOD


def test_the_same_mail_heard_by_another_worker_at_the_same_moment_is_no_second_complaint(
    session, connected, office, hear_mail, monkeypatch
):
    """Both find that nobody heard it before; the one that writes second finds the first."""
    raw, real = a_mail(), mail_module.belonging_of

    def meanwhile(*given):
        monkeypatch.setattr(mail_module, "belonging_of", real)
        hear_mail(raw)
        return real(*given)

    monkeypatch.setattr(mail_module, "belonging_of", meanwhile)
    heard = hear_mail(b"Received: from elsewhere\r\n" + raw)

    assert (heard.outcome, heard.reason) == (Outcome.NOTED, "repeated")
    assert len(complaints(session)) == 1
    assert len(outbox(session)) == 1
