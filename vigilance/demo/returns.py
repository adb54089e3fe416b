"""Returns, a saved report, an ordered file and a note on reading, so that these pages have something to show."""

from datetime import datetime, timedelta

from vigilance.complaints.office import Office
from vigilance.database.acting import act_as
from vigilance.database.engine import Database
from vigilance.domain.actors import SYSTEM, Actor
from vigilance.domain.calendar import CalendarKind, later_by_months
from vigilance.domain.dates import ist_day
from vigilance.domain.reading import ReadingRule
from vigilance.domain.return_periods import Cadence, period_at
from vigilance.domain.roles import Role
from vigilance.domain.words import Words
from vigilance.returns.exporting import Order, rows_of
from vigilance.returns.freezing import freeze
from vigilance.returns.looked import week_of
from vigilance.returns.models import ReadingNote
from vigilance.returns.ordering import order_export
from vigilance.returns.report_table import REPORTS, cap_of
from vigilance.returns.saving import NewSaved, deliver_due, save_report
from vigilance.returns.shapes import Asked

OFTEN, USUAL = 41, 9
WHO = Words(hi="मुख्य सतर्कता अधिकारी", en="Chief Vigilance Officer")


def make_returns(
    database: Database, office: Office, *, cvo: Actor, vo: Actor, at: datetime
) -> None:
    """Freeze the last two months, schedule and order a register for the CVO, and note a week of much reading."""
    today = ist_day(at)
    last = period_at(Cadence.MONTHLY, today).before
    with database.writing() as session, session.begin():
        act_as(session, SYSTEM)
        for period in (last.before, last):
            freeze(session, period, by=cvo, at=at)
        if cvo.officer_id is None or vo.officer_id is None:
            raise RuntimeError("the demonstration's officers are entered first")
        new = NewSaved("मासिक शिकायत पंजी", "complaint-register", {}, Cadence.MONTHLY, (Role.VO,))
        save_report(session, new, owner=cvo.officer_id, roles=cvo.roles, at=at)
        calendar = office.rules(session).calendars[CalendarKind.HQ]
        deliver_due(session, last.after + timedelta(days=10), calendar, at)
        report = REPORTS["complaint-register"]
        asked = Asked(later_by_months(today, -12), today)
        order = Order(report, asked, "xlsx", "hi", cvo, WHO, cap_of(cvo.roles))
        order_export(session, order, rows=rows_of(database, order), at=at)
        session.add(
            ReadingNote(
                week=week_of(today) - timedelta(days=7),
                officer_id=vo.officer_id,
                rule=ReadingRule.FAR_MORE.value,
                count=OFTEN,
                usual=USUAL,
                noted_at=at,
            )
        )
