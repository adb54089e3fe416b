"""The table of background jobs."""

import logging
from datetime import datetime, timedelta

from vigilance.arrivals.conversation.attending import attend_due
from vigilance.arrivals.mail_acknowledgement import tell_owed
from vigilance.arrivals.mailbox_watch import poll_due
from vigilance.arrivals.media import fetch_due
from vigilance.arrivals.spool import drain_arrivals
from vigilance.arrivals.understanding import understand_due
from vigilance.audit.sealer import seal
from vigilance.cases.rolling import roll_age_bands
from vigilance.cli.jobs import Job
from vigilance.cli.orphans_job import sweep_orphans
from vigilance.clocks.policy import keep_policy
from vigilance.clocks.recomputing import check_clocks
from vigilance.clocks.rules import rules_in_force
from vigilance.clocks.sweep import raise_alerts
from vigilance.complaints.office import Office
from vigilance.complaints.receipts import forget_old_tries
from vigilance.complaints.spool import drain_spool
from vigilance.correspondence.answers import forget_answers
from vigilance.correspondence.jobs import send_due
from vigilance.correspondence.replies import forget_replies
from vigilance.database.acting import act_as
from vigilance.database.engine import Database
from vigilance.domain.actors import SYSTEM
from vigilance.domain.dates import ist_day
from vigilance.evidence.inspecting import inspect_due
from vigilance.evidence.previewing import preview_due, renew_previews
from vigilance.proceedings.rolling import roll_tracks
from vigilance.reports import ledger_checks, review_checks, totals_checks
from vigilance.reports.ahead import count_due
from vigilance.reports.gravity import weigh_cases
from vigilance.returns.jobs import deliver_reports, note_reading
from vigilance.returns.making import make_ordered
from vigilance.reviews.jobs import keep_review_turns
from vigilance.settings import Settings

LOG = logging.getLogger(__name__)
POLL = "poll-mailboxes"
"""For who runs the jobs once; whoever keeps them running watches each mailbox in a thread of its own."""


def job_table(settings: Settings) -> tuple[Job, ...]:
    """Every job of this office, with how often it runs."""
    return (
        Job("drain-spool", timedelta(seconds=settings.outbox_seconds), drain_spool),
        Job("drain-arrivals", timedelta(seconds=settings.outbox_seconds), drain_arrivals),
        Job(POLL, timedelta(seconds=settings.poll_seconds), poll_due),
        Job("understand-arrivals", timedelta(seconds=settings.understand_seconds), understand_due),
        Job("close-conversations", timedelta(seconds=settings.understand_seconds), attend_due),
        Job("fetch-media", timedelta(seconds=settings.outbox_seconds), fetch_due),
        Job("inspect-papers", timedelta(seconds=settings.inspect_seconds), _inspect),
        Job("inspect-older-papers", timedelta(minutes=10), _inspect_older),
        Job("draw-papers", timedelta(seconds=settings.inspect_seconds), _draw, apart=True),
        Job("draw-older-papers", timedelta(minutes=10), _draw_older, apart=True),
        Job("renew-previews", timedelta(days=1), _renew, apart=True),
        Job("remove-orphans", timedelta(days=1), sweep_orphans),
        Job("seal-ledger", timedelta(seconds=settings.seal_seconds), _seal),
        Job("tell-owed-numbers", timedelta(seconds=settings.clock_seconds), tell_owed),
        Job("send-messages", timedelta(seconds=settings.outbox_seconds), _send),
        Job("raise-alerts", timedelta(seconds=settings.clock_seconds), _alert),
        Job("keep-review-turns", timedelta(seconds=settings.clock_seconds), keep_review_turns),
        Job("roll-ages", timedelta(seconds=settings.roll_seconds), _roll),
        Job("weigh-cases", timedelta(seconds=settings.roll_seconds), weigh_cases),
        Job("count-due", timedelta(seconds=settings.roll_seconds), count_due),
        Job("keep-policy", timedelta(seconds=settings.clock_seconds), _keep_policy),
        Job("check-clocks", timedelta(days=1), _check),
        Job("check-ledger", timedelta(days=1), _check_ledger),
        Job("check-totals", timedelta(days=1), _check_totals),
        Job("check-reviews", timedelta(days=1), _check_reviews),
        Job("deliver-reports", timedelta(seconds=settings.clock_seconds), deliver_reports),
        Job(
            "make-ordered-files",
            timedelta(seconds=settings.outbox_seconds),
            make_ordered,
            apart=True,
        ),
        Job("note-reading", timedelta(days=1), note_reading),
        Job("forget-answers", timedelta(seconds=settings.roll_seconds), _forget),
    )


