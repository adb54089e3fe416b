"""What an administrator does to officers, each act on the ledger in the same transaction."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from vigilance.accounts import commands
from vigilance.accounts.delegating import end_where_role_is_gone
from vigilance.accounts.models import Officer, OfficerRole
from vigilance.audit.commands import append_event
from vigilance.domain.actors import Actor
from vigilance.domain.errors import ActionNotAllowed, EditConflict, NotPermitted
from vigilance.domain.roles import Role
from vigilance.records.commands import system_record


def enter_officer(
    session: Session, new: commands.NewOfficer, *, by: Actor, at: datetime
) -> Officer:
    """A new officer with his first password."""
    officer = commands.add_officer(session, new, at=at)
    session.flush()
    _tell(session, "officer-added", officer, {"roles": sorted(officer.roles)}, (by, at))
    return officer


def change_roles(
    session: Session,
    officer: Officer,
    roles: Collection[Role],
    *,
    known: Collection[Role],
    by: Actor,
    at: datetime,
) -> None:
    """Give an officer these roles; EditConflict where he no longer has those the administrator knew of."""
    _not_himself(officer, by)
    wanted, before = commands.checked_roles(roles), officer.roles
    if before != frozenset(known):
        raise EditConflict
    if wanted == before:
        raise ActionNotAllowed("change-roles", "the same roles")
    officer.held = [row for row in officer.held if row.role in wanted]
    officer.held += [OfficerRole(role=role) for role in sorted(wanted - before)]
    body = {"before": sorted(before), "after": sorted(wanted)}
    _tell(session, "officer-roles", officer, body, (by, at))
    end_where_role_is_gone(session, officer, wanted, by=by, at=at)


def shut_out(session: Session, officer: Officer, *, by: Actor, at: datetime) -> None:
    """Take away an officer's entry."""
    _not_himself(officer, by)
    if not officer.active:
        raise ActionNotAllowed("disable", "disabled")
    commands.disable_officer(session, officer, at=at)
    _tell(session, "officer-disabled", officer, {"roles": sorted(officer.roles)}, (by, at))
    end_where_role_is_gone(session, officer, (), by=by, at=at)


def let_in(session: Session, officer: Officer, *, by: Actor, at: datetime) -> None:
    """Give an officer his entry back; his password is as it was."""
    if officer.active:
        raise ActionNotAllowed("enable", "active")
    officer.active = True
    _tell(session, "officer-enabled", officer, {"roles": sorted(officer.roles)}, (by, at))


def give_password(
    session: Session, officer: Officer, password_hash: str, *, by: Actor, at: datetime
) -> None:
    """A new password; what was signed in with the old one ends."""
    commands.set_password(session, officer, password_hash, at=at)
    _tell(session, "officer-password", officer, {}, (by, at))


def _not_himself(officer: Officer, by: Actor) -> None:
    """Nobody changes his own rights, so that no administrator can shut the last door behind himself."""
    if officer.id == by.officer_id:
        raise NotPermitted("own-rights")


def _tell(
    session: Session, kind: str, officer: Officer, more: dict[str, Any], who: tuple[Actor, datetime]
) -> None:
    by, at = who
    record = system_record(session, "admin", at=at)
    append_event(session, record, kind, {"officer": str(officer.id)} | more, by=by, at=at)
