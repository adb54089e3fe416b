"""A report as its page draws it: filters, one page of rows, and the files it can be taken as."""

import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

from flask import render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from vigilance.accounts.signing_in import current_officer
from vigilance.complaints.schemas import current_office
from vigilance.complaints.subject import district_choices
from vigilance.database.acting import act_as
from vigilance.domain.actors import SYSTEM
from vigilance.domain.errors import Invalid, NotFound
from vigilance.domain.roles import Role
from vigilance.reports.matters_behind import MOST_SHOWN, seen_of, things_in
from vigilance.returns import pdf, queries
from vigilance.returns.files import FORMS
from vigilance.returns.report_table import AnyReport, cap_of
from vigilance.returns.saving import SCHEDULED
from vigilance.returns.shapes import NUMBERS, Asked, Counted, Kind
from vigilance.returns.speaking import Speaker
from vigilance.web.choices import choices
from vigilance.web.cursors import read_cursor, seal_cursor
from vigilance.web.filters import day as day_words
from vigilance.web.forms import Form
from vigilance.web.guard import current_roles
from vigilance.web.input import in_words
from vigilance.web.labels import label_of
from vigilance.web.language import language
from vigilance.web.navigation import file_url
from vigilance.web.session import current_session, database


def url_of_letter(number: str) -> str:
    """The letter of this number of the register."""
    return url_for("letters.one", number=number)


LINE_MARK = ","
"""Between the values by which a line of figures is known."""
NAMING = {"number": file_url, "case": file_url, "complaint": file_url, "letter": url_of_letter}
"""The columns that name a file, and where it is read."""
Shown = tuple[str, str | None]
"""A cell, and the address of the file it names."""


def said(error: Invalid) -> Mapping[str, list[str]]:
    """What is wrong, in the reader's language."""
    return in_words(error.fields)


def typed() -> dict[str, str]:
    """What the address says, without where the page begins."""
    return {name: value for name, value in request.args.items() if name != "after"}


def shown(asked: Asked) -> dict[str, str]:
    """What is asked as the fields of the form hold it."""
    days = {"since": asked.since, "until": asked.until}
    return {name: f"{day:%d/%m/%Y}" for name, day in days.items()} | dict(asked.chosen)


def _to(endpoint: str, **said: str) -> str:
    """An address; the schema let in known names only."""
    return url_for(endpoint, **said)  # type: ignore[arg-type]  # texts


def report_page(
    found: AnyReport,
    form: Form,
    asked: Asked | None = None,
    token: str | None = None,
    *,
    slow: Asked | None = None,
) -> str:
    """The page; without anything asked it shows the form alone, with what is wrong.

    `slow` was asked and takes longer than a page may: it can be ordered.
    """
    lines, older = _lines(found, asked, token) if asked else ([], None)
    kept = asked or slow
    spoken = language()
    return render_template(
        "returns/report.html",
        report=found,
        title=found.title.said_in(spoken),
        about=found.about.said_in(spoken),
        form=form,
        asked=asked,
        slow=slow is not None,
        filters=_filters(found),
        labels={each.name: each.words.said_in(spoken) for each in found.filters},
        heads=_heads(found, spoken),
        numbers=[column.kind in NUMBERS for column in found.columns],
        days=[column.kind is Kind.DAY for column in found.columns],
        lines=lines,
        older=older,
        newest=_to("reports.report", name=found.name, **typed()) if token else None,
        divisions=district_choices(),
        forms=sorted(FORMS),
        kept=shown(kept) if kept else {},
        cap=cap_of(current_roles()),
        pdf_cap=min(cap_of(current_roles()), pdf.MOST_ROWS),
        at_once=current_office().settings.export_rows_at_once,
        cadences=choices(SCHEDULED),
        readers=choices(sorted(found.by)) if Role.CVO in current_roles() else [],
        own=not (isinstance(found, Counted) and found.whole),
    )


def _heads(found: AnyReport, spoken: str) -> list[str | tuple[str, str]]:
    return [
        (column.words.said_in(spoken), "num")
        if column.kind in NUMBERS
        else column.words.said_in(spoken)
        for column in found.columns
    ]


