"""Mail is fetched from a real server: stored first, put aside then, once in effect, whatever the server does."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from tests.builders.mails import a_mail
from tests.servers.dovecot import required_dovecot
from vigilance.arrivals import mailbox as module
from vigilance.arrivals.mail_models import MailboxProgress
from vigilance.arrivals.mailbox import poll_mailbox, reconcile
from vigilance.arrivals.mailbox_state import note_away
from vigilance.arrivals.mailbox_watch import poll_all
from vigilance.arrivals.models import Arrival, ArrivalState
from vigilance.arrivals.raw import open_raw
from vigilance.arrivals.understanding import understand_due
from vigilance.channels.accounts import ChannelAccounts, Mailbox
from vigilance.channels.imap import MailStore
from vigilance.channels.imap_connection import LARGEST_MAIL
from vigilance.complaints.models import Complaint
from vigilance.correspondence.health_models import ChannelHealth

NOW = datetime(2026, 1, 5, 7, tzinfo=UTC)
MEGABYTE = 1024 * 1024


@pytest.fixture(scope="module")
def dovecot():
    server = required_dovecot()
    yield server
    server.stop()


@pytest.fixture
def box(dovecot):
    """A mailbox of its own for each test."""
    return Mailbox(
        name="sahayata",
        host="127.0.0.1",
        user=f"{uuid.uuid4().hex[:8]}@example.com",
        port=dovecot.port,
        security="plain",
        secrets={"PASSWORD": dovecot.password},
    )


@pytest.fixture
def poll(connected, office, box):
    return lambda at=NOW: poll_mailbox(connected, office, box, at)


def arrivals(session):
    session.expire_all()
    return session.scalars(select(Arrival).order_by(Arrival.received_at, Arrival.size)).all()


def lines(raw):
    return raw.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")


def test_a_mail_is_stored_byte_for_byte_and_put_aside(session, dovecot, office, box, poll):
    raw = lines(a_mail())
    dovecot.append(raw, box.user)

    assert poll().taken == 1

    (kept,) = arrivals(session)
    assert open_raw(session, kept.id, office) == raw
    assert kept.provider_key.startswith("INBOX/")
    assert dovecot.mails(box.user) == []
    assert dovecot.mails(box.user, "Taken") == [raw]
    assert poll().taken == 0


def test_looking_leaves_no_mark_and_a_mark_of_a_person_means_nothing(session, dovecot, box, poll):
    dovecot.append(lines(a_mail()), box.user)
    with dovecot.client(box.user) as client:
        client.store("1", "+FLAGS", "(\\Seen)")

    assert poll().taken == 1

    dovecot.append(lines(a_mail(name="2@x.example")), box.user)
    assert poll().taken == 1
    flags = dovecot.flags(box.user, "Taken")
    assert [b"Seen" in each for each in flags] == [True, False]


@pytest.mark.parametrize("step", ["take_envelope", "put_aside", "note_read"])
def test_a_crash_at_any_step_repeats_it_and_loses_and_doubles_nothing(
    session, dovecot, box, poll, monkeypatch, step
):
    for number in range(3):
        dovecot.append(lines(a_mail(name=f"{number}@x.example")), box.user)
    with monkeypatch.context() as patch:

        def killed(*_args, **_keywords):
            raise RuntimeError("killed")

        patch.setattr(MailStore if step == "put_aside" else module, step, killed)
        with pytest.raises(RuntimeError):
            poll()

    poll()

    assert len(arrivals(session)) == 3
    assert dovecot.mails(box.user) == []
    assert len(dovecot.mails(box.user, "Taken")) == 3


def test_a_folder_that_is_numbered_anew_brings_nothing_twice(
    session, connected, office, dovecot, box, poll, monkeypatch
):
    with monkeypatch.context() as patch:
        patch.setattr(MailStore, "put_aside", lambda *_: None)
        dovecot.append(lines(a_mail()), box.user)
        poll()
    dovecot.renumber(box.user)
    dovecot.append(lines(a_mail(name="2@x.example", text="दूसरी शिकायत, आवास के पैसे माँगे।")), box.user)

    poll()
    understand_due(connected, office, NOW)

    assert sorted(each.repeats for each in arrivals(session)) == [0, 1]
    assert len(session.scalars(select(Complaint)).all()) == 2
    assert dovecot.mails(box.user) == []


def test_a_server_without_our_folder_marks_what_was_stored(
    session, dovecot, box, poll, monkeypatch
):
    monkeypatch.setattr(MailStore, "_make_folder", lambda _self: False)
    dovecot.append(lines(a_mail()), box.user)

    assert [poll().taken, poll().taken] == [1, 0]

    assert b"$Taken" in dovecot.flags(box.user)[0]
    assert len(arrivals(session)) == 1


def test_the_same_mail_delivered_again_is_another_arrival_and_no_other_complaint(
    session, connected, office, dovecot, box, poll
):
    dovecot.deliver(a_mail(), box.user)
    dovecot.deliver(a_mail(), box.user)

    assert poll().taken == 2

    understand_due(connected, office, NOW)
    assert len(session.scalars(select(Complaint)).all()) == 1


@pytest.mark.parametrize(
    ("size", "state"), [(24.9, ArrivalState.WAITING), (25.1, ArrivalState.HELD)]
)
def test_the_largest_mail_is_taken_and_a_larger_one_is_held_and_left(
    session, dovecot, office, box, poll, size, state
):
    raw = lines(a_mail())
    raw += (b"x" * 70 + b"\r\n") * ((int(size * MEGABYTE) - len(raw)) // 72)
    dovecot.append(raw, box.user)

    assert [poll().taken, poll().taken] == [1, 0]

    (kept,) = arrivals(session)
    assert kept.state is state
    if state is ArrivalState.WAITING:
        assert kept.size == len(raw) <= LARGEST_MAIL
        assert dovecot.mails(box.user) == []
    else:
        assert kept.reason == "too-large"
        assert open_raw(session, kept.id, office) == raw.partition(b"\r\n\r\n")[0] + b"\r\n\r\n"
        assert len(dovecot.mails(box.user)) == 1


def test_mail_that_a_person_put_aside_unread_is_found_by_comparing(
    session, connected, office, dovecot, box, poll
):
    first, second = lines(a_mail()), lines(a_mail(name="2@x.example"))
    dovecot.append(first, box.user)
    poll()
    dovecot.append(second, box.user, "Taken")

    found = reconcile(connected, office, box, NOW + timedelta(days=30))
    again = reconcile(connected, office, box, NOW + timedelta(days=60))

    assert (found.at_server, found.missed, found.gone) == (2, 1, 0)
    assert (again.at_server, again.missed, again.gone) == (2, 0, 0)
    assert len(arrivals(session)) == 2


def test_mail_deleted_at_the_server_stays_here_and_is_counted(
    session, connected, office, dovecot, box, poll
):
    dovecot.append(lines(a_mail()), box.user)
    poll()
    with dovecot.client(box.user, "Taken") as client:
        client.store("1", "+FLAGS", "(\\Deleted)")
        client.expunge()

    assert reconcile(connected, office, box, NOW).gone == 1
    assert len(arrivals(session)) == 1


def test_a_wrong_password_is_told_by_its_word_and_is_red_until_it_is_mended(
    session, connected, office, dovecot, box
):
    wrong = Mailbox(name="sahayata", host=box.host, user=box.user, port=box.port, security="plain")

    for minutes in (0, 40):
        at = NOW + timedelta(minutes=minutes)
        found = poll_all(connected, office, ChannelAccounts(providers={}, mailboxes=(wrong,)), at)
        assert found == {"sahayata": "sign-in-refused"}

    accounts = ChannelAccounts(providers={}, mailboxes=(box,))
    health = session.get_one(ChannelHealth, ("email", "sahayata"))
    assert (health.last_error, health.red_since) == ("sign-in-refused", NOW)
    assert poll_all(connected, office, accounts, NOW + timedelta(minutes=41)) == {"sahayata": 0}
    session.expire_all()
    assert session.get_one(ChannelHealth, ("email", "sahayata")).red_since is None


def test_a_full_disk_leaves_the_mail_where_it_is_safe(
    session, connected, office, dovecot, box, monkeypatch
):
    class Full:
        free = 0

    monkeypatch.setattr(module.shutil, "disk_usage", lambda _path: Full)
    dovecot.append(lines(a_mail()), box.user)

    accounts = ChannelAccounts(providers={}, mailboxes=(box,))
    assert poll_all(connected, office, accounts, NOW) == {"sahayata": "disk-full"}

    assert arrivals(session) == []
    assert len(dovecot.mails(box.user)) == 1


def test_progress_is_kept(session, dovecot, box, poll):
    dovecot.append(lines(a_mail()), box.user)
    poll()

    row = session.get_one(MailboxProgress, ("sahayata", "INBOX"))
    assert (row.last_uid, row.checked_at, row.error) == (1, NOW, None)
    assert row.uidvalidity > 0


@pytest.mark.parametrize(("minutes", "alarm"), [(0, False), (29, False), (30, True)])
def test_a_mailbox_that_is_away_is_an_alarm_after_half_an_hour(session, box, minutes, alarm):
    note_away(session, box, "unreachable", NOW)

    assert note_away(session, box, "too-slow", NOW + timedelta(minutes=minutes)) is alarm
    health = session.get_one(ChannelHealth, ("email", "sahayata"))
    assert (health.red_since is not None) is alarm
