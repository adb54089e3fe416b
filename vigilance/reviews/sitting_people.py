"""Who can be called to a sitting, preside, present a matter, or be charged with a direction: lists to choose from."""

from collections.abc import Iterable

from sqlalchemy.orm import Session

from vigilance.accounts.models import Officer
from vigilance.accounts.queries import officers_with_role
from vigilance.domain.permissions import PERMISSIONS, Permission
from vigilance.domain.review_rules import Rule
from vigilance.domain.roles import Role
from vigilance.reviews.commands.directions import OWNERS
from vigilance.reviews.sitting_page import SittingShown
from vigilance.web.labels import label_of
from vigilance.web.language import language

Choices = list[tuple[str, str]]


def chairs_of(session: Session, rule: Rule) -> Choices:
    """The officers who review this queue."""
    return _choices(session, [rule.reviewer])


def callable_officers(session: Session) -> Choices:
    """Everybody who may come to a sitting."""
    return _choices(session, PERMISSIONS[Permission.SITTING_SEE])


def charged_choices(session: Session) -> Choices:
    """Everybody who may be charged with carrying out a direction."""
    return _choices(session, OWNERS)


def presenter_choices(shown: SittingShown) -> Choices:
    """The officers called to the sitting."""
    return [
        (str(one.member.officer_id), one.name)
        for one in shown.members
        if one.member.officer_id is not None
    ]


def _choices(session: Session, roles: Iterable[Role]) -> Choices:
    found: dict[str, Officer] = {}
    for role in sorted(roles):
        found |= {str(officer.id): officer for officer in officers_with_role(session, role)}
    return [(officer_id, _named(officer)) for officer_id, officer in found.items()]


def _named(officer: Officer) -> str:
    spoken = language()
    parts = ", ".join(label_of(role).said_in(spoken) for role in sorted(officer.roles))
    return f"{officer.name_in(spoken)} ({parts})"
