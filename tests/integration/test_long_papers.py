"""A PDF holds a thousand rows: what is longer is refused in the reader's words, and goes out as a workbook or a list."""

import dataclasses

import pytest

from tests.builders.cases import day
from tests.builders.forms import said
from tests.builders.ordered import REGISTER, events, order
from vigilance.returns import pdf
from vigilance.returns.files import FORMS


@pytest.fixture
def cvo(session, walk, desk_in_january, monkeypatch):
    """At a desk where a PDF holds two rows, and the register has three."""
    monkeypatch.setitem(FORMS, "pdf", dataclasses.replace(FORMS["pdf"], most=2))
    for number in range(3):
        walk.registered(day(number))
    session.flush()
    return desk_in_january(walk.team.cvo)


def test_a_pdf_holds_a_thousand_rows():
    assert FORMS["pdf"].most == pdf.MOST_ROWS == 1000


@pytest.mark.parametrize(
    ("language", "why"),
    [
        ("en", "A PDF holds at most 2 rows, and this one has more. Take it as XLSX or CSV"),
        ("hi", "PDF में अधिकतम 2 पंक्तियां हो सकती हैं, और इसमें अधिक हैं। XLSX या CSV में लें"),
    ],
)
def test_a_longer_pdf_is_refused_with_where_to_go(session, cvo, language, why):
    answer = order(cvo, "pdf", f"{REGISTER}?lang={language}")

    assert answer.status_code == 422
    assert why in said(answer)
    assert "XLSX" in said(answer)
    assert events(session, "report-exported") == []


@pytest.mark.parametrize("form", ["csv", "xlsx", "json"])
def test_the_same_rows_go_out_in_every_other_form(session, cvo, form):
    assert order(cvo, form).status_code == 200
    ((_event, body),) = events(session, "report-exported")
    assert (body["count"], body["format"]) == (3, form)
