"""Everything delivered three times in any order, by four workers that are killed: nothing lost, nothing twice."""

import hashlib
import random
import subprocess
import sys
import time
import uuid
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select

from tests.builders.arrivals import form_body, whatsapp_body
from tests.builders.mails import a_mail
from tests.drills.server import ROOT, OfficeProcess
from vigilance.arrivals.accounts import accounts_of
from vigilance.arrivals.conversation.attending import attend_due
from vigilance.arrivals.leasing import KILLED_ITS_WORKER, LEASE, give_back
from vigilance.arrivals.models import Arrival, ArrivalState, ArrivedMessage, Outcome
from vigilance.arrivals.reading import read_arrival
from vigilance.arrivals.understanding import understand_due
from vigilance.arrivals.work import kept_id
from vigilance.channels.base import Unreadable
from vigilance.complaints.models import Complaint
from vigilance.complaints.office import make_office
from vigilance.database.acting import act_as
from vigilance.database.engine import Database
from vigilance.domain.actors import SYSTEM
from vigilance.domain.lanes import Channel
from vigilance.sealing.keyring import Keyring
from vigilance.settings import load_settings

WORKERS = 4
COPIES = 3
KILLS = 10
OWN = 12
SHARED = ROOT.parent / "shared" / "data"


def own_payloads(folder):
    """Authored here: each names itself in its text, so that a complaint is known by it."""
    for number in range(OWN):
        mark = f"drill-{number:03}"
        said = f"The clerk asks five hundred rupees for the pension paper, {mark}"
        yield Channel.FORM, form_body(f"{said} form.", number=mark), folder / f"{mark}.form.json"
        mail = a_mail(
            f"{said} mail.", name=f"{mark}@mail.example.com", sender=f"{mark}@example.com"
        )
        yield Channel.EMAIL, mail, folder / f"{mark}.eml"
        body = whatsapp_body(
            f"{said} chat.", wamid=f"wamid.{mark}", sender=f"9190000009{number:02}"
        )
        yield Channel.WHATSAPP, body, folder / f"{mark}.whatsapp.json"


def shared_payloads():
    """Those of others, where they are here."""
    for path in sorted((SHARED / "mail").rglob("*.eml")):
        yield Channel.EMAIL, path.read_bytes(), path
    for path in sorted((SHARED / "payloads").rglob("*.json")):
        words = [path.parent.name, *path.stem.split("__")]
        channel = next((each for each in Channel if each.value in words), None)
        if channel is not None:
            yield channel, path.read_bytes(), path


def fixed_payloads():
    """The bodies of this project's own tests, one folder a door."""
    for path in sorted(path for path in (ROOT / "tests" / "payloads").rglob("*") if path.is_file()):
        door = path.relative_to(ROOT / "tests" / "payloads").parts[0]
        channel = Channel.PHONE if door == "sms" else next((c for c in Channel if c == door), None)
        if channel is not None:
            yield channel, path.read_bytes(), path


def payloads(folder):
    for channel, raw, path in own_payloads(folder):
        path.write_bytes(raw)
        yield channel, raw, path
    yield from fixed_payloads()
    yield from shared_payloads()


def account_of(channel, path):
    """A telephone's arrival says which of two machines brought it."""
    if channel is not Channel.PHONE:
        return "drill"
    return "sms" if "sms" in path.parts else "ivr"


