"""Fixtures of tests that walk matters along the procedure."""

import dataclasses
import uuid

import pytest
from sqlalchemy import select

from tests.builders import hostile_files as made
from tests.builders.arrivals import (
    AT,
    TEXT,
    brought,
    form_body,
    form_work,
    some_accounts,
    understood,
)
from tests.builders.cases import Walk, a_team, day
from tests.builders.complaints import a_complaint, an_upload
from tests.builders.desks import seated
from tests.builders.heard import ear
from tests.builders.matters import NOW
from tests.builders.sittings import Bench
from tests.conftest import BOTH
from tests.servers.scanner import Scanner
from vigilance.arrivals import hold
from vigilance.arrivals.accounts import ACCOUNTS
from vigilance.arrivals.models import ArrivedMessage
from vigilance.arrivals.webhooks import TALLY
from vigilance.complaints.office import make_office
from vigilance.database.engine import Database
from vigilance.database.migrating import migrate
from vigilance.domain.lanes import Channel
from vigilance.domain.message import InboundMessage, MessageKind
from vigilance.domain.roles import Role
from vigilance.evidence.inspecting import inspect_due
from vigilance.evidence.models import PaperInspection
from vigilance.evidence.previewing import preview_due
from vigilance.sealing.keyring import Keyring
from vigilance.settings import load_settings


@pytest.fixture
def walk(app, session, an_officer) -> Walk:
    """An office with one officer of each part, whose steps a session of the system takes."""
    return Walk(session, app.extensions["vigilance.office"], a_team(an_officer))


@pytest.fixture
def team(walk, session, sign_in, at):
    """The browsers of the team, each made when it is asked for."""
    at(day(1))
    actors = {"vo": walk.team.vo, "cvo": walk.team.cvo, "inquirer": walk.team.inquirer}
    return lambda who: seated(session, sign_in, actors[who])


@pytest.fixture
def office(app):
    """The office that the application serves."""
    return app.extensions["vigilance.office"]


@pytest.fixture
def hear_mail(connected, office):
    """Let a mail arrive and be understood; what became of it."""
    return ear(connected, office)


@pytest.fixture
def filed(session, office):
    """A registered complaint; `filed(lane=...)`."""

    def make(**filing):
        made = a_complaint(session, office, **filing)
        session.commit()
        return made

    return make


@pytest.fixture(params=BOTH)
def register(request, tmp_path):
    """A database of its own: these tests commit, and work on several connections at once."""
    if request.param == "sqlite":
        found = Database(f"sqlite:///{tmp_path}/own.db")
    else:
        server = request.getfixturevalue("postgresql_server")
        found = Database(server.create_database(f"t{uuid.uuid4().hex[:12]}"))
    migrate(found)
    yield found
    found.dispose()


@pytest.fixture
def own_office(settings, tmp_path):
    """The office with a home of its own, and the keys of the run."""
    home = tmp_path / "home"
    home.mkdir()
    (home / "keys").symlink_to(settings.keys_dir)
    own = load_settings({}, env="testing", home=str(home))
    return make_office(own, Keyring.load(own.keys_dir))


@pytest.fixture
def held_desk(app, at):
    """The office with its doors open, on a fixed day."""
    app.extensions[ACCOUNTS] = some_accounts()
    at(AT)
    yield app
    del app.extensions[ACCOUNTS]
    app.extensions.pop(TALLY, None)


@pytest.fixture
def held_message(held_desk, connected, office, session):
    """A form held with this reason; answers its id."""

    def make(reason="names-a-record", suggested_id=None, text=TEXT, number="F-1"):
        raw = form_body(text, number=number, name="सीता देवी", mobile="9000000502")
        arrival_id = brought(connected, office, raw)
        work = form_work(connected, office, arrival_id)
        message = InboundMessage(
            channel=Channel.FORM, external_id=number, kind=MessageKind.COMPLAINT_OR_REPLY, text=text
        )
        hold.hold(work, message, 0, reason=reason, suggested_id=suggested_id)
        found = session.scalars(
            select(ArrivedMessage).where(ArrivedMessage.external_id == number)
        ).one()
        return found.id

    return make


@pytest.fixture
def held_arrival(held_desk, connected, office):
    """An arrival nobody can read; answers its id."""
    arrival_id = brought(connected, office, b'{"broken": "\xe0\xa4\x98\xe0\xa5\x82\xe0\xa4\xb8"')
    understood(connected, office)
    return arrival_id


@pytest.fixture
def draw(session, connected, office):
    """Let the machine look at all that waits, and draw it; `draw()`."""

    def look(at=None, **settings):
        session.commit()
        own = dataclasses.replace(office.settings, **settings)
        inspect_due(connected, office.keyring, own, at or day(1), all_days=True)
        preview_due(connected, office.keyring, own, at or day(1), all_days=True)
        session.expire_all()

    return look


@pytest.fixture
def drawn_complaint(walk, draw):
    """A complaint with these papers, looked at and drawn; `drawn_complaint((name, content), ...)`."""

    def make(*papers, **filing):
        found = walk.assigned(papers=tuple(an_upload(*each) for each in papers), **filing)
        draw()
        return found

    return make


@pytest.fixture
def bench(session, an_officer):
    return Bench(session, an_officer)


@pytest.fixture
def short(office):
    """An office in which more than one row is too long to wait for."""
    usual = office.settings.export_rows_at_once
    object.__setattr__(office.settings, "export_rows_at_once", 1)
    yield office
    object.__setattr__(office.settings, "export_rows_at_once", usual)


@pytest.fixture
def desk_in_january(walk, session, sign_in, at):
    at(day(30))
    return lambda actor: seated(session, sign_in, actor)


@pytest.fixture
def ordering_cvo(walk, desk_in_january, short):
    """The CVO's browser, where two complaints are registered."""
    walk.registered(), walk.registered()
    return desk_in_january(walk.team.cvo)


@pytest.fixture
def minister(sign_in, at):
    """The minister at his browser, on the day on which the builders' matters are so many days old."""
    at(NOW)
    return sign_in(Role.MINISTER)


@pytest.fixture
def cvo(an_officer):
    """The Chief Vigilance Officer's row: in whose name something is released or directed."""
    return an_officer(Role.CVO)


@pytest.fixture
def scanner(tmp_path):
    """A scanner that finds EICAR; `scanner(version=...)`."""
    running = []

    def start(**given):
        running.append(Scanner(tmp_path / "clamd.sock", **({"finds": made.EICAR} | given)))
        return running[-1]

    yield start
    for each in running:
        each.stop()


@pytest.fixture
def looked(connected, office, session, tmp_path):
    """Inspect with a scanner asked at its socket; what is known of the one paper."""

    def look(at=None):
        own = dataclasses.replace(office.settings, clamd_socket=str(tmp_path / "clamd.sock"))
        session.commit()
        inspect_due(connected, office.keyring, own, at or day(1), all_days=True)
        session.expire_all()
        return session.scalars(select(PaperInspection)).one()

    return look
