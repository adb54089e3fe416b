"""Outside text into what is asked of a report."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from vigilance.clocks.schemas import Day
from vigilance.domain.calendar import later_by_months
from vigilance.domain.dates import EARLIEST
from vigilance.domain.errors import Invalid
from vigilance.reference import Reference
from vigilance.returns.files import FORMS
from vigilance.returns.report_table import AnyReport
from vigilance.returns.shapes import Asked

LONGEST_CURSOR = 2000
MONTHS_SHOWN = 11
FILTERS = ("part", "district", "lane", "stage", "group", "track")
BACKWARDS = _l("The last day lies before the first.")
UNKNOWN = "Choose one of the values of the list."


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
    after = fields.String(load_default=None, validate=validate.Length(max=LONGEST_CURSOR))

    @validates_schema
    def _forwards(self, values: dict[str, Any], **_options: Any) -> None:
        since, until = values.get("since"), values.get("until")
        if since and until and until < since:
            raise ValidationError({"until": [BACKWARDS]})


class ExportForm(ReportAddress):
    """The same as a form, with the kind of file."""

    form = fields.String(required=True, validate=validate.OneOf(sorted(FORMS)))


def asked_of(
    report: AnyReport, values: Mapping[str, Any], reference: Reference, today: date
) -> Asked:
    """What is asked of this report; Invalid for a filter it does not have or a value that is none of its own."""
    until: date = values.get("until") or max(today, values.get("since") or EARLIEST)
    since = values.get("since") or later_by_months(until.replace(day=1), -MONTHS_SHOWN)
    chosen = {name: values[name] for name in FILTERS if values.get(name)}
    known = {each.name: each for each in report.filters}
    for name, value in chosen.items():
        narrows = known.get(name)
        if narrows is None or value not in (narrows.choices or reference.districts):
            raise Invalid({name: [UNKNOWN]})
    return Asked(since, until, chosen)
