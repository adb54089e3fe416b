"""A form filled in elsewhere: its fields, under our names, are a complaint of their own."""

from collections.abc import Mapping

from vigilance.arrivals.registering import register_message
from vigilance.arrivals.work import Work
from vigilance.complaints.filing import Filing
from vigilance.domain.errors import Invalid
from vigilance.domain.message import InboundMessage
from vigilance.post.forms import FIELDS, read_fields

UNKNOWN_VALUE = "unknown-value"
DECIDING = frozenset({"text", "lane"})
"""Fields without which nobody but a person may say what the form is."""
SOME_TEXT = "-"


def hear(work: Work, message: InboundMessage, position: int) -> None:
    """Register it. A value that is none of ours stays in the original and is flagged; Invalid without text or lane."""
    given = {name: value for name, value in message.fields.items() if name in FIELDS}
    if not message.text.strip():
        raise Invalid({"text": ["is empty"]})
    filing, wrong = _read(given, work)
    register_message(
        work,
        message,
        position,
        lane=filing.lane,
        language=filing.language if "language" in given else None,
        identity=filing.identity,
        district_code=filing.district_code,
        place=filing.place,
        scheme_code=filing.scheme_code,
        post_complained_against=filing.post_complained_against,
        incident_date=filing.incident_date,
        amount_demanded=filing.amount_demanded,
        live_demand=filing.live_demand,
        flags=tuple(f"{UNKNOWN_VALUE}:{name}" for name in wrong),
    )


def _read(given: Mapping[str, str], work: Work) -> tuple[Filing, list[str]]:
    """The fields as far as they can be taken, and the names of the others; the text is judged by no length here."""
    judged = {**given, "text": SOME_TEXT, "subject": ""}
    try:
        return read_fields(judged, work.office, work.at), []
    except Invalid as error:
        wrong = sorted(error.fields)
        if DECIDING.intersection(wrong):
            raise
    rest = {name: value for name, value in judged.items() if name not in wrong}
    return read_fields(rest, work.office, work.at), wrong
