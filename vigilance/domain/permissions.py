"""Who may do what: one table; what is not in it is refused.

What depends on the one record (own assignment, walls, recusal) is decided where records are
scoped; what depends on the state of the record is in the workflow tables.
"""

from collections.abc import Iterable
from enum import StrEnum
from functools import cache

from vigilance.domain.roles import OFFICER_ROLES, Role


class Permission(StrEnum):
    """Something a signed-in officer may be allowed to do."""

    SIGN_IN_HOME = "sign-in-home"
    CLOCK_COMPUTE = "clock-compute"
    INTAKE_SEE = "intake-see"
    INTAKE_REGISTER = "intake-register"
    HELD_DECIDE = "held-decide"
    CHANNELS_SEE = "channels-see"
    CHANNELS_MANAGE = "channels-manage"
    COMPLAINT_READ = "complaint-read"
    COMPLAINT_STEP = "complaint-step"
    CASE_READ = "case-read"
    CASE_STEP = "case-step"
    PROCEEDING_READ = "proceeding-read"
    PROCEEDING_STEP = "proceeding-step"
    INQUIRY_HOLD = "inquiry-hold"
    MATTER_STEP = "matter-step"
    AFTER_CLOSING_SEE = "after-closing-see"
    APPEAL_DECIDE = "appeal-decide"
    RADAR_SEE = "radar-see"
    ASSIGN = "assign"
    HANDOVER = "handover"
    DELEGATE = "delegate"
    LETTER_WRITE = "letter-write"
    LETTER_APPROVE = "letter-approve"
    NOTE_WRITE = "note-write"
    PAPER_READ = "paper-read"
    PAPER_ADD = "paper-add"
    MESSAGE_COMPLAINANT = "message-complainant"
    IDENTITY_OPEN = "identity-open"
    WALL_DECLARE = "wall-declare"
    STAY_RECORD = "stay-record"
    FACTUAL_REPORT_ANSWER = "factual-report-answer"
    CVO_DESK = "cvo-desk"
    REVIEW_SEE = "review-see"
    REVIEW_RECORD = "review-record"
    REVIEW_MARK = "review-mark"
    SITTING_SEE = "sitting-see"
    SITTING_HOLD = "sitting-hold"
    SITTING_SIGN = "sitting-sign"
    MINISTER_SHEET = "minister-sheet"
    DIRECTION_GIVE = "direction-give"
    DIRECTION_ANSWER = "direction-answer"
    DIRECTION_RECORD = "direction-record"
    DIRECTION_DECIDE = "direction-decide"
    OTHERS_SEE = "others-see"
    GRANT_GIVE = "grant-give"
    PROGRESS_POST = "progress-post"
    LEDGER_READ = "ledger-read"
    LEDGER_EXPORT = "ledger-export"
    READS_AUDIT = "reads-audit"
    OUTCOMES_SEE = "outcomes-see"
    REPORT_RUN = "report-run"
    RETURN_MAKE = "return-make"
    RETURN_FREEZE = "return-freeze"
    OFFICERS_MANAGE = "officers-manage"
    HRMS_NUMBER_DECIDE = "hrms-number-decide"
    CALENDAR_MANAGE = "calendar-manage"


_INTAKE = frozenset({Role.CLERK, Role.VO, Role.CVO})
_CASE = frozenset({Role.VO, Role.CVO, Role.INQUIRING_OFFICER})
_VIGILANCE = frozenset({Role.VO, Role.CVO})

