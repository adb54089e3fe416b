"""Reading a complaint off a request: JSON, a form, or a form with files; all three through the one schema."""

import hashlib
import hmac
import json
import uuid
from dataclasses import replace

from flask import request
from flask_babel import gettext as _

from vigilance.complaints.filing import Filing
from vigilance.complaints.office import Office
from vigilance.complaints.schemas import FilingSchema, current_office
from vigilance.evidence.uploads import FIELD, uploads_of_form
from vigilance.web.input import load, read_form, read_json, refuse

LONGEST_KEY = 255
_MARK_LENGTH = 24


def read_filing() -> Filing:
    """What this request files, with the submission as it was sent; Malformed (400) or Invalid (422) otherwise."""
    if request.mimetype == "multipart/form-data":
        given = read_form(FilingSchema)
        given[FIELD] = [*given.get(FIELD, []), *uploads_of_form()]
        original = form_as_sent()
    elif request.path.startswith("/api/"):
        given, original = read_json(), request.get_data(cache=True)
    else:
        given, original = read_form(FilingSchema), form_as_sent()
    for name in request.args:
        if name in given:
            refuse(name, _("This field stands in the address and in the form."))
    filing: Filing = load(FilingSchema, given)
    return replace(filing, original=original)


def form_as_sent() -> bytes:
    """The words of a form, in the order in which they came, without the key of the submission itself."""
    pairs = [
        [name, value]
        for name, value in request.form.items(multi=True)
        if name not in ("submission_id", "stamp", "csrf_token")
    ]
    return json.dumps(pairs, ensure_ascii=False).encode()


def filing_key() -> str | None:
    """The key under which this request may be repeated: the header, or the form's own number."""
    header = request.headers.get("Idempotency-Key")
    if header is not None:
        if not header.strip() or len(header.encode("utf-8", "surrogateescape")) > LONGEST_KEY:
            refuse("Idempotency-Key", _("The key must have 1 to 255 bytes."))
        return f"header:{header}"
    typed = request.form.get("submission_id", "") if not request.is_json else ""
    return f"form:{typed}" if typed and is_submission_id(current_office(), typed) else None


def new_submission_id(office: Office) -> str:
    """The number of one drawing of the form: a double click, or the back button, sends the same again."""
    number = uuid.uuid4().hex
    return f"{number}.{_mark(office, number)}"


def is_submission_id(office: Office, typed: str) -> bool:
    """Whether this number was made here; one that was not is no key, but never a reason to refuse a complaint."""
    number, _dot, mark = typed.partition(".")
    return hmac.compare_digest(mark.encode(), _mark(office, number).encode())


def _mark(office: Office, number: str) -> str:
    return hmac.new(office.server_key, b"submission" + number.encode(), hashlib.sha256).hexdigest()[
        :_MARK_LENGTH
    ]
