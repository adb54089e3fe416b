"""A demonstration office: an officer of every role, and sixty invented complaints in different stages."""

import os
import secrets
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from vigilance.accounts.commands import NewOfficer, add_officer
from vigilance.accounts.models import Officer
from vigilance.accounts.passwords import hash_password
from vigilance.audit.commands import append_event
from vigilance.cases.commands.links import relate
from vigilance.cases.models import Case
from vigilance.cases.rolling import roll_age_bands
from vigilance.complaints.commands.registration import register
from vigilance.complaints.importing import filing_of
from vigilance.complaints.models import Complaint
from vigilance.complaints.office import Office
from vigilance.database.acting import act_as
from vigilance.database.engine import Database
from vigilance.demo import words
from vigilance.demo.desks import lay_out_desks, let_mail_come
from vigilance.demo.leave import go_on_leave
from vigilance.demo.logins import number_logins
from vigilance.demo.papers import hand_in
from vigilance.demo.returns import make_returns
from vigilance.demo.reviews import hold_reviews
from vigilance.demo.sheets import freeze_sheet
from vigilance.demo.stories import Cast, tell_story
from vigilance.domain.actors import SYSTEM, Actor
from vigilance.domain.dates import ist_day
from vigilance.domain.roles import Role
from vigilance.records.commands import system_record
from vigilance.settings import Settings

DISTRICT = "162"
"""The demonstration's district officer sits in Lucknow."""
OLDEST = timedelta(days=200)
FROZEN_AFTER = 50
"""After so many complaints the first sheet was frozen."""
PASSWORD_FILE = "demo-password"  # noqa: S105 -- a file's name

PEOPLE: tuple[tuple[str, Role, str, str, str], ...] = (
    ("clerk", Role.CLERK, "R. Yadav", "आर. यादव", "intake clerk"),
    ("vo", Role.VO, "A. Verma", "ए. वर्मा", "Vigilance Officer"),
    ("vo2", Role.VO, "F. Ansari", "एफ. अंसारी", "another Vigilance Officer, on leave"),
    ("cvo", Role.CVO, "S. Mishra", "एस. मिश्रा", "Chief Vigilance Officer"),
    ("inquiry", Role.INQUIRING_OFFICER, "P. Gautam", "पी. गौतम", "inquiring officer"),
    (
        "reviewer",
        Role.REVIEWING_OFFICER,
        "M. Tripathi",
        "एम. त्रिपाठी",
        "reviewing officer (Principal Secretary)",
    ),
    (
        "secretary",
        Role.PRINCIPAL_SECRETARY,
        "The Principal Secretary",
        "प्रमुख सचिव",
        "Principal Secretary",
    ),
    ("liaison", Role.LIAISON, "M. Khan", "एम. खान", "liaison officer of an agency"),
    ("minister", Role.MINISTER, "The Minister", "मा. मंत्री", "minister"),
    ("auditor", Role.AUDITOR, "K. Rizvi", "के. रिज़वी", "auditor"),
    ("admin", Role.ADMIN, "N. Saxena", "एन. सक्सेना", "administrator"),
    ("district", Role.DISTRICT, "D. Pal", "डी. पाल", "District Social Welfare Officer, Lucknow"),
)
SIGN_INS = tuple((f"{name}@demo.invalid", words) for name, _, _, _, words in PEOPLE)


def is_empty(database: Database) -> bool:
    """Whether nobody can sign in yet, so that the demonstration may be opened."""
    with database.reading() as session:
        return session.scalar(select(Officer.id).limit(1)) is None


def demo_password(settings: Settings) -> str | None:
    """The password of the demonstration's officers, where there is a demonstration."""
    path = settings.home / PASSWORD_FILE
    return path.read_text(encoding="utf-8").strip() if path.exists() else None


