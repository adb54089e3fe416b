"""The floors of the pages: a bare Flask application with one mapper query and one template a page."""

from datetime import UTC, datetime

from flask import Flask, abort, render_template_string, request
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from benchmarks.floor_tables import FloorBucket, FloorComplaint, FloorEvent

FRAME = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{{ title }}</title>'
    '<link rel="stylesheet" href="/app.css"></head><body><main>%s</main></body></html>'
)
INBOX = FRAME % (
    '<h1>Inbox</h1><table>{% for row in rows %}<tr class="{{ row.state }}">'
    '<td><a href="/complaints/{{ row.number }}">{{ row.number }}</a></td>'
    "<td>{{ row.subject }}</td><td>{{ row.body[:120] }}</td><td>{{ row.district }}</td>"
    '<td>{{ row.state }}</td><td>{{ row.registered_at.strftime("%d.%m.%Y %H:%M") }}</td></tr>'
    '{% endfor %}</table><a href="?after={{ rows[-1].id }}">Next</a>'
)
ONE = FRAME % (
    "<h1>{{ row.number }}</h1><dl><dt>Subject</dt><dd>{{ row.subject }}</dd><dt>District</dt>"
    "<dd>{{ row.district }}</dd><dt>State</dt><dd>{{ row.state }}</dd><dt>Registered</dt>"
    '<dd>{{ row.registered_at.strftime("%d.%m.%Y %H:%M") }}</dd></dl><p>{{ row.body }}</p>'
)
BUCKETS = FRAME % (
    "<h1>Pending</h1><table>{% for row in rows %}<tr><td>{{ row.district }}</td>"
    "<td>{{ row.band }}</td><td>{{ row.pending }}</td></tr>{% endfor %}</table>"
)


def floor_app(engine: Engine) -> Flask:
    """`/inbox/orm`, `/one/orm/<id>`, `/buckets/orm` and `POST /intake/orm`."""
    app = Flask("floor")

    @app.get("/inbox/orm")
    def inbox() -> str:
        newest = (FloorComplaint.registered_at.desc(), FloorComplaint.id.desc())
        with Session(engine) as session:
            rows = session.scalars(select(FloorComplaint).order_by(*newest).limit(50)).all()
            return render_template_string(INBOX, title="Inbox", rows=rows)

    @app.get("/one/orm/<int:row_id>")
    def one(row_id: int) -> str:
        with Session(engine) as session:
            row = session.get(FloorComplaint, row_id) or abort(404)
            return render_template_string(ONE, title=row.number, row=row)

    @app.get("/buckets/orm")
    def buckets() -> str:
        with Session(engine) as session:
            rows = session.scalars(select(FloorBucket)).all()
            return render_template_string(BUCKETS, title="Pending", rows=rows)

    @app.post("/intake/orm")
    def intake() -> tuple[dict[str, str], int]:
        sent, now = request.get_json(), datetime.now(UTC)
        with Session(engine) as session:
            complaint = FloorComplaint(
                number=sent["number"],
                subject=sent["subject"],
                body=sent["text"],
                district=sent["district"],
                state="registered",
                registered_at=now,
            )
            session.add(complaint)
            session.flush()
            session.add(FloorEvent(complaint_id=complaint.id, kind="registered", at=now, body={}))
            session.commit()
        return {"number": sent["number"]}, 201

    return app
