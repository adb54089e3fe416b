"""Loading an older register of public representatives' letters."""

from collections.abc import Callable, Mapping
from datetime import date, datetime

from vigilance.complaints.office import Office
from vigilance.database.acting import act_as
from vigilance.database.engine import Database
from vigilance.domain.actors import SYSTEM, Actor
from vigilance.domain.dates import ist_day
from vigilance.domain.errors import AlreadyReceived, Invalid
from vigilance.post.commands.letters import NewLetter, receive_letter
from vigilance.post.commands.taking import claim, source_key
from vigilance.post.forms import LONGEST_LINE, day_or_none, yes_from
from vigilance.post.importing import Take
from vigilance.post.labels import OFFICES
from vigilance.post.models import MemberOffice
from vigilance.post.queries import taken_as
from vigilance.post.sheets import SheetRow, mapped

COLUMNS = (
    "member",
    "office",
    "constituency",
    "letter_number",
    "letter_date",
    "received_on",
    "subject",
    "forwards_other",
    "confirmed_on",
    "replied_on",
    "reply_number",
)
LETTER_ROW = "letter-row"
NAMES = {
    name.casefold(): office
    for office, words in OFFICES.items()
    for name in (office.value, words.hi, words.en)
}


def letter_taker(
    database: Database,
    office: Office,
    columns: Mapping[str, str],
    by: Actor,
    at: Callable[[], datetime],
) -> Take:
    """What enters one row of the register in this officer's name."""

    def take(row: SheetRow) -> None:
        key, moment = letter_key(office, row), at()
        with database.writing() as session, session.begin():
            act_as(session, SYSTEM)
            if taken_as(session, key) is not None:
                raise AlreadyReceived("this row")
            letter = read_letter(mapped(row, columns), moment)
            claim(session, key, moment)
            receive_letter(session, letter, by=by, at=moment, office=office)

    return take


def letter_key(office: Office, row: SheetRow) -> bytes:
    """By what this row is known when it comes again."""
    return source_key(office, LETTER_ROW, row.key)


def read_letter(fields: Mapping[str, str], at: datetime) -> NewLetter:
    """The letter in these fields; Invalid with the reasons of every field that cannot be taken."""
    wrong: dict[str, list[str]] = {
        name: ["is empty"] for name in ("member", "received_on", "subject") if not fields.get(name)
    }
    wrong |= {
        name: [f"longer than {LONGEST_LINE} characters"]
        for name, text in fields.items()
        if len(text) > LONGEST_LINE
    }
    office = NAMES.get(fields.get("office", "").casefold())
    if office is None:
        wrong["office"] = [f"none of {', '.join(MemberOffice)}"]
    days = _days(fields, at, wrong)
    try:
        forwards = yes_from(fields.get("forwards_other", ""))
    except Invalid:
        wrong["forwards_other"] = ["neither yes nor no"]
    came = days["received_on"]
    if wrong or office is None or came is None:
        raise Invalid(wrong)
    return NewLetter(
        member=fields["member"],
        office=office,
        received_on=came,
        subject=fields["subject"],
        constituency=fields.get("constituency"),
        letter_number=fields.get("letter_number"),
        letter_date=days["letter_date"],
        forwards_other=forwards,
        confirmed_on=days["confirmed_on"],
        replied_on=days["replied_on"],
        reply_number=fields.get("reply_number"),
    )


def _days(
    fields: Mapping[str, str], at: datetime, wrong: dict[str, list[str]]
) -> dict[str, date | None]:
    """The days of a row; what is wrong with them is added to what is wrong already."""
    days: dict[str, date | None] = {}
    for name in ("letter_date", "received_on", "confirmed_on", "replied_on"):
        try:
            days[name] = day_or_none(fields.get(name, ""), ist_day(at))
        except Invalid as error:
            days[name] = None
            wrong[name] = [why for found in error.fields.values() for why in found]
    came = days["received_on"]
    for name in ("confirmed_on", "replied_on"):
        done = days[name]
        if came is not None and done is not None and done < came:
            wrong[name] = ["before the letter came"]
    return days
