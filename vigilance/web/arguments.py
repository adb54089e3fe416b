"""Reading what stands in an address after the question mark: by a schema, like every other outside text."""

from typing import Any

from flask import request
from flask_babel import gettext as _
from marshmallow import Schema

from vigilance.web.input import NOT_ON_SCHEMAS, load, refuse


def read_arguments(schema: type[Schema]) -> Any:
    """What the address asks for, loaded by the schema; blanks are left out, repeats and the unknown refused."""
    found: dict[str, str] = {}
    for name, values in request.args.lists():
        if name in NOT_ON_SCHEMAS:
            continue
        if len(values) > 1:
            refuse(name, _("This field stands twice."))
        if values[0] != "":
            found[name] = values[0]
    return load(schema, found)
