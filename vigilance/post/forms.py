"""What a form filled in elsewhere says under our names, as a complaint: each field judged, all reasons at once."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import TypeVar

from vigilance.complaints.filing import Filing
from vigilance.complaints.office import Office
from vigilance.domain.dates import EARLIEST, INDIA, ist_day, past_day
from vigilance.domain.digits import ascii_digits
from vigilance.domain.errors import Invalid
from vigilance.domain.lanes import Channel, Lane
from vigilance.domain.money import amount_from
from vigilance.identities.contacts import Identity, normal_number
from vigilance.reference import folded

FIELDS = (
    "text",
    "subject",
    "language",
    "lane",
    "district",
    "place",
    "scheme",
    "post_complained_against",
    "incident_date",
    "amount_demanded",
    "live_demand",
    "name",
    "mobile",
    "email",
    "address",
    "submitted_at",
)
"""Our names for what a form may ask."""

LONGEST_LINE, LONGEST_ADDRESS = 200, 500
YES = frozenset({"yes", "y", "true", "1", "हाँ", "हां", "हा", "जी हाँ"})
NO = frozenset({"no", "n", "false", "0", "नहीं", "नही", "ना"})
LANES = {lane.value: lane for lane in (Lane.ORDINARY, Lane.PROTECTED, Lane.ANONYMOUS)}
LANGUAGES = {"hi": "hi", "hindi": "hi", "हिन्दी": "hi", "हिंदी": "hi", "en": "en", "english": "en"}
MOMENTS = ("%d/%m/%Y %H:%M:%S", "%d/%m/%Y %H:%M", "%d-%m-%Y %H:%M:%S", "%d-%m-%Y %H:%M",
           "%d.%m.%Y %H:%M", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y")  # fmt: skip
"""How days and times are written, besides ISO 8601; the day comes first, and the time is India's."""

_MOBILE = re.compile(r"\+91[6-9][0-9]{9}")
_EMAIL = re.compile(r"[^\s@<>]{1,64}@[^\s@<>]{1,180}\.[^\s@<>.]{2,63}")
_DEVANAGARI = re.compile(r"[\u0900-\u097f]")
Value = TypeVar("Value")


def read_fields(fields: Mapping[str, str], office: Office, at: datetime) -> Filing:
    """The complaint in these fields; Invalid with the reasons of every field that cannot be taken."""
    wrong: dict[str, list[str]] = {}

    def read(name: str, reader: Callable[[str], Value]) -> Value | None:
        given = _plain(fields.get(name, ""))
        try:
            return reader(given) if given else None
        except Invalid as error:
            wrong[name] = [why for found in error.fields.values() for why in found]
            return None

    identity = Identity(
        name=read("name", _line),
        mobile=read("mobile", _mobile),
        email=read("email", _email),
        address=read("address", lambda text: _line(text, LONGEST_ADDRESS)),
    )
    text = read("text", lambda text: _narrative(text, office)) or ""
    filing = Filing(
        text="\n\n".join(filter(None, [read("subject", _line), text])),
        language=read("language", _language) or _language_of(text),
        lane=_lane(read("lane", _lane_named), identity),
        channel=Channel.FORM,
        district_code=read("district", lambda text: _district(text, office)),
        place=read("place", _line),
        scheme_code=read("scheme", lambda text: _scheme(text, office)),
        post_complained_against=read("post_complained_against", _line),
        incident_date=read("incident_date", lambda text: past_day(text, ist_day(at))),
        amount_demanded=read("amount_demanded", amount_from),
        live_demand=read("live_demand", _yes) or False,
        identity=identity if read("lane", _lane_named) is not Lane.ANONYMOUS else Identity(),
        received_at=read("submitted_at", lambda text: moment_from(text, at)),
    )
    if not text:
        wrong.setdefault("text", ["is empty"])
    if wrong:
        raise Invalid(wrong)
    return filing


def _plain(text: str) -> str:
    return text.replace("\x00", "\u2400").encode("utf-8", "replace").decode("utf-8").strip()


def _line(text: str, longest: int = LONGEST_LINE) -> str:
    if len(text) > longest:
        raise Invalid({"line": [f"longer than {longest} characters"]})
    return re.sub(r"\s+", " ", text)


def _narrative(text: str, office: Office) -> str:
    if len(text) > office.settings.max_text_characters:
        raise Invalid({"text": [f"longer than {office.settings.max_text_characters} characters"]})
    return text


def _mobile(text: str) -> str:
    number = normal_number(re.sub(r"[^\d+]", "", ascii_digits(text))) or ""
    if not _MOBILE.fullmatch(number):
        raise Invalid({"mobile": ["not a mobile number of 10 digits"]})
    return number


def _email(text: str) -> str:
    if not _EMAIL.fullmatch(text):
        raise Invalid({"email": ["not an e-mail address"]})
    return text


def _language(text: str) -> str:
    return _one_of(text, LANGUAGES, "neither hi nor en")


def _language_of(text: str) -> str:
    return "hi" if _DEVANAGARI.search(text) or not text.isascii() else "en"


def _lane_named(text: str) -> Lane:
    return _one_of(text, LANES, f"none of {', '.join(LANES)}")


def _lane(named: Lane | None, identity: Identity) -> Lane:
    """The lane named; who says nothing of himself is anonymous (DoPT OM of 18.10.2013)."""
    if named is Lane.PROTECTED or named is Lane.ANONYMOUS:
        return named
    return Lane.ORDINARY if identity else Lane.ANONYMOUS


def _one_of(text: str, known: Mapping[str, Value], words: str) -> Value:
    found = known.get(text.casefold())
    if found is None:
        raise Invalid({"value": [words]})
    return found


def _yes(text: str) -> bool:
    if text.casefold() in YES | NO:
        return text.casefold() in YES
    raise Invalid({"value": ["neither yes nor no"]})


def _district(text: str, office: Office) -> str:
    found = office.reference.find_district(text)
    if found is None:
        raise Invalid({"district": ["not a district we know"]})
    return found.code


def _scheme(text: str, office: Office) -> str:
    found = office.reference.find_scheme(text)
    if found is not None:
        return found.code
    for scheme in office.reference.schemes.values():
        if folded(text) in (folded(scheme.name.hi), folded(scheme.name.en)):
            return scheme.code
    raise Invalid({"scheme": ["not a scheme we know"]})


def moment_from(text: str, at: datetime) -> datetime:
    """A day and time in the past, as form programs write them."""
    typed = ascii_digits(text)
    readings = (_formed(typed, form) for form in (None, *MOMENTS))
    found = next((each for each in readings if each is not None), None)
    if found is None:
        raise Invalid({"moment": ["not a day and time, such as 2026-01-05 10:20"]})
    moment = found if found.tzinfo else found.replace(tzinfo=INDIA)
    if moment > at or ist_day(moment) < EARLIEST:
        raise Invalid({"moment": ["after now, or before 1950"]})
    return moment


def _formed(text: str, form: str | None) -> datetime | None:
    try:
        if form is None:
            return datetime.fromisoformat(text)
        return datetime.strptime(text, form)  # noqa: DTZ007 -- the zone is India's, added by the caller
    except ValueError:
        return None


def yes_from(text: str) -> bool:
    """Yes or no, in either language; empty is no."""
    return bool(text) and _yes(text)


def day_or_none(text: str, today: date) -> date | None:
    """A day that has been, or none where nothing stands."""
    return past_day(text, today) if text else None