class Workers:
    """Four processes, each with its list; one that is killed begins again where it was acknowledged."""

    def __init__(self, office: OfficeProcess, folder: Path, deliveries: list[str]) -> None:
        self.office, self.folder = office, folder
        self.processes: list[subprocess.Popen] = []
        for number in range(WORKERS):
            own = deliveries[number::WORKERS]
            (folder / f"list-{number}").write_text("\n".join(own), encoding="utf-8")
            self.processes.append(self._start(number))

    def _start(self, number: int) -> subprocess.Popen:
        words = [sys.executable, "-m", "tests.drills.arrivals_worker"]
        with (self.folder / f"log-{number}").open("ab") as log:
            return subprocess.Popen(
                [*words, self.folder / f"list-{number}", self.folder / f"progress-{number}"],
                env=self.office.environ,
                cwd=ROOT,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def delivered(self) -> int:
        books = [self.folder / f"progress-{number}" for number in range(WORKERS)]
        return sum(len(book.read_text().splitlines()) for book in books if book.exists())

    def kill_one(self, chance: random.Random) -> bool:
        alive = [n for n, process in enumerate(self.processes) if process.poll() is None]
        if not alive:
            return False
        number = chance.choice(alive)
        self.processes[number].kill()
        self.processes[number].wait()
        self.processes[number] = self._start(number)
        return True

    def crashed(self) -> str:
        """What the workers said, had one of them ended by itself and not well."""
        ended = [n for n, process in enumerate(self.processes) if process.wait(timeout=120)]
        return "".join((self.folder / f"log-{n}").read_text()[-2000:] for n in ended)


def deliver_through_kills(office, folder, deliveries):
    chance = random.Random(7)
    workers = Workers(office, folder, deliveries)
    kills, floor = 0, 0
    deadline = time.monotonic() + 240
    while kills < KILLS and workers.delivered() < len(deliveries):
        assert time.monotonic() < deadline, "the workers stand still"
        if workers.delivered() <= floor:
            time.sleep(0.02)
            continue
        time.sleep(0.037 * (kills % 5))
        floor = workers.delivered() + len(deliveries) // (2 * KILLS)
        kills += workers.kill_one(chance)
    return kills, workers.crashed()


def finish(database, office):
    """Let every lease end and every wait be over; what two kills hit by chance is given back, as a person would."""
    at = datetime.now(UTC)
    for _ in range(12):
        at += 2 * LEASE
        while understand_due(database, office, at):
            pass
        attend_due(database, office, at)
        with database.writing() as session, session.begin():
            act_as(session, SYSTEM)
            struck = select(Arrival.id).where(Arrival.reason == KILLED_ITS_WORKER)
            for arrival_id in session.scalars(struck).all():
                give_back(session, arrival_id, at=at)
    return at


def expected_ids(items, accounts, index_key):
    """The messages that are in the payloads, as the adapters read them; those of what is not to be read are none."""
    found = set()
    for channel, account, raw in items:
        try:
            messages = read_arrival(channel, account, raw, accounts)
        except Unreadable:
            continue
        found |= {(channel, kept_id(channel, each.external_id, index_key)) for each in messages}
    return found


@pytest.fixture
def drill(request, tmp_path):
    """A home of its own on one of the databases."""
    url = ""
    if request.param == "postgresql":
        server = request.getfixturevalue("postgresql_server")
        url = server.create_database(f"a{uuid.uuid4().hex[:10]}")
    process = OfficeProcess(tmp_path, url)
    process.run("init")
    return process


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.parametrize(
    "drill",
    ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)],
    indirect=True,
)
def test_what_is_delivered_three_times_through_kills_is_there_once(drill, tmp_path):
    items = {}
    for channel, raw, path in payloads(tmp_path):
        key = f"sha256:{hashlib.sha256(raw).hexdigest()}"
        items[channel, key] = (channel, account_of(channel, path), raw, path)
    deliveries = [
        f"{channel.value}\t{account}\t{key}\t{path}"
        for (channel, key), (_channel, account, _raw, path) in items.items()
    ] * COPIES
    random.Random(5).shuffle(deliveries)

    kills, crashed = deliver_through_kills(drill, tmp_path, deliveries)

    settings = load_settings(drill.environ)
    database = Database(settings.database_url)
    office = make_office(settings, Keyring.load(settings.keys_dir))
    finish(database, office)
    wanted = [(channel, account, raw) for channel, account, raw, _path in items.values()]
    try:
        with database.reading() as session:
            act_as(session, SYSTEM)
            assert (crashed, kills) == ("", KILLS)
            check(session, items, expected_ids(wanted, accounts_of(settings), office.index_key))
    finally:
        database.dispose()


def check(session, items, ids):
    arrivals = session.scalars(select(Arrival)).all()
    assert {(each.channel, each.provider_key) for each in arrivals} == set(items)
    assert sum(each.repeats for each in arrivals) >= (COPIES - 1) * len(items)
    assert Counter(each.state for each in arrivals)[ArrivalState.WAITING] == 0
    assert [
        each.id for each in arrivals if each.state is ArrivalState.HELD and not each.reason
    ] == []
    assert [each.reason for each in arrivals if each.reason == "failed"] == []

    messages = session.scalars(select(ArrivedMessage)).all()
    assert {(each.channel, each.external_id.partition("#sha")[0]) for each in messages} >= ids
    plain = {(each.channel, each.external_id) for each in messages}
    assert {pair for pair in plain - ids if "#" not in pair[1]} == set()

    complaints = session.scalars(select(Complaint)).all()
    registered = {each.record_id for each in messages if each.outcome is Outcome.REGISTERED}
    assert {each.record_id for each in complaints} == registered
    marks = Counter(
        each.text.partition("drill-")[2][:8] for each in complaints if "drill-" in each.text
    )
    expected = Counter(
        {f"{n:03} {way}"[:8]: 1 for n in range(OWN) for way in ("form", "mail", "chat")}
    )
    assert marks == expected
    assert session.scalar(select(func.count()).select_from(Complaint)) == len(registered)
