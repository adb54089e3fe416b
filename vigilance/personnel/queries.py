"""Reading officials by their HRMS number, however it was written down."""

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from vigilance.personnel.models import Official

BETWEEN = (" ", "-", "/", ".")


def plain_number() -> ColumnElement[str]:
    """The HRMS number of an official as domain/personnel.py compares it; empty where he has none."""
    plain: ColumnElement[str] = func.upper(Official.hrms_id)
    for sign in BETWEEN:
        plain = func.replace(plain, sign, "")
    return plain


def official_numbered(session: Session, plain: str) -> Official | None:
    """Who is entered with this number, given as `hrms_number` answers it."""
    statement = select(Official).where(plain_number() == plain)
    return session.scalars(statement.order_by(Official.entered_at, Official.id)).first()
