"""What is typed at the door of the office."""

from dataclasses import dataclass
from typing import Any

from marshmallow import Schema, fields, post_load, validate


@dataclass(frozen=True, slots=True)
class Credentials:
    """An address and a password, and where to go afterwards."""

    email: str
    password: str
    next: str | None


class SignIn(Schema):
    """The sign-in form."""

    email = fields.String(required=True, validate=validate.Length(max=320))
    password = fields.String(required=True, validate=validate.Length(max=1000))
    next = fields.String(load_default=None, validate=validate.Length(max=2000))

    @post_load
    def _record(self, values: dict[str, Any], **_options: object) -> Credentials:
        return Credentials(**values)
