"""The job that makes ordered files: in the sight the reader has when it is made, and never twice on the ledger."""

import logging
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from vigilance.accounts.models import Officer
from vigilance.accounts.queries import actor_of_officer
from vigilance.complaints.office import Office
from vigilance.database.acting import act_as
from vigilance.database.engine import Database
from vigilance.domain.actors import SYSTEM
from vigilance.domain.dates import ist_day
from vigilance.domain.errors import Invalid, OfficeError
from vigilance.domain.words import Words
from vigilance.returns import ordering
from vigilance.returns.exporting import Order, Rows, rows_of, write_file
from vigilance.returns.known_words import know_words
from vigilance.returns.models import ExportOrder, WhyRefused
from vigilance.returns.report_table import REPORTS, cap_of
from vigilance.returns.sealed_file import remove_file, seal_file
from vigilance.sealing.errors import StorageFailed

LOG = logging.getLogger(__name__)
STEP = 2000
"""After so many rows a worker says how far it is."""


class NotWanted(OfficeError):
    """The order was destroyed while it was made, or another worker has it."""

    code = "not-wanted"


class RightLost(OfficeError):
    """The reader may no longer run the report."""

    code = "right-lost"


@dataclass(frozen=True, slots=True)
class _Desk:
    """Where orders are made; its clock goes on from the instant at which the job began."""

    database: Database
    office: Office
    began: datetime
    started: float

    @property
    def now(self) -> datetime:
        return self.began + timedelta(seconds=time.monotonic() - self.started)


def make_ordered(database: Database, office: Office, at: datetime) -> int:
    """Make what was ordered, one after another, and destroy what was kept long enough; how many were dealt with."""
    know_words()
    desk = _Desk(database, office, at, time.monotonic())
    dealt_with = _destroy_old(desk)
    while True:
        with database.writing() as session, session.begin():
            leased = ordering.lease_next(act_as(session, SYSTEM), desk.now)
        if leased is None:
            return dealt_with
        _make(desk, leased)
        dealt_with += 1


def _make(desk: _Desk, leased: ExportOrder) -> None:
    try:
        _make_file(desk, leased)
    except NotWanted:
        LOG.info("an ordered file is not wanted any more number=%s", leased.number)
    except RightLost:
        _refuse(desk, leased, WhyRefused.RIGHT_LOST)
    except Invalid:
        _refuse(desk, leased, WhyRefused.TOO_MANY)
    except StorageFailed:
        LOG.warning("an ordered file could not be kept number=%s", leased.number)
        with desk.database.writing() as session, session.begin():
            ordering.put_off(act_as(session, SYSTEM), leased, desk.now)


def _make_file(desk: _Desk, leased: ExportOrder) -> None:
    """Read, write, seal, and only then say that it is there; what is broken off is begun again from the first row."""
    begun = desk.now
    order = _order(desk, leased)
    rows_of(desk.database, order)
    reference = desk.office.reference

    def watch(rows: Rows) -> Iterator[tuple[Any, ...]]:
        for count, row in enumerate(rows):
            if count and not count % STEP:
                _say(desk, leased, count)
            yield row

    spool, rows = write_file(desk.database, order, reference, leased.number, begun, watch=watch)
    with spool:
        _say(desk, leased, rows)
        file = seal_file(spool, desk.office)
        made = ordering.Finished(
            file=file,
            rows=rows,
            sha256=spool.sha256,
            begun=begun,
            kept_until=desk.now + timedelta(hours=desk.office.settings.export_keep_hours),
        )
    with desk.database.writing() as session, session.begin():
        if ordering.make_ready(act_as(session, SYSTEM), leased, order, made):
            return
    remove_file(file.name, desk.office)


def _order(desk: _Desk, leased: ExportOrder) -> Order:
    """The order with the rights and the sight of its reader as they are now."""
    with desk.database.reading() as session:
        officer = session.get_one(Officer, leased.officer_id)
        reader = actor_of_officer(session, leased.officer_id, desk.now)
    if not officer.active or not ordering.may_run(leased.report, reader.roles):
        raise RightLost(leased.number)
    return Order(
        REPORTS[leased.report],
        ordering.asked_in(leased, ist_day(desk.now)),
        leased.form,
        leased.language,
        reader,
        Words(hi=officer.name_hi, en=officer.name_en),
        cap_of(reader.roles),
        waited_for=False,
    )


def _say(desk: _Desk, leased: ExportOrder, rows: int) -> None:
    with desk.database.writing() as session, session.begin():
        wanted = ordering.still_wanted(act_as(session, SYSTEM), leased, rows, desk.now)
    if not wanted:
        raise NotWanted(leased.number)


def _refuse(desk: _Desk, leased: ExportOrder, why: WhyRefused) -> None:
    with desk.database.writing() as session, session.begin():
        ordering.refuse(act_as(session, SYSTEM), leased, why)


def _destroy_old(desk: _Desk) -> int:
    """First the keys are forgotten, then the noise goes: a file whose row went first would lie there for ever."""
    with desk.database.writing() as session, session.begin():
        ended = ordering.end_old(act_as(session, SYSTEM), desk.now)
    with desk.database.reading() as session:
        names = ordering.left_over(act_as(session, SYSTEM))
    for name in names:
        remove_file(name, desk.office)
        with desk.database.writing() as session, session.begin():
            ordering.forget_file(act_as(session, SYSTEM), name)
    return ended
