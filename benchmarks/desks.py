"""The product as it is measured: its application without a network, signed-in officers, and the work they ask for."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from io import BytesIO
from random import Random
from unittest.mock import patch
from uuid import UUID

import orjson
from flask import Flask
from sqlalchemy import select
from werkzeug.test import EnvironBuilder, run_wsgi_app

from benchmarks.floor_app import floor_app
from benchmarks.floors import Floors
from benchmarks.generator import Generated, plain_url
from benchmarks.measuring import Operation
from benchmarks.texts import narrative
from vigilance.accounts.commands import begin_session
from vigilance.accounts.models import AuthSession
from vigilance.accounts.queries import officer_by_id
from vigilance.complaints.commands.registration import register
from vigilance.complaints.filing import Filing
from vigilance.complaints.office import Office
from vigilance.database.acting import act_as
from vigilance.database.engine import Database
from vigilance.domain.actors import SYSTEM, Actor
from vigilance.domain.lanes import Lane
from vigilance.domain.roles import Role
from vigilance.factory import create_app
from vigilance.identities.contacts import Identity
from vigilance.settings import Settings

HOST = "http://127.0.0.1"
KDF = "vigilance.sealing.receipts.key_from_receipt"


@contextmanager
def without_kdf() -> Iterator[None]:
    """The receipt's slow key derivation stood in for by a quick one: it is measured apart."""
    with patch(KDF, lambda _secret, _salt: bytes(64)):
        yield


@dataclass(frozen=True, slots=True)
class Desk:
    """One database with the product and the floors in front of it."""

    database: Database
    generated: Generated
    app: Flask
    floor: Flask
    floors: Floors
    pairs: int

    @property
    def size(self) -> int:
        """How many complaints were generated."""
        return self.generated.plan.size

    @property
    def office(self) -> Office:
        """What the commands need besides a session."""
        found: Office = self.app.extensions["vigilance.office"]
        return found

    def actor(self, role: Role, number: int = 0) -> Actor:
        """An officer of this role."""
        return Actor(frozenset({role}), self.generated.officers[role][number])

    def visit(self, path: str, role: Role, number: int = 0) -> Operation:
        """Open this page as an officer of this role."""
        return visit(self.app, path, cookie=self.cookie(role, number))

    def cookie(self, role: Role, number: int = 0) -> str:
        """A session that was in use a moment from now, so that no page writes when it was last seen."""
        officer_id: UUID = self.generated.officers[role][number]
        now = datetime.now(UTC)
        with self.database.writing() as session, session.begin():
            act_as(session, SYSTEM)
            token = begin_session(session, officer_by_id(session, officer_id), at=now, hours=48)
            session.flush()
            newest = select(AuthSession).where(AuthSession.officer_id == officer_id)
            for row in session.scalars(newest):
                row.seen_at = now + timedelta(hours=24)
        return f"{self.app.config['OFFICER_COOKIE']}={token}"


def open_desk(database: Database, generated: Generated, settings: Settings, pairs: int) -> Desk:
    """The product and its floors on a database that was generated."""
    desk = Desk(
        database=database,
        generated=generated,
        app=create_app(settings, database),
        floor=floor_app(database.engine),
        floors=Floors(database, plain_url(database)),
        pairs=pairs,
    )
    gc.collect()
    gc.freeze()  # as app.py does, for the floors too
    return desk


def visit(app: Flask, path: str, *, cookie: str = "", status: int = 200) -> Operation:
    """Open a page through the application itself, without a server; its bytes are read to the end."""
    headers = [("Cookie", cookie), ("Accept-Language", "hi")]
    environ = EnvironBuilder(path, base_url=HOST, headers=headers).get_environ()

    def _visit() -> str:
        return _answered(app, environ.copy(), status)

    return _visit


def send(app: Flask, path: str, bodies: Iterator[dict[str, object]]) -> Operation:
    """Post the next of these bodies as JSON."""
    empty = EnvironBuilder(path, base_url=HOST, method="POST", json={}).get_environ()

    def _send() -> None:
        body = orjson.dumps(next(bodies))
        environ = empty | {"wsgi.input": BytesIO(body), "CONTENT_LENGTH": str(len(body))}
        _answered(app, environ, 201)

    return _send


def _answered(app: Flask, environ: dict[str, object], status: int) -> str:
    parts, line, _headers = run_wsgi_app(app, environ, buffered=True)
    if not line.startswith(str(status)):
        raise RuntimeError(f"{environ['PATH_INFO']}: {line}: {b''.join(parts)[:2000]!r}")
    return b"".join(parts).decode(errors="replace")  # a PDF is no text


def complaints_to_send() -> Iterator[dict[str, object]]:
    """Complaints as the API takes them, each with another text; invented persons."""
    rng = Random(11)
    while True:
        yield {
            "text": narrative(rng, "hi"),
            "language": "hi",
            "lane": "ordinary",
            "district": "118",
            "scheme": "OAP",
            "amount_demanded": 2000,
            "name": "Asha Example",
            "mobile": f"9000000{int(rng.random() * 1000):03}",
            "email": "asha@example.com",
        }


def filings() -> Iterator[Filing]:
    """The same complaints as the command takes them."""
    for body in complaints_to_send():
        yield Filing(
            text=str(body["text"]),
            language="hi",
            lane=Lane.ORDINARY,
            district_code="118",
            scheme_code="OAP",
            amount_demanded=200_000,
            identity=Identity(
                name=str(body["name"]), mobile=str(body["mobile"]), email=str(body["email"])
            ),
            original=orjson.dumps(body),
        )


def registering(database: Database, office: Office) -> Operation:
    """Enter the next filing by the command itself, committed."""
    waiting = filings()

    def _register() -> None:
        with act_as(database.writing(), SYSTEM) as session:
            register(session, next(waiting), by=SYSTEM, at=datetime.now(UTC), office=office)
            session.commit()

    return _register
