"""The public API: file a complaint, see where it stands.

The same schema, the same commands and the same words as the pages.
"""

from typing import Any

from flask import Blueprint, Response, jsonify
from flask.typing import ResponseReturnValue

from vigilance.complaints.filing import Answer
from vigilance.complaints.intake import take_in
from vigilance.complaints.queries import Tracked, tracked
from vigilance.complaints.receipts import check_code
from vigilance.complaints.schemas import (
    FilingSchema,
    ReceiptCode,
    TrackSchema,
    current_office,
)
from vigilance.complaints.schemas_answers import ProblemSchema, ReceiptSchema, TrackedSchema
from vigilance.complaints.submission import filing_key, read_filing
from vigilance.database.acting import act_as
from vigilance.domain.actors import complainant_of
from vigilance.web.clock import now, today
from vigilance.web.filters import label
from vigilance.web.guard import public
from vigilance.web.input import read_input
from vigilance.web.openapi import Operation, openapi_document
from vigilance.web.security import takes_uploads
from vigilance.web.session import database
from vigilance.web.transaction import own_transactions

complaints_api = Blueprint("complaints_api", __name__, url_prefix="/api/v1")


@complaints_api.post("/complaints")
@public
@own_transactions
def file_complaint() -> ResponseReturnValue:
    """Register a complaint: 201, or 202 where it is kept until the register is back."""
    key = filing_key()
    answer = take_in(database(), current_office(), read_filing(), key=key, at=now())
    return _receipt(answer)


takes_uploads(file_complaint)


def _receipt(answer: Answer) -> Response:
    response = jsonify(ReceiptSchema().dump(answer))
    response.status_code = 202 if answer.only_kept else 201
    return response


@complaints_api.post("/complaints/track")
@public
@own_transactions
def track() -> ResponseReturnValue:
    """Where a complaint stands; a wrong code and an unknown reference get one and the same answer."""
    typed: ReceiptCode = read_input(TrackSchema)
    opened = check_code(database(), current_office(), typed.reference, typed.secret, now())
    with database().reading() as session:
        act_as(session, complainant_of(opened.record_id))
        found = tracked(session, opened.record_id, opened.mailbox_private, today=today())
    return jsonify(_shown(found))


def _shown(found: Tracked) -> dict[str, Any]:
    shown: dict[str, Any] = TrackedSchema(exclude=("status_words",)).dump(found)
    return shown | {"status_words": label(found.status)}


_TOO_MANY = {"Retry-After": {"schema": {"type": "integer"}, "description": "Seconds to wait"}}
OPERATIONS = (
    Operation(
        path="/api/v1/complaints",
        summary="File a complaint. Only the text, or a file, is required.",
        takes=FilingSchema,
        answers={
            201: ("Registered", ReceiptSchema),
            202: ("Kept until the register is back; the code works then", ReceiptSchema),
        },
        problems={
            400: "Not of the agreed form: unknown or repeated fields, wrong types, broken JSON",
            409: "The same request is being worked on, or its answer is gone",
            413: "Too large; the field names the file",
            415: "Neither JSON nor a form",
            422: "A value cannot be taken, or the key was used for another complaint",
            503: "Nothing can be kept just now",
        },
        problem=ProblemSchema,
        headers=(
            {
                "name": "Idempotency-Key",
                "in": "header",
                "required": False,
                "schema": {"type": "string", "minLength": 1, "maxLength": 255},
                "description": "The same key with the same body gives the same receipt for a day",
            },
        ),
        also_as_form=True,
        answer_headers={409: _TOO_MANY, 503: _TOO_MANY},
    ),
    Operation(
        path="/api/v1/complaints/track",
        summary="Where a complaint stands, for the holder of its code.",
        takes=TrackSchema,
        answers={200: ("Status, dates and messages", TrackedSchema)},
        problems={
            400: "Not of the agreed form",
            404: "No such number with this code",
            413: "Too large",
            415: "Not JSON",
            422: "Not a number or not a code",
            429: "Too many wrong tries; the right code opens all the same",
            503: "The register is away",
        },
        problem=ProblemSchema,
        answer_headers={429: _TOO_MANY, 503: _TOO_MANY},
    ),
)


@complaints_api.get("/openapi.json")
@public
def description() -> ResponseReturnValue:
    """What this API takes and answers."""
    return jsonify(openapi_document("Complaints", "1", OPERATIONS))