PERMISSIONS: dict[Permission, frozenset[Role]] = {
    Permission.SIGN_IN_HOME: OFFICER_ROLES,
    Permission.CLOCK_COMPUTE: OFFICER_ROLES - {Role.LIAISON},
    Permission.INTAKE_SEE: _INTAKE,
    Permission.INTAKE_REGISTER: frozenset({Role.CLERK}),
    Permission.HELD_DECIDE: frozenset({Role.CLERK, Role.CVO}),
    Permission.CHANNELS_SEE: frozenset({Role.CLERK, Role.CVO, Role.ADMIN}),
    Permission.CHANNELS_MANAGE: frozenset({Role.ADMIN}),
    Permission.COMPLAINT_READ: _INTAKE | {Role.REVIEWING_OFFICER},
    Permission.COMPLAINT_STEP: _INTAKE,
    Permission.CASE_READ: _CASE | {Role.REVIEWING_OFFICER},
    Permission.CASE_STEP: _CASE,
    Permission.PROCEEDING_READ: _CASE,
    Permission.PROCEEDING_STEP: _VIGILANCE,
    Permission.INQUIRY_HOLD: frozenset({Role.INQUIRING_OFFICER}),
    Permission.MATTER_STEP: _INTAKE,
    Permission.AFTER_CLOSING_SEE: _VIGILANCE | {Role.REVIEWING_OFFICER},
    Permission.APPEAL_DECIDE: frozenset({Role.CVO, Role.REVIEWING_OFFICER}),
    Permission.RADAR_SEE: _VIGILANCE,
    Permission.ASSIGN: frozenset({Role.CVO}),
    Permission.HANDOVER: frozenset({Role.CVO}),
    Permission.DELEGATE: _CASE,
    Permission.LETTER_WRITE: _VIGILANCE,
    Permission.LETTER_APPROVE: frozenset({Role.CVO}),
    Permission.NOTE_WRITE: _INTAKE | _CASE,
    Permission.PAPER_READ: _CASE | {Role.REVIEWING_OFFICER},
    Permission.PAPER_ADD: _INTAKE | _CASE | {Role.DISTRICT},
    Permission.MESSAGE_COMPLAINANT: _VIGILANCE,
    Permission.IDENTITY_OPEN: _VIGILANCE,
    Permission.WALL_DECLARE: _CASE,
    Permission.STAY_RECORD: _VIGILANCE,
    Permission.FACTUAL_REPORT_ANSWER: frozenset({Role.DISTRICT}),
    Permission.CVO_DESK: frozenset({Role.CVO}),
    Permission.REVIEW_SEE: _VIGILANCE | {Role.PRINCIPAL_SECRETARY},
    Permission.REVIEW_RECORD: frozenset({Role.CVO, Role.PRINCIPAL_SECRETARY}),
    Permission.REVIEW_MARK: frozenset({Role.CVO, Role.PRINCIPAL_SECRETARY}),
    Permission.SITTING_SEE: _CASE | {Role.PRINCIPAL_SECRETARY, Role.MINISTER, Role.LIAISON},
    Permission.SITTING_HOLD: frozenset({Role.CVO}),
    Permission.SITTING_SIGN: frozenset({Role.CVO, Role.PRINCIPAL_SECRETARY, Role.MINISTER}),
    Permission.MINISTER_SHEET: frozenset({Role.MINISTER, Role.CVO}),
    Permission.DIRECTION_GIVE: frozenset({Role.MINISTER}),
    Permission.DIRECTION_ANSWER: _CASE | {Role.PRINCIPAL_SECRETARY},
    Permission.DIRECTION_RECORD: frozenset({Role.CVO}),
    Permission.DIRECTION_DECIDE: frozenset({Role.CVO, Role.PRINCIPAL_SECRETARY, Role.MINISTER}),
    Permission.OTHERS_SEE: _VIGILANCE | {Role.PRINCIPAL_SECRETARY},
    Permission.GRANT_GIVE: frozenset({Role.CVO}),
    Permission.PROGRESS_POST: frozenset({Role.LIAISON}),
    Permission.LEDGER_READ: frozenset({Role.AUDITOR}),
    Permission.LEDGER_EXPORT: frozenset({Role.AUDITOR}),
    Permission.READS_AUDIT: frozenset({Role.AUDITOR, Role.CVO}),
    Permission.OUTCOMES_SEE: frozenset({Role.AUDITOR, Role.CVO}),
    Permission.REPORT_RUN: frozenset({Role.VO, Role.CVO, Role.AUDITOR}),
    Permission.RETURN_MAKE: frozenset({Role.AUDITOR, Role.CVO}),
    Permission.RETURN_FREEZE: frozenset({Role.CVO}),
    Permission.OFFICERS_MANAGE: frozenset({Role.ADMIN}),
    # The second person; where it is the CVO's own number, the level above him or another administrator.
    Permission.HRMS_NUMBER_DECIDE: frozenset({Role.ADMIN, Role.CVO, Role.PRINCIPAL_SECRETARY}),
    Permission.CALENDAR_MANAGE: frozenset({Role.ADMIN}),
}


def allowed(roles: Iterable[Role], permission: Permission) -> bool:
    """Whether somebody acting in these roles has this permission."""
    return not PERMISSIONS[permission].isdisjoint(roles)


def permissions_of(roles: Iterable[Role]) -> frozenset[Permission]:
    """Everything these roles together may do."""
    return _permissions_of(frozenset(roles))


@cache
def _permissions_of(held: frozenset[Role]) -> frozenset[Permission]:
    return frozenset(permission for permission in Permission if allowed(held, permission))


def printed_table() -> str:
    """The table as Markdown, one row a permission and one column a role, for the documents."""
    columns = [role for role in Role if role in OFFICER_ROLES]
    lines = [
        "| Permission | " + " | ".join(columns) + " |",
        "| --- |" + " --- |" * len(columns),
    ]
    for permission, roles in PERMISSIONS.items():
        cells = ["yes" if role in roles else "" for role in columns]
        lines.append(f"| {permission} | " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"
