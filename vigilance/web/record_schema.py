"""A form whose values are the fields of the record that its command takes."""

from collections.abc import Callable
from typing import Any, ClassVar

from marshmallow import Schema, post_load


class RecordSchema(Schema):
    """Says what it `makes`; what is loaded becomes that, field by field and nothing more."""

    makes: ClassVar[Callable[..., Any]]

    @post_load
    def _record(self, values: dict[str, Any], **_options: Any) -> Any:
        return type(self).makes(**values)
