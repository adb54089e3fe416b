"""What the API answers, as schemas, so that its description is made from what it does."""

from marshmallow import Schema, fields


class ReceiptSchema(Schema):
    """The answer to a complaint. Reference and secret are told here and nowhere else."""

    reference = fields.String(required=True, metadata={"description": "8 letters and digits"})
    secret = fields.String(
        required=True, metadata={"description": "17 letters and digits; cannot be recovered"}
    )
    registered_at = fields.DateTime(required=True)
    acknowledgement_due = fields.Date(
        allow_none=True, metadata={"description": "null while the register is away"}
    )
    proof = fields.String(
        allow_none=True, metadata={"description": "hash of the registration in the ledger"}
    )


class DueSchema(Schema):
    """By when something is due."""

    limit = fields.String(required=True)
    on = fields.Date(required=True)


class SaidSchema(Schema):
    """One message of the conversation."""

    direction = fields.String(required=True, metadata={"enum": ["to-office", "to-complainant"]})
    at = fields.DateTime(required=True)
    notice = fields.String(allow_none=True)
    text = fields.String(required=True)


class TrackedSchema(Schema):
    """Where a complaint stands, for the holder of its code."""

    reference = fields.String(required=True)
    status = fields.String(
        required=True,
        metadata={
            "enum": [
                "registered",
                "confirmation-needed",
                "under-scrutiny",
                "inquiry-ordered",
                "action-started",
                "closed",
            ]
        },
    )
    status_words = fields.String(required=True)
    outcome = fields.String(allow_none=True)
    registered_at = fields.DateTime(required=True)
    due = fields.List(fields.Nested(DueSchema), required=True)
    messages = fields.List(fields.Nested(SaidSchema), required=True)


class ProblemSchema(Schema):
    """What went wrong, in the reader's language (RFC 9457)."""

    type = fields.String(required=True)
    title = fields.String(required=True)
    status = fields.Integer(required=True)
    detail = fields.String(required=True)
    code = fields.String(required=True)
    request = fields.String(required=True)
    errors = fields.Dict(keys=fields.String(), values=fields.List(fields.String()))