def _filters(found: AnyReport) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """Each filter's name, words and lines to choose from; districts come with their own component."""
    spoken = language()
    return [
        (
            each.name,
            each.words.said_in(spoken),
            [
                (choice.value, label_of(each.coded(choice.value)).said_in(spoken))
                for choice in each.choices
                if each.coded
            ],
        )
        for each in found.filters
    ]


def _lines(
    found: AnyReport, asked: Asked, token: str | None
) -> tuple[list[list[Shown]], str | None]:
    speaker = Speaker(language(), current_office().reference)
    if isinstance(found, Counted):
        with _sight(found) as session:
            rows = queries.counted_rows(session, found, asked)
        return [_figures(found, row, speaker, asked) for row in rows], None
    listing = f"report {found.name} {asked.since} {asked.until} {sorted(asked.chosen.items())}"
    page = queries.page_of(current_session(), found, asked, _after(listing, token))
    older = None
    if page.following:
        at, row_id = page.following
        key = {"at": at.isoformat(), "id": row_id.hex}
        sealed = seal_cursor(listing, current_officer().officer_id, key)
        older = _to("reports.report", name=found.name, after=sealed, **typed())
    return [_line(found, row[: -queries.KEY], speaker) for row in page.rows], older


@contextmanager
def _sight(found: Counted) -> Iterator[Session]:
    """In whose sight a report is counted: the whole office's, or the reader's own."""
    if not found.whole:
        yield current_session()
        return
    with database().reading() as session:
        yield act_as(session, SYSTEM)


def _figures(found: Counted, row: Any, speaker: Speaker, asked: Asked) -> list[Shown]:
    """The cells of a line of figures, each with the address of what it counts, for who sees records."""
    line = LINE_MARK.join(found.line_of(row))
    opens = found.things is not None and Role.CVO in current_roles()
    return [
        (
            speaker.shown(column, value),
            _to("reports.matters", name=found.name, figure=column.name, line=line, **shown(asked))
            if opens and value and column.name in found.heads
            else None,
        )
        for column, value in zip(found.columns, row, strict=True)
    ]


def matters_page(found: Counted, asked: Asked, figure: str, line: tuple[str, ...]) -> str:
    """The rows behind one figure; NotFound where the report has no such line."""
    spoken, speaker = language(), Speaker(language(), current_office().reference)
    with _sight(found) as session:
        row = next((row for row in found.count(session, asked) if found.line_of(row) == line), None)
        if row is None or found.things is None:
            raise NotFound("line")
        things = things_in(found.things(session, asked), line, figure)
    head = found.columns[found.names.index(figure)].words.said_in(spoken)
    about = [
        speaker.shown(column, value)
        for column, value in zip(found.columns, row, strict=True)
        if column.kind not in NUMBERS
    ]
    seen = seen_of(current_session(), things)
    return render_template(
        "reports/matters.html",
        title=f"{' · '.join(about)}: {head}",
        above=[
            (_("Reports"), url_for("reports.index")),
            (
                found.title.said_in(spoken),
                _to("reports.report", name=found.name, **shown(asked)),
            ),
        ],
        whole=found.whole,
        heads=[_("Number"), _("Day")],
        rows=[
            (one.number, file_url(one.number), [day_words(one.day)]) for one in seen[:MOST_SHOWN]
        ],
        more=len(seen) > MOST_SHOWN,
        most=MOST_SHOWN,
    )


def _line(found: AnyReport, row: Any, speaker: Speaker) -> list[Shown]:
    """The cells of a row, each with the address of the file it names, if it names one."""
    return [
        (
            speaker.shown(column, value),
            NAMING[column.name](value) if column.name in NAMING and value else None,
        )
        for column, value in zip(found.columns, row, strict=True)
    ]


def _after(listing: str, token: str | None) -> tuple[datetime | date, uuid.UUID] | None:
    if token is None:
        return None
    key = read_cursor(listing, current_officer().officer_id, token)
    at = key["at"]
    when = datetime.fromisoformat(at) if "T" in at else date.fromisoformat(at)
    return when, uuid.UUID(key["id"])
