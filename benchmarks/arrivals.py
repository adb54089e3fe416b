"""Webhooks accepted and mails understood, each beside a bare floor."""

import email
import hashlib
import hmac
import json
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from itertools import count

from flask import Flask, request
from sqlalchemy import insert
from sqlalchemy.orm import Session
from werkzeug.test import EnvironBuilder, run_wsgi_app

from benchmarks.desks import HOST, Desk
from benchmarks.findings import P95, Finding, against_floor, by_itself
from benchmarks.floor_tables import FloorComplaint
from benchmarks.measuring import Operation, by_turns, run, watched
from tests.builders.raw_mails import payload
from vigilance.arrivals.accounts import ACCOUNTS
from vigilance.channels.accounts import Account, ChannelAccounts
from vigilance.channels.mail.child import understand_mail
from vigilance.channels.mail.reading import read_mail
from vigilance.database.engine import Database

SECRET = "a secret of the benchmark"  # noqa: S105 -- it opens nothing
TIMES = 200
NUMBERS = count(1)


def measure_arrivals(desk: Desk) -> list[Finding]:
    """What a provider waits for, and what a mail costs."""
    return [*_webhooks(desk), *_mails(desk)]


def _webhooks(desk: Desk) -> list[Finding]:
    account = Account(
        name="whatsapp", open=True, secrets={"WHATSAPP_APP_SECRET": SECRET, "WHATSAPP_TOKEN": "t"}
    )
    desk.app.extensions[ACCOUNTS] = ChannelAccounts(providers={"whatsapp": account})
    floor = _knock(_bare_door(desk.database), _bodies())
    product = _knock(desk.app, _bodies())
    pairs = by_turns(floor, product, desk.pairs, TIMES)
    with watched(desk.database.engine) as seen:
        product()
    size, name = desk.size, "bare page: signature and one insert"
    per_second = 1000 / pairs.median("product", "wall")
    return [
        against_floor("webhook", size, "request", pairs, name, of="cpu"),
        against_floor("webhook", size, "request, time waited", pairs, name, of="wall"),
        by_itself("webhook", size, "accepted", per_second, "a second"),
        by_itself("webhook", size, P95, pairs.percentile("product", 95), most=50),
        by_itself("webhook", size, "durable commits", seen.commits, "", most=1),
        by_itself("webhook", size, "statements", len(seen.texts), ""),
    ]


def _mails(desk: Desk) -> list[Finding]:
    raw: bytes = payload("files")  # type: ignore[no-untyped-call]  # a builder of the tests

    def parsed() -> object:
        return email.message_from_bytes(raw).get_payload(decode=True)

    apart = by_turns(parsed, lambda: understand_mail(raw), desk.pairs, 50)
    here = run(lambda: read_mail(raw), TIMES)
    size, name = desk.size, "standard parser, no child"
    return [
        against_floor("mail", size, "understood in a child", apart, name, of="wall"),
        by_itself(
            "mail",
            size,
            "understood in a child",
            1000 / apart.median("product", "wall"),
            "a second",
        ),
        by_itself("mail", size, "understood without a child", 1000 / here.wall, "a second"),
    ]


def _bodies() -> Iterator[bytes]:
    """Message after message, none twice."""
    for number in NUMBERS:
        message = {
            "from": "919000000500",
            "id": f"wamid.{time.time_ns()}{number}",
            "timestamp": "1767600000",
            "type": "text",
            "text": {"body": "पेंशन के लिए दो हजार रुपये मांगे जा रहे हैं।"},
        }
        value = {"messaging_product": "whatsapp", "messages": [message]}
        body = {
            "object": "whatsapp_business_account",
            "entry": [{"id": "1", "changes": [{"field": "messages", "value": value}]}],
        }
        yield json.dumps(body, ensure_ascii=False).encode()


def _signature(raw: bytes) -> str:
    return "sha256=" + hmac.new(SECRET.encode(), raw, hashlib.sha256).hexdigest()


def _knock(app: Flask, bodies: Iterator[bytes]) -> Operation:
    def once() -> None:
        raw = next(bodies)
        headers = [("X-Hub-Signature-256", _signature(raw))]
        builder = EnvironBuilder(
            "/webhooks/whatsapp",
            base_url=HOST,
            method="POST",
            input_stream=BytesIO(raw),
            headers=headers,
            content_type="application/json",
            environ_overrides={"CONTENT_LENGTH": str(len(raw))},
        )
        answer, status, _headers = run_wsgi_app(app, builder.get_environ())
        b"".join(answer)
        if not status.startswith("200"):
            raise RuntimeError(status)

    return once


def _bare_door(database: Database) -> Flask:
    """Proves the signature and inserts the body as one row, durably."""
    app = Flask("bare door")

    @app.post("/webhooks/whatsapp")
    def knock() -> str:
        raw = request.get_data()
        if not hmac.compare_digest(_signature(raw), request.headers["X-Hub-Signature-256"]):
            return "no"
        with Session(database.engine) as session:
            row = {
                "number": hashlib.sha256(raw).hexdigest(),
                "subject": "",
                "body": raw.decode(),
                "district": "",
                "state": "registered",
                "registered_at": datetime.now(UTC),
            }
            session.execute(insert(FloorComplaint), [row])
            session.commit()
        return ""

    return app
