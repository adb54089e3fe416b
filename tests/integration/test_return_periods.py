"""Which periods have a return, and for whom."""

from datetime import UTC, datetime

import pytest

from tests.builders.desks import seated
from tests.builders.forms import said
from vigilance.domain.roles import Role

MARCH = datetime(2026, 3, 2, 6, tzinfo=UTC)


@pytest.fixture
def cvo(walk, session, sign_in, at):
    at(MARCH)
    return lambda: seated(session, sign_in, walk.team.cvo)


@pytest.mark.parametrize(
    "address",
    [
        "weekly/2026-01-01",
        "monthly/2026-01-02",
        "quarterly/2026-02-01",
        "monthly/x",
        "annual/0001-01-01",
    ],
)
def test_a_period_that_does_not_exist_is_not_found(walk, cvo, address):
    assert cvo().get(f"/office/returns/{address}").status_code == 404


@pytest.mark.parametrize(
    "address", ["monthly/2026-04-01", "quarterly/2026-04-01", "annual/2199-01-01"]
)
def test_a_period_that_has_not_begun_is_refused_in_words(walk, cvo, address):
    browser = cvo()
    for way in ("", "/matters?subject=complaints&figure=received"):
        answer = browser.get(f"/office/returns/{address}{way}")
        assert answer.status_code == 422
        assert "This period has not begun yet." in said(answer)
    taken = browser.post(f"/office/returns/{address}/export", data={"form": "csv"})
    assert taken.status_code == 422
    hindi = browser.get(f"/office/returns/{address}?lang=hi")
    assert "यह अवधि अभी आरम्भ नहीं हुई है।" in said(hindi)


def test_a_return_is_for_the_cvo_and_the_auditor_and_only_the_cvo_clicks_through(walk, at, sign_in):
    at(MARCH)
    assert sign_in(Role.VO).get("/office/returns").status_code == 403
    auditor = sign_in(Role.AUDITOR)
    page = auditor.get("/office/returns/monthly/2026-01-01")
    assert page.status_code == 200
    assert "/matters" not in page.text
    assert auditor.post("/office/returns/monthly/2026-01-01/freeze").status_code == 403
