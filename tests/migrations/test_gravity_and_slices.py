"""The tenth step counts what stands as the commands keep it, and is not undone where a direction was told upwards."""

import pytest

from tests.builders.histories import Earlier, down, up_to


@pytest.fixture
def earlier(empty):
    """Three cases, one of them closed, each with a track on which an agency is named."""
    up_to(empty, "0009")
    found = Earlier(empty)
    for number, (scheme, state, track, held) in enumerate(
        (
            ("OAP", "under-inquiry", "under-investigation", "agency"),
            (None, "inquiry-ordered", "before-court", "court"),
            ("OAP", "closed", "referred-to-agency", "agency"),
        ),
        start=1,
    ):
        key = found.key(number)
        found.put("record", id=key, kind="case", number=f"V{number}", tier="ordinary")
        found.put(
            "vigilance_case",
            record_id=key,
            number=f"V{number}",
            district_code="118",
            scheme_code=scheme,
            state=state,
            counted_band="31-90",
        )
        found.put(
            "proceeding",
            id=key,
            record_id=key,
            track="criminal",
            state=track,
            with_whom="cbi",
            held_by=held,
            counted_band="0-30",
        )
    return found


def test_schemes_and_names_are_counted_from_what_stands(empty, earlier):
    up_to(empty, "0010")

    slices = (
        "SELECT scheme_code, district_code, stage, age_band, pending FROM scheme_total ORDER BY 1"
    )
    assert earlier.rows(slices) == [
        ("-", "118", "inquiry-ordered", "31-90", 1),
        ("OAP", "118", "under-inquiry", "31-90", 1),
    ]
    assert earlier.rows("SELECT held_by, held_name, pending FROM track_total ORDER BY 1") == [
        ("agency", "cbi", 2),
        ("court", "-", 1),
    ]


def test_the_way_down_counts_the_parties_again_without_names(empty, earlier):
    up_to(empty, "0010")
    down(empty, "0009")

    assert earlier.rows("SELECT held_by, pending FROM track_total ORDER BY 1") == [
        ("agency", 2),
        ("court", 1),
    ]


def test_a_direction_told_upwards_is_not_migrated_away(empty, earlier):
    up_to(empty, "0010")
    officer, direction, record = (earlier.key(number) for number in (7, 8, 1))
    earlier.put("officer", id=officer, email="a@example.com")
    earlier.put("direction", id=direction, record_id=record, given_by=officer)
    earlier.put("direction_alert", record_id=record, direction_id=direction, role="cvo")

    with pytest.raises(RuntimeError, match="told upwards"):
        down(empty, "0009")
