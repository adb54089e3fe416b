"""What was acknowledged is there, and nothing is there twice, whenever the server is killed."""

import contextlib
import json
import os
import threading
import time
import uuid

import httpx
import pytest
from sqlalchemy import select

from tests.drills.server import OfficeProcess
from vigilance.complaints.models import Complaint
from vigilance.database.acting import act_as
from vigilance.database.engine import Database
from vigilance.domain.actors import SYSTEM

KILLS = 20
POSTERS = 3


class Poster(threading.Thread):
    """A citizen's browser that posts complaint after complaint and repeats each until it is acknowledged."""

    def __init__(self, url: str, path, stop: threading.Event) -> None:
        super().__init__(daemon=True)
        self.url, self.path, self.stop_asked = url, path, stop
        self.acknowledged = 0
        self.refused: list[int] = []

    def run(self) -> None:
        with self.path.open("a", encoding="utf-8") as book, httpx.Client(timeout=10) as browser:
            while not self.stop_asked.is_set():
                key = str(uuid.uuid4())
                answer = self._until_acknowledged(browser, key)
                if answer is None:
                    return
                book.write(json.dumps({"key": key, "reference": answer["reference"]}) + "\n")
                book.flush()
                os.fsync(book.fileno())
                self.acknowledged += 1

    def _until_acknowledged(self, browser, key):
        body = {"text": f"घूस मांगी गई, निशान {key}", "language": "hi"}
        for _ in range(2000):
            with contextlib.suppress(httpx.HTTPError):
                got = browser.post(
                    f"{self.url}/api/v1/complaints", json=body, headers={"Idempotency-Key": key}
                )
                if got.status_code == 201:
                    return got.json()
                if got.status_code not in (409, 503):
                    self.refused.append(got.status_code)
                    return None
            time.sleep(0.05)
        self.refused.append(0)
        return None


def await_one_more(posters, number):
    """Kill in the midst of work: only once more than `number` complaints are acknowledged."""
    deadline = time.monotonic() + 60
    while sum(poster.acknowledged for poster in posters) <= number:
        assert time.monotonic() < deadline, "nothing was acknowledged for a minute"
        time.sleep(0.01)


def post_through_kills(server, folder):
    stop = threading.Event()
    posters = [Poster(server.url, folder / f"book-{number}", stop) for number in range(POSTERS)]
    try:
        server.start()
        for poster in posters:
            poster.start()
        for number in range(KILLS):
            await_one_more(posters, number)
            time.sleep(0.013 * (number % 7))
            server.kill()
            server.start()
        time.sleep(0.5)
    finally:
        stop.set()
        for poster in posters:
            if poster.is_alive():
                poster.join(timeout=60)
        server.stop()
    return posters


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.parametrize(
    "kind", ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)]
)
def test_every_acknowledged_complaint_survives_twenty_kills_and_none_is_there_twice(
    kind, tmp_path, request
):
    url = ""
    if kind == "postgresql":
        url = request.getfixturevalue("postgresql_server").create_database(
            f"k{uuid.uuid4().hex[:10]}"
        )
    server = OfficeProcess(tmp_path, url)
    server.run("init")
    posters = post_through_kills(server, tmp_path)

    assert [poster.refused for poster in posters] == [[]] * POSTERS
    told = [
        json.loads(line)
        for number in range(POSTERS)
        for line in (tmp_path / f"book-{number}").read_text(encoding="utf-8").splitlines()
    ]
    there = stored(url or f"sqlite:///{tmp_path}/vigilance.db")
    assert len(told) >= KILLS
    assert {row["reference"] for row in told} - {reference for reference, _ in there} == set()
    assert {row["key"]: row["reference"] for row in told}.items() <= {
        text.rpartition(" ")[2]: reference for reference, text in there
    }.items()
    assert len({text for _, text in there}) == len(there)


def stored(url):
    database = Database(url)
    with database.reading() as session:
        act_as(session, SYSTEM)
        found = session.execute(select(Complaint.reference, Complaint.text)).all()
    database.dispose()
    return found
