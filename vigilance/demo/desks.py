"""What lies on the clerks' desks of the demonstration: calls, an envelope, members' letters, and mails just come.

As with the stories, each is entered by the command an officer's page uses; nobody and nothing in it exists.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import format_datetime

from sqlalchemy.orm import Session

from vigilance.arrivals.commands.taking import key_of_content, take_arrival
from vigilance.arrivals.understanding import understand_due
from vigilance.complaints.filing import Filing
from vigilance.complaints.office import Office
from vigilance.complaints.preparation import prepare
from vigilance.database.acting import act_as
from vigilance.database.engine import Database
from vigilance.demo import words
from vigilance.domain.actors import SYSTEM, Actor
from vigilance.domain.dates import ist_day
from vigilance.domain.lanes import Channel, Lane
from vigilance.helpline.commands.call_backs import record_try, request_call_back
from vigilance.helpline.commands.desk import open_call, save_call
from vigilance.helpline.models import BestTime, TryResult
from vigilance.post.commands.envelopes import Outside, open_envelope, save_envelope
from vigilance.post.commands.letters import (
    NewLetter,
    confirm_letter,
    receive_letter,
    register_from_letter,
    reply_to_letter,
)
from vigilance.post.models import HowItCame, MemberOffice

CALLERS = ("+919000000601", "+919000000602", "+919000000603")
LONG_AGO = timedelta(days=31)
"""Letters of members came then, so that one of them is late by now."""
CONFIRMED_AND_REPLIED = ((None, None), (5, None), (2, 4))
"""Days after a member's letter came until he confirmed it, and until it was answered."""


@dataclass(frozen=True, slots=True)
class Desk:
    """Who sits at the desk and who answers for him, in which office, and when."""

    session: Session
    office: Office
    clerk: Actor
    vo: Actor
    at: datetime


def lay_out_desks(
    database: Database, office: Office, *, clerk: Actor, vo: Actor, at: datetime
) -> None:
    """Put on each desk what a clerk would find there this morning; each act in its own transaction."""
    for act in (
        _call_being_written,
        _calls_to_be_made,
        _envelope_half_entered,
        _letters_of_members,
    ):
        with database.writing() as session, session.begin():
            act(Desk(act_as(session, SYSTEM), office, clerk, vo, at))


def let_mail_come(database: Database, office: Office, number: str, at: datetime) -> int:
    """Take in the demonstration's mails and understand them: one complaint, one held, one noted.

    `number` is a complaint that one of them speaks of without proof that it may. Answers how many were understood.
    """
    for path in sorted((office.settings.config_dir / "demo" / "mails").glob("*.eml")):
        text = path.read_text(encoding="utf-8")
        raw = text.replace("{number}", number).replace("{date}", format_datetime(at)).encode()
        with database.writing() as session, session.begin():
            take_arrival(
                act_as(session, SYSTEM), channel=Channel.EMAIL, account="demo",
                provider_key=key_of_content(raw), raw=raw, at=at, office=office,
            )  # fmt: skip
    return understand_due(database, office, at)


def _call_being_written(desk: Desk) -> None:
    at, office = desk.at - timedelta(minutes=6), desk.office
    call = open_call(
        desk.session, number=CALLERS[0], language="hi", by=desk.clerk, at=at, office=office
    )
    save_call(call, words.TOLD_ON_TELEPHONE, language="hi", at=at, office=office)


def _calls_to_be_made(desk: Desk) -> None:
    for hours, number, language, note, best in (
        (20, CALLERS[1], "hi", words.PLEASE_CALL, BestTime.EVENING),
        (44, CALLERS[2], "en", "", BestTime.ANY),
    ):
        at = desk.at - timedelta(hours=hours)
        call = request_call_back(
            desk.session,
            number=number,
            language=language,
            note=note,
            best_time=best,
            channel=Channel.WEB,
            at=at,
            office=desk.office,
        )
    record_try(
        desk.session, call, TryResult.NO_ANSWER, by=desk.clerk, at=desk.at - timedelta(hours=3),
        office=desk.office,
    )  # fmt: skip


def _envelope_half_entered(desk: Desk) -> None:
    at, office = desk.at - timedelta(hours=1), desk.office
    outside = Outside(
        received_on=ist_day(desk.at), how=HowItCame.POST, language="hi", sender=words.SENDER
    )
    envelope = open_envelope(desk.session, outside, by=desk.clerk, at=at, office=office)
    save_envelope(envelope, words.WRITTEN_IN_LETTER, at=at, office=office)


def _letters_of_members(desk: Desk) -> None:
    today, at = ist_day(desk.at), desk.at - timedelta(hours=2)
    for number, (written, (confirmed, replied)) in enumerate(
        zip(words.MEMBERS, CONFIRMED_AND_REPLIED, strict=True)
    ):
        member, office, constituency, subject = written
        came = today - LONG_AGO + number * timedelta(days=13)
        new = NewLetter(
            member=member,
            office=MemberOffice(office),
            received_on=came,
            subject=subject,
            constituency=constituency,
            letter_number=f"{140 + number}/2026",
            letter_date=came - timedelta(days=4),
        )
        letter = receive_letter(desk.session, new, office=desk.office, by=desk.clerk, at=at)
        if confirmed:
            day = came + timedelta(days=confirmed)
            confirm_letter(desk.session, letter, day, by=desk.clerk, at=at)
        if replied:
            day = came + timedelta(days=replied)
            reply_to_letter(desk.session, letter, "922/2026", day, by=desk.vo, at=at)
        elif confirmed:  # he stands by it: what he writes of is a complaint
            filing = Filing(
                text=words.WRITTEN_BY_MEMBER,
                language="hi",
                lane=Lane.PUBLIC_REPRESENTATIVE,
                channel=Channel.LETTER,
                district_code="162",
            )
            prepared = prepare(filing, desk.office, at)
            register_from_letter(desk.session, letter, prepared, by=desk.clerk, office=desk.office)
