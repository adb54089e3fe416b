"""The link by which a complaint is owned or disowned without number and code: a sealed token, good for one question."""

import uuid
from datetime import date, datetime, timedelta

from vigilance.complaints.office import Office
from vigilance.domain.dates import ist_day
from vigilance.domain.errors import NotFound
from vigilance.sealing.errors import TokenBroken, TokenExpired
from vigilance.sealing.tokens import make_token, read_token

PURPOSE = "confirm-complaint"
AFTER_THE_LIMIT = timedelta(days=30)
"""Whoever answers late is still heard; the complaint's own state says whether there is anything left to answer."""


class LinkOver(NotFound):
    """The link was ours, and its time is over."""

    code = "link-over"


def confirmation_link(
    record_id: uuid.UUID, office: Office, *, language: str, due: date, at: datetime
) -> str:
    """The address that opens the question for whoever holds it, in the language of the complaint."""
    lives = timedelta(days=(due - ist_day(at)).days) + AFTER_THE_LIMIT
    token = make_token(office.server_key, PURPOSE, {"r": record_id.hex}, lives, at)
    return f"{office.settings.base_url}/confirm/{token}?lang={language}"


def record_of_link(token: str, office: Office, *, at: datetime) -> uuid.UUID:
    """The record this link was made for. LinkOver once its time is over, NotFound where it is not ours."""
    try:
        return uuid.UUID(hex=read_token(office.server_key, PURPOSE, token, at)["r"])
    except TokenExpired:
        raise LinkOver from None
    except TokenBroken:
        raise NotFound("link") from None
