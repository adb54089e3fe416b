"""The fourteenth step keeps beside each matter what stands: which clocks may be named, and what a track keeps in review."""

import pytest

from tests.builders.histories import Earlier, down, up_to


@pytest.fixture
def earlier(empty):
    """A released case, a protected one that was released, one never released, and a complaint; each with a clock."""
    up_to(empty, "0013")
    found = Earlier(empty)
    for number, (kind, tier, released, state) in enumerate(
        (
            ("case", "ordinary", True, "before-court"),
            ("case", "protected", True, "convicted"),
            ("case", "ordinary", False, None),
            ("complaint", "ordinary", False, "reference-received"),
        ),
        start=1,
    ):
        key = found.key(number)
        found.put(
            "record",
            id=key,
            kind=kind,
            number=f"N{number}",
            tier=tier,
            released_to_minister=released,
        )
        table = "vigilance_case" if kind == "case" else "complaint"
        found.put(table, record_id=key, number=f"N{number}", state="closed")
        found.put("clock", id=key, record_id=key, limit_name="route", stayed=False)
        if state is not None:
            found.put("proceeding", id=key, record_id=key, track="criminal", state=state)
    return found


def kept(earlier):
    """By number: may its clock be named, and is it on track."""
    both = "SELECT record_id, on_track FROM vigilance_case UNION ALL SELECT record_id, on_track FROM complaint"
    statement = (
        "SELECT r.number, c.named, m.on_track FROM record r JOIN clock c ON c.record_id = r.id"
        f" JOIN ({both}) m ON m.record_id = r.id ORDER BY r.number"
    )
    return [(number, bool(named), bool(runs)) for number, named, runs in earlier.rows(statement)]


def test_what_stands_before_0014_is_flagged_as_the_product_keeps_it(empty, earlier):
    up_to(empty, "0014")

    assert kept(earlier) == [
        ("N1", True, True),
        ("N2", False, False),
        ("N3", False, False),
        ("N4", False, True),
    ]


def test_the_flags_can_be_taken_away_and_made_again(empty, earlier):
    up_to(empty, "0014")
    before = kept(earlier)

    down(empty, "0013")
    up_to(empty, "0014")

    assert kept(earlier) == before
