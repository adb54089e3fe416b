"""`vigilance officers`: who may sign in."""

import getpass
from datetime import UTC, datetime

import click
from sqlalchemy.orm import Session

from vigilance.accounts import commands, queries
from vigilance.accounts.delegating import end_where_role_is_gone
from vigilance.accounts.models import Officer
from vigilance.accounts.passwords import checked_password, hash_password
from vigilance.audit.commands import append_event
from vigilance.database.acting import act_as
from vigilance.database.engine import Database
from vigilance.domain.actors import SYSTEM, Actor
from vigilance.domain.errors import Invalid, NotFound
from vigilance.domain.roles import OFFICER_ROLES, Role
from vigilance.records.commands import system_record
from vigilance.settings import Settings, load_settings


@click.group("officers")
def officers_group() -> None:
    """Add, list and disable officers, and give new passwords.

    Example: vigilance officers add --email vo@swd.example --name-en "A. Verma" --name-hi "अ. वर्मा" --role vo
    """


def _opened() -> tuple[Settings, Database]:
    settings = load_settings()
    return settings, Database(settings.database_url, timeout_ms=settings.database_timeout_ms)


def named_officer(database: Database, email: str) -> Actor:
    """The officer in whose name a command is given (--by); Invalid where nobody of this address is at work."""
    with database.reading() as session:
        officer = queries.officer_by_email(session, email)
        if officer is None or not officer.active:
            raise Invalid({"--by": ["no officer with this address is at work"]})
        return Actor(roles=officer.roles, officer_id=officer.id)


def _on_ledger(session: Session, kind: str, officer: Officer, at: datetime) -> None:
    record = system_record(session, "admin", at=at)
    body = {"officer": str(officer.id), "roles": sorted(officer.roles)}
    append_event(session, record, kind, body, by=SYSTEM, at=at)


def _asked_password(settings: Settings, given: str | None, about: tuple[str, ...]) -> str:
    password = given or getpass.getpass("Password (15 characters or more): ")
    return hash_password(checked_password(password, settings.config_dir, about=about))


@officers_group.command("add")
@click.option("--email", required=True, help="Address the officer signs in with.")
@click.option("--name-en", required=True, help="Name in English.")
@click.option("--name-hi", required=True, help="Name in Hindi.")
@click.option(
    "--role",
    "roles",
    required=True,
    multiple=True,
    type=click.Choice(sorted(role.value for role in OFFICER_ROLES)),
    help="A part this officer plays; may be given more than once.",
)
@click.option("--district", help="District code, for a district officer.")
@click.option("--language", type=click.Choice(["hi", "en"]), default="hi", show_default=True)
@click.option("--password", help="The password; asked for when left out.")
def add(  # noqa: PLR0917 -- one parameter an option
    email: str,
    name_en: str,
    name_hi: str,
    roles: tuple[str, ...],
    district: str | None,
    language: str,
    password: str | None,
) -> None:
    """Enter an officer.

    Example: vigilance officers add --email clerk@swd.example --name-en "R. Yadav" --name-hi "आर. यादव" --role clerk
    """
    settings, database = _opened()
    about = (email.partition("@")[0], name_en)
    new = commands.NewOfficer(
        email=email,
        name_en=name_en,
        name_hi=name_hi,
        roles=frozenset(Role(role) for role in roles),
        password_hash=_asked_password(settings, password, about),
        district_code=district,
        language=language,
    )
    with database.writing() as session, session.begin():
        act_as(session, SYSTEM)
        at = datetime.now(UTC)
        officer = commands.add_officer(session, new, at=at)
        session.flush()
        _on_ledger(session, "officer-added", officer, at)
    click.echo(f"{new.email} may sign in as {', '.join(sorted(new.roles))}")


@officers_group.command("list")
def list_officers() -> None:
    """Every officer with his roles.

    Example: vigilance officers list
    """
    _, database = _opened()
    with database.reading() as session:
        for officer in queries.officers(session):
            state = "" if officer.active else "  disabled"
            click.echo(f"{officer.email:40} {', '.join(sorted(officer.roles))}{state}")


@officers_group.command("disable")
@click.argument("email")
def disable(email: str) -> None:
    """Take away an officer's entry and end his sessions; what he did stays his.

    Example: vigilance officers disable clerk@swd.example
    """
    _, database = _opened()
    with database.writing() as session, session.begin():
        act_as(session, SYSTEM)
        officer, at = _existing(session, email), datetime.now(UTC)
        commands.disable_officer(session, officer, at=at)
        _on_ledger(session, "officer-disabled", officer, at)
        end_where_role_is_gone(session, officer, (), by=SYSTEM, at=at)
    click.echo(f"{officer.email} can no longer sign in")


@officers_group.command("password")
@click.argument("email")
@click.option("--password", help="The new password; asked for when left out.")
def password(email: str, password: str | None) -> None:
    """Give an officer a new password and end his sessions.

    Example: vigilance officers password vo@swd.example
    """
    settings, database = _opened()
    hashed = _asked_password(settings, password, (email.partition("@")[0],))
    with database.writing() as session, session.begin():
        act_as(session, SYSTEM)
        officer, at = _existing(session, email), datetime.now(UTC)
        commands.set_password(session, officer, hashed, at=at)
        _on_ledger(session, "officer-password", officer, at)
    click.echo(f"new password set for {officer.email}")


def _existing(session: Session, email: str) -> Officer:
    officer = queries.officer_by_email(session, email)
    if officer is None:
        raise NotFound(f"no officer {email}")
    return officer
