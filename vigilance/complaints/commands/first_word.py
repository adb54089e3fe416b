"""The acknowledgement given at once, where the complainant is still there (domain.md, decision 5)."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from vigilance.clocks.models import Clock
from vigilance.clocks.rules import ClockRules
from vigilance.complaints.commands.steps import take_step
from vigilance.complaints.models import Complaint
from vigilance.complaints.office import Office
from vigilance.complaints.preparation import Prepared
from vigilance.correspondence.commands import send_notice
from vigilance.correspondence.notices import Notice
from vigilance.correspondence.outbox import CHATS, MAILBOX_ONLY, Way, sealed_values
from vigilance.domain.actors import SYSTEM
from vigilance.domain.dates import day_in_words, ist_day
from vigilance.domain.lanes import Channel
from vigilance.domain.numbering import grouped
from vigilance.domain.workflows.complaint import Action

AT_ONCE = frozenset({Channel.WEB, *(Channel(kind.value) for kind in CHATS)})
"""The channels on which the number is told while the complainant is still there.

A mail is acknowledged by whoever hears it (arrivals/mail_acknowledgement.py): once a day to one sender.
"""
WHERE_REACHED = frozenset({Channel.FIELD_VISIT, Channel.FORM})
"""The channels on which somebody else wrote it down: the person is told as well, where he gave a way to reach him."""


def acknowledge_at_once(
    session: Session,
    complaint: Complaint,
    prepared: Prepared,
    clocks: Sequence[Clock],
    *,
    rules: ClockRules,
    office: Office,
) -> None:
    """Acknowledge a complaint in the transaction that registers it, where its channel allows that."""
    at, rows = prepared.at, []
    if complaint.imported_id is None:
        reached = complaint.channel in WHERE_REACHED and prepared.address is not None
        if complaint.channel not in AT_ONCE and not reached:
            return
        rows.append(_told(session, complaint, prepared, office))
    # What was imported was acknowledged long ago, on paper or by another system: nobody is written to.
    take_step(
        session, complaint, Action.ACKNOWLEDGE, by=SYSTEM, at=at, rules=rules, rows=rows,
        clocks=clocks,
    )  # fmt: skip


def _told(session: Session, complaint: Complaint, prepared: Prepared, office: Office) -> object:
    values = {
        "reference": grouped(complaint.reference),
        "day": day_in_words(ist_day(prepared.at), complaint.language),
    }
    return send_notice(
        session,
        complaint.record,
        Notice.ACKNOWLEDGEMENT,
        complaint.language,
        by=SYSTEM,
        at=prepared.at,
        values=values,
        mailbox_public=prepared.receipt.mailbox_public,
        recipient=prepared.key.public,
        way=_way(complaint, prepared, values, office),
    )


def _way(complaint: Complaint, prepared: Prepared, values: dict[str, str], office: Office) -> Way:
    """By a chat the secret code goes with the number, this once: there is no page on which it could be shown."""
    if prepared.address is None:
        return MAILBOX_ONLY
    kind, notice = prepared.address.kind, Notice.ACKNOWLEDGEMENT_REPLY
    if kind in CHATS and not prepared.told:
        notice = Notice.ACKNOWLEDGEMENT_CODE
        values = values | {"secret": grouped(prepared.secret)}
    return Way(
        came_by=complaint.channel,
        in_words=notice,
        sealed=sealed_values(office.keyring, values),
        kind=kind,
        thread=complaint.reference,
    )
