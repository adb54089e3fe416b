"""What officers type about whose a complaint is: how the answer came, and the code that was told."""

from dataclasses import dataclass

from flask_babel import lazy_gettext as _l
from marshmallow import Schema

from vigilance.complaints.filing_fields import Code
from vigilance.complaints.office_fields import NOT_CHOSEN, Version, Words
from vigilance.domain.owning import SEEN_BY_OFFICER, HowOwned
from vigilance.web.record_schema import RecordSchema

SEEN = {how.value: how for how in SEEN_BY_OFFICER}


@dataclass(frozen=True, slots=True)
class OwnedStep:
    """The complainant's answer as an officer heard or saw it."""

    version: int
    how: HowOwned


class Owned(RecordSchema):
    """Its form."""

    makes = OwnedStep
    version = Version()
    how = Code(
        SEEN.get, _l("Please choose from the list."), required=True, error_messages=NOT_CHOSEN
    )


class AddressOpening(Schema):
    """Why the address is opened, to be printed on the letter."""

    reason = Words()


class ToldCode(Schema):
    """The code that the complainant told."""

    code = Words()
