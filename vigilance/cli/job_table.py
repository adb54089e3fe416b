"""The table of background jobs."""

import logging
from datetime import datetime, timedelta

from vigilance.audit.sealer import seal
from vigilance.cases.rolling import roll_age_bands
from vigilance.cli.jobs import Job
from vigilance.clocks.rebuilding import check_clocks
from vigilance.clocks.rules import rules_in_force
from vigilance.clocks.sweep import raise_alerts
from vigilance.complaints.office import Office
from vigilance.complaints.receipts import forget_old_tries
from vigilance.complaints.spool import drain_spool
from vigilance.correspondence.answers import forget_answers
from vigilance.correspondence.jobs import send_due
from vigilance.database.engine import Database
from vigilance.domain.dates import ist_day
from vigilance.reports.ledger_checks import check_and_tell
from vigilance.settings import Settings

LOG = logging.getLogger(__name__)


def job_table(settings: Settings) -> tuple[Job, ...]:
    """Every job of this office, with how often it runs."""
    return (
        Job("drain-spool", timedelta(seconds=settings.outbox_seconds), drain_spool),
        Job("seal-ledger", timedelta(seconds=settings.seal_seconds), _seal),
        Job("send-messages", timedelta(seconds=settings.outbox_seconds), _send),
        Job("raise-alerts", timedelta(seconds=settings.clock_seconds), _alert),
        Job("roll-ages", timedelta(seconds=settings.roll_seconds), _roll),
        Job("check-clocks", timedelta(days=1), _check),
        Job("check-ledger", timedelta(days=1), _check_ledger),
        Job("forget-answers", timedelta(seconds=settings.roll_seconds), _forget),
    )


def _seal(database: Database, office: Office, at: datetime) -> int:
    return seal(database, office.keyring, office.settings.office_code, at)


def _send(database: Database, office: Office, at: datetime) -> int:
    return send_due(database, office.keyring, office.settings, at)


def _alert(database: Database, office: Office, at: datetime) -> int:
    with database.reading() as session:
        rules = rules_in_force(session, office.settings.config_dir)
    return raise_alerts(database, rules, ist_day(at), at)


def _roll(database: Database, office: Office, at: datetime) -> int:  # noqa: ARG001 -- every job has this form
    return roll_age_bands(database, ist_day(at))


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
    found = check_and_tell(database, office.keyring, office.settings.office_code, at)
    if found:
        LOG.error("the ledger is not as it was sealed: %s findings", found)
    return found


def _forget(database: Database, office: Office, at: datetime) -> int:  # noqa: ARG001 -- every job has this form
    with database.writing() as session, session.begin():
        forget_old_tries(session, at - timedelta(days=1))
        return forget_answers(session, at=at)
