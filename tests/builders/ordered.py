"""Ordered files in tests: ordering, the row, its entries on the ledger, the sealed file."""

from sqlalchemy import select

from tests.builders.cases import day
from vigilance.audit.models import Event, EventPayload
from vigilance.returns.models import ExportOrder

SPAN = {"since": "01/01/2026", "until": "31/01/2026"}
AT = day(30)
REGISTER = "/office/reports/complaint-register/export"
FILES = "/office/reports/files"


def order(browser, form="csv", address=REGISTER):
    return browser.post(address, data={**SPAN, "form": form})


def the_order(session):
    statement = select(ExportOrder).execution_options(populate_existing=True)
    return session.scalars(statement).one()


def events(session, kind):
    found = session.scalars(select(Event).where(Event.type == kind).order_by(Event.at, Event.id))
    return [(event, session.get_one(EventPayload, event.id).body) for event in found]


def take(browser, session):
    return browser.post(f"{FILES}/{the_order(session).id}/take")


def blobs(office):
    return [path for path in office.settings.blobs_dir.glob("??/*") if path.is_file()]