def _seal(database: Database, office: Office, at: datetime) -> int:
    return seal(database, office.keyring, office.settings.office_code, at)


def _send(database: Database, office: Office, at: datetime) -> int:
    return send_due(database, office.keyring, office.settings, at)


def _inspect(database: Database, office: Office, at: datetime) -> int:
    return inspect_due(database, office.keyring, office.settings, at)


def _inspect_older(database: Database, office: Office, at: datetime) -> int:
    """Papers entered with a day long past, as from older registers: a look at every paper, now and then."""
    return inspect_due(database, office.keyring, office.settings, at, all_days=True)


def _draw(database: Database, office: Office, at: datetime) -> int:
    return preview_due(database, office.keyring, office.settings, at)


def _draw_older(database: Database, office: Office, at: datetime) -> int:
    """As for the inspections."""
    return preview_due(database, office.keyring, office.settings, at, all_days=True)


def _renew(database: Database, office: Office, at: datetime) -> int:  # noqa: ARG001 -- every job has this form
    return renew_previews(database, at)


def _alert(database: Database, office: Office, at: datetime) -> int:
    with database.reading() as session:
        rules = rules_in_force(session, office.settings.config_dir)
    return raise_alerts(database, rules, ist_day(at), at)


def _roll(database: Database, office: Office, at: datetime) -> int:  # noqa: ARG001 -- every job has this form
    return roll_age_bands(database, ist_day(at)) + roll_tracks(database, ist_day(at))


def _keep_policy(database: Database, office: Office, at: datetime) -> int:
    """What of the limits and holidays can be read is kept, to go on with when a file is broken."""
    with database.writing() as session, session.begin():
        act_as(session, SYSTEM)
        return keep_policy(session, office.settings.config_dir, at)


def _check(database: Database, office: Office, at: datetime) -> int:
    """The nightly alarm: a kept clock that does not say what the rules make of it."""
    with database.reading() as session:
        rules = rules_in_force(session, office.settings.config_dir)
    found = check_clocks(database, rules, at)
    for one in found:
        LOG.warning("kept clock set right: %s, %s", one.record_number, one.limit)
    return len(found)


def _check_ledger(database: Database, office: Office, at: datetime) -> int:
    """The nightly alarm: something that is not as it was sealed; the auditor's page shows what."""
    found = ledger_checks.check_and_tell(database, office.keyring, office.settings.office_code, at)
    if found:
        LOG.error("the ledger is not as it was sealed: %s findings", found)
    return found


def _check_totals(database: Database, office: Office, at: datetime) -> int:  # noqa: ARG001 -- every job has this form
    """The nightly alarm: a figure that is not what the register holds; the auditor's page shows which."""
    found = totals_checks.check_and_tell(database, at)
    if found:
        LOG.error("%s kept totals are not what the register holds", found)
    return found


def _check_reviews(database: Database, office: Office, at: datetime) -> int:
    """The nightly alarm: something pending that nobody would review; the auditor's page shows what."""
    found = review_checks.check_and_tell(database, office.settings.config_dir, at)
    if found:
        LOG.error("%s pending matters stand in no review queue that somebody sees", found)
    return found


def _forget(database: Database, office: Office, at: datetime) -> int:  # noqa: ARG001 -- every job has this form
    with database.writing() as session, session.begin():
        forget_old_tries(session, at - timedelta(days=1))
        return forget_answers(session, at=at) + forget_replies(session, at=at)
