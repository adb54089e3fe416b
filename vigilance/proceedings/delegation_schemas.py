"""What is typed where somebody is named to act for an officer on leave."""

from typing import Any

from flask_babel import lazy_gettext as _l
from marshmallow import Schema, post_load

from vigilance.accounts.delegating import Leave
from vigilance.complaints.filing_fields import Code
from vigilance.complaints.office_fields import EMPTY, NOT_CHOSEN, Words, officer_field
from vigilance.domain import delegation
from vigilance.proceedings.fields import UNKNOWN, AnyDay
from vigilance.proceedings.handover_schemas import holder_code

REASONS = (
    _l("A delegation begins today or later."),
    _l("The last day is before the first."),
    _l(delegation.TOO_LONG),
    _l(delegation.AWAY),
    _l(delegation.CHAIN),
    _l(delegation.STANDS_IN),
    _l("Nobody acts for himself."),
    _l("This officer does not play this part."),
    _l("The substitute does not play this part himself."),
    _l("The substitute belongs to another office."),
    _l("It is over already."),
)
"""The sentences of the commands, so that the catalogue knows them."""


class LeaveForm(Schema):
    """Its form."""

    officer = Code(holder_code, UNKNOWN, required=True, error_messages=NOT_CHOSEN)
    substitute = officer_field()
    since = AnyDay(required=True, error_messages=EMPTY)
    until = AnyDay(required=True, error_messages=EMPTY)
    reasons = Words()

    @post_load
    def _record(self, values: dict[str, Any], **_options: Any) -> Leave:
        holder = values["officer"]
        return Leave(
            holder.officer,
            holder.part,
            values["substitute"],
            values["since"],
            values["until"],
            values["reasons"],
        )
