"""What is typed where a direction is passed on."""

from marshmallow import fields

from vigilance.reviews.commands.passing_on import PassOn
from vigilance.reviews.schemas import LONGEST_REASONS, needs_words, not_chosen, said
from vigilance.web.record_schema import RecordSchema


class PassOnForm(RecordSchema):
    """To whom a direction is passed on, nobody chosen being the CVO, and why."""

    makes = PassOn
    owner = fields.UUID(load_default=None, error_messages=not_chosen(), attribute="owner_id")
    reasons = fields.String(
        required=True, validate=said(LONGEST_REASONS), error_messages=needs_words()
    )
