"""Outside text into what is asked of a report."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from marshmallow import Schema, fields, validate

from vigilance.clocks.schemas import Day
from vigilance.domain.calendar import later_by_months
from vigilance.domain.errors import Invalid
from vigilance.reference import Reference
from vigilance.returns.files import FORMS
from vigilance.returns.report_table import AnyReport
from vigilance.returns.shapes import Asked
from vigilance.web.cursors import LONGEST_CURSOR

MONTHS_SHOWN = 11
FILTERS = ("part", "district", "lane", "stage", "group", "track", "office", "standing")
BACKWARDS = "The last day lies before the first."
NOT_YET = "This time has not come yet."
UNKNOWN = "Choose one of the values of the list."


class Nothing(Schema):
    """A form without fields: a button that was pressed."""


class ReportAddress(Schema):
    """What the address of a report says: from and to, the filters, where the page begins."""

    since = Day(load_default=None)
    until = Day(load_default=None)
    part = fields.String(validate=validate.Length(max=60))
    district = fields.String(validate=validate.Length(max=60))
    lane = fields.String(validate=validate.Length(max=60))
    stage = fields.String(validate=validate.Length(max=60))
    group = fields.String(validate=validate.Length(max=60))
    track = fields.String(validate=validate.Length(max=60))
    office = fields.String(validate=validate.Length(max=60))
    standing = fields.String(validate=validate.Length(max=60))
    after = fields.String(load_default=None, validate=validate.Length(max=LONGEST_CURSOR))


class MattersAddress(ReportAddress):
    """Which figure of a report's line the matters are asked of."""

    figure = fields.String(required=True, validate=validate.Length(max=60))
    line = fields.String(required=True, validate=validate.Length(max=200))


class ExportForm(ReportAddress):
    """The same as a form, with the kind of file."""

    form = fields.String(required=True, validate=validate.OneOf(sorted(FORMS)))


def asked_of(
    report: AnyReport, values: Mapping[str, Any], reference: Reference, today: date
) -> Asked:
    """What is asked of this report; Invalid for a time that cannot be, or a filter that is none of its own."""
    until: date = values.get("until") or today
    since = values.get("since") or later_by_months(until.replace(day=1), -MONTHS_SHOWN)
    if since > today:
        raise Invalid({"since": [NOT_YET]})
    if until < since:
        raise Invalid({"until": [BACKWARDS]})
    chosen = {name: values[name] for name in FILTERS if values.get(name)}
    known = {each.name: each for each in report.filters}
    for name, value in chosen.items():
        narrows = known.get(name)
        if narrows is None or value not in (narrows.choices or reference.districts):
            raise Invalid({name: [UNKNOWN]})
    return Asked(since, until, chosen, today)
