"""A matter by the number somebody typed, said in words where there is none."""

from sqlalchemy.orm import Session

from vigilance.cases.file_record import record_of_file
from vigilance.domain.errors import Invalid, NotFound
from vigilance.records.models import Record

NO_SUCH = "There is no matter of this number among those you see."


def matter_of_number(session: Session, number: str) -> Record:
    """The record of this number in sight; Invalid in the field `number` otherwise."""
    try:
        return record_of_file(session, number)
    except NotFound:
        raise Invalid({"number": [NO_SUCH]}) from None
