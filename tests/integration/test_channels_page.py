"""How every channel stands, on the page and on the command line."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from tests.builders.arrivals import AT, brought, form_body, some_accounts, understood
from vigilance.arrivals.accounts import ACCOUNTS
from vigilance.arrivals.cli import channels_group
from vigilance.arrivals.standing import Light, Trouble, standings
from vigilance.audit.models import Event
from vigilance.channels.accounts import Mailbox
from vigilance.correspondence.health import note_failure, note_ok
from vigilance.database.acting import act_as
from vigilance.database.engine import Database
from vigilance.database.migrating import migrate
from vigilance.domain.actors import SYSTEM
from vigilance.domain.lanes import Channel
from vigilance.domain.roles import Role

BOX = Mailbox(name="sahayata", host="imap.example.com", user="sahayata@example.com")


@pytest.fixture
def accounts():
    return replace(some_accounts(x=False), mailboxes=(BOX,))


def standing(session, accounts, name, *, at=AT):
    (found,) = [each for each in standings(session, accounts, at) if each.name == name]
    return found


def test_a_closed_channel_is_closed_whatever_is_wrong_with_it(session, accounts):
    note_failure(session, "x", "", "token-refused", at=AT, red=True)

    assert standing(session, accounts, "x").light is Light.CLOSED


def test_an_open_channel_of_which_nothing_bad_is_known_is_green(session, accounts):
    assert {each.light for each in standings(session, accounts, AT) if each.name != "x"} == {
        Light.GREEN
    }


def test_a_dead_token_is_red_until_it_works_again(session, accounts):
    note_failure(session, "whatsapp", "1", "token-refused", at=AT, red=True)
    dead = standing(session, accounts, "whatsapp")
    note_ok(session, "whatsapp", "1", at=AT + timedelta(minutes=1))
    mended = standing(session, accounts, "whatsapp")

    assert (dead.light, dead.troubles, dead.error) == (
        Light.RED,
        (Trouble.NOT_WORKING,),
        "token-refused",
    )
    assert (mended.light, mended.error) == (Light.GREEN, None)


def test_the_gap_of_a_channel_stands_on_the_ledger(session, accounts):
    for minute in range(3):
        note_failure(
            session, "x", "1", "token-refused", at=AT + timedelta(minutes=minute), red=True
        )
    for minute in range(3, 6):
        note_ok(session, "x", "1", at=AT + timedelta(minutes=minute))

    told = session.execute(select(Event.type, Event.at).order_by(Event.record_seq)).all()
    assert told == [
        ("channel-red", AT),
        ("channel-mended", AT + timedelta(minutes=3)),
    ]


def test_a_try_that_failed_is_looked_at(session, accounts):
    note_failure(session, "whatsapp", "1", "no-answer", at=AT)

    found = standing(session, accounts, "whatsapp")
    assert (found.light, found.troubles) == (Light.AMBER, (Trouble.LAST_FAILED,))


@pytest.mark.parametrize(("minutes", "light"), [(30, Light.GREEN), (31, Light.RED)])
def test_a_mailbox_not_read_for_longer_than_half_an_hour_is_red(session, accounts, minutes, light):
    note_ok(session, "email", "sahayata", at=AT)

    found = standing(session, accounts, "email", at=AT + timedelta(minutes=minutes))
    assert (found.part, found.light) == ("sahayata", light)


@pytest.mark.parametrize(("minutes", "silent"), [(120, False), (121, True)])
def test_telegram_silent_for_longer_than_two_hours_is_looked_at(
    connected, office, session, accounts, minutes, silent
):
    brought(connected, office, b"{}", channel=Channel.TELEGRAM, account="100000000001")
    understood(connected, office)

    found = standing(session, accounts, "telegram", at=AT + timedelta(minutes=minutes))

    assert (found.last_at, found.troubles) == (AT, (Trouble.SILENT,) if silent else ())


def test_missing_secrets_are_red(session, accounts):
    whatsapp = replace(accounts.of("whatsapp"), secrets={"WHATSAPP_TOKEN": ""})
    without = replace(accounts, providers={**accounts.providers, "whatsapp": whatsapp})

    found = standing(session, without, "whatsapp")
    assert (found.light, found.troubles) == (Light.RED, (Trouble.SECRETS_MISSING,))


def test_what_waits_unread_is_counted_and_told_after_ten_minutes(
    connected, office, session, accounts
):
    brought(connected, office, form_body(), channel=Channel.PHONE, account="ivr")

    soon = standing(session, accounts, "ivr", at=AT + timedelta(minutes=10))
    late = standing(session, accounts, "ivr", at=AT + timedelta(minutes=11))
    other = standing(session, accounts, "sms", at=AT + timedelta(minutes=11))

    assert (soon.waiting, soon.light) == (1, Light.GREEN)
    assert (late.light, late.troubles) == (Light.AMBER, (Trouble.UNREAD,))
    assert (other.waiting, other.light) == (0, Light.GREEN)


@pytest.mark.parametrize("role", [Role.CLERK, Role.CVO, Role.ADMIN])
def test_the_page_shows_every_channel_in_words(app, sign_in, session, accounts, role, at):
    at(AT)
    app.extensions[ACCOUNTS] = accounts
    note_failure(session, "whatsapp", "1", "token-refused", at=AT, red=True)
    session.commit()

    page = sign_in(role).get("/office/channels").get_data(as_text=True)

    del app.extensions[ACCOUNTS]
    assert "Not working" in page
    assert "Nothing works here until somebody mends it." in page
    assert "the office&#39;s access was refused; an administrator must renew it" in page
    assert all(name in page for name in ("WhatsApp", "Telegram", "SMS", "sahayata", "jansunwai"))


@pytest.mark.parametrize("role", [Role.VO, Role.MINISTER, Role.AUDITOR, Role.DISTRICT])
def test_nobody_else_sees_the_page(sign_in, role):
    assert sign_in(role).get("/office/channels").status_code == 403


@pytest.fixture
def command(own_office, monkeypatch):
    """`vigilance channels` on an office of its own."""
    monkeypatch.setenv("VIGILANCE_HOME", str(own_office.settings.home))
    monkeypatch.setenv("VIGILANCE_ENV", "testing")
    monkeypatch.setenv("VIGILANCE_TELEGRAM_OPEN", "true")
    for name in ("TELEGRAM_SECRET_TOKEN", "TELEGRAM_BOT_TOKEN"):
        monkeypatch.setenv(f"VIGILANCE_{name}", "set")
    database = Database(own_office.settings.database_url)
    migrate(database)

    def run(*words):
        return CliRunner().invoke(channels_group, words)

    run.database = database
    yield run
    database.dispose()


def test_the_list_names_every_channel(command):
    plain, told = command("list"), command("list", "--json")

    states = {each["channel"]: each["state"] for each in json.loads(told.output)}
    assert (plain.exit_code, told.exit_code) == (0, 0)
    assert (states["telegram"], states["whatsapp"]) == ("green", "closed")
    assert "telegram" in plain.output


def test_health_ends_with_one_where_a_channel_is_red(command):
    well = command("health")
    with command.database.writing() as session, session.begin():
        act_as(session, SYSTEM)
        note_failure(session, "telegram", "", "token-refused", at=AT, red=True)
    ill = command("health")

    assert (well.exit_code, ill.exit_code) == (0, 1)
    assert "token-refused" in ill.output


def test_every_command_explains_itself_with_an_example(command):
    for name, found in channels_group.commands.items():
        assert "Example: vigilance channels" in (found.help or ""), name


def test_a_held_arrival_is_read_again_by_its_id(command, own_office):
    arrival_id = brought(command.database, own_office, b"{")
    understood(command.database, own_office)

    done = command("replay", str(arrival_id))

    assert (done.exit_code, done.output) == (0, "it is read with the next run of the job\n")
    assert command("replay", str(arrival_id)).exit_code == 1