def open_demo(
    database: Database,
    office: Office,
    password: str | None = None,
    on_complaint: Callable[[], None] = lambda: None,
) -> None:
    """Enter the officers and the complaints, each complaint with its story up to today."""
    password = password or f"demo-{secrets.token_hex(8)}"
    _keep_password(office.settings, password)
    cast = _enter_officers(database, password, datetime.now(UTC) - OLDEST - timedelta(days=1))
    lines = (office.settings.config_dir / "demo" / "complaints.jsonl").read_bytes().splitlines()
    moments = _moments(len(lines))
    for number, (line, at) in enumerate(zip(lines, moments, strict=True)):
        complaint = _enter_complaint(database, office, line, at)
        tell_story(database, office, cast, complaint, number)
        on_complaint()
        if number == FROZEN_AFTER:
            freeze_sheet(database, office, cast.actors[Role.MINISTER], at)
    _relate_two_cases(database, cast)
    clerk, vo, at = cast.actors[Role.CLERK], cast.actors[Role.VO], datetime.now(UTC)
    lay_out_desks(database, office, clerk=clerk, vo=vo, at=at)
    hand_in(database, office, vo, at)
    let_mail_come(database, office, _any_number(database), at)
    roll_age_bands(database, ist_day(datetime.now(UTC)))
    away, cvo = cast.seconds[Role.VO], cast.actors[Role.CVO]
    go_on_leave(database, office, away=away, acts=vo, cvo=cvo, at=datetime.now(UTC))
    number_logins(database, cast, datetime.now(UTC))
    hold_reviews(database, office, cast)
    freeze_sheet(database, office, cast.actors[Role.MINISTER], datetime.now(UTC))
    make_returns(database, office, cvo=cast.actors[Role.CVO], vo=vo, at=datetime.now(UTC))


def _any_number(database: Database) -> str:
    with database.reading() as session:
        act_as(session, SYSTEM)
        return session.scalars(select(Complaint.number).order_by(Complaint.number)).first() or ""


def _relate_two_cases(database: Database, cast: Cast) -> None:
    """The CVO notes on two files that they have to do with each other."""
    by = cast.actors[Role.CVO]
    with database.writing() as session, session.begin():
        act_as(session, by)
        first, second = session.scalars(select(Case).order_by(Case.number).limit(2))
        relate(session, first, second, words.RELATED, by=by, at=datetime.now(UTC))


def _keep_password(settings: Settings, password: str) -> None:
    handle = os.open(settings.home / PASSWORD_FILE, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(password + "\n")


def _enter_officers(database: Database, password: str, at: datetime) -> Cast:
    hashed = hash_password(password)
    actors: dict[Role, Actor] = {}
    seconds: dict[Role, Actor] = {}
    with database.writing() as session, session.begin():
        act_as(session, SYSTEM)
        for name, role, name_en, name_hi, _ in PEOPLE:
            new = NewOfficer(
                email=f"{name}@demo.invalid",
                name_en=name_en,
                name_hi=name_hi,
                roles=frozenset({role}),
                password_hash=hashed,
                district_code=DISTRICT if role is Role.DISTRICT else None,
            )
            entered = _entered(session, new, at)
            if role in actors:
                seconds[role] = entered
            actors.setdefault(role, entered)
    return Cast(actors, seconds)


def _entered(session: Session, new: NewOfficer, at: datetime) -> Actor:
    officer = add_officer(session, new, at=at)
    session.flush()
    record = system_record(session, "admin", at=at)
    body = {"officer": str(officer.id), "roles": sorted(new.roles)}
    append_event(session, record, "officer-added", body, by=SYSTEM, at=at)
    return Actor(new.roles, officer.id, district=new.district_code)


def _moments(count: int) -> list[datetime]:
    """When each complaint came: the first two hundred days ago, the last yesterday."""
    last = datetime.now(UTC) - timedelta(days=1)
    step = (OLDEST - timedelta(days=1)) / max(1, count - 1)
    return [last - step * (count - 1 - number) for number in range(count)]


def _enter_complaint(database: Database, office: Office, line: bytes, at: datetime) -> Complaint:
    filing = replace(filing_of(line, office), received_at=at)
    with database.writing() as session, session.begin():
        act_as(session, SYSTEM)
        return register(session, filing, by=SYSTEM, at=at, office=office).complaint
