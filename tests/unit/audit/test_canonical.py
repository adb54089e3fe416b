from datetime import UTC, date, datetime, timedelta, timezone
from enum import StrEnum
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vigilance.audit.canonical import NotCanonical, canonical, instant, read_canonical, tagged

SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.text(max_size=8),
    st.binary(max_size=8),
    st.dates(),
    st.datetimes(timezones=st.just(UTC)),
    st.uuids(),
)
VALUES = st.recursive(
    SCALARS,
    lambda values: (
        st.lists(values, max_size=3) | st.dictionaries(st.text(max_size=3), values, max_size=3)
    ),
    max_leaves=6,
)
BODIES = st.dictionaries(st.text(max_size=4), VALUES, max_size=4)


def kinds(value: object) -> object:
    """A value with its kinds, since Python takes True and 1 for equal."""
    if isinstance(value, dict):
        return {key: kinds(each) for key, each in value.items()}
    if isinstance(value, list):
        return [kinds(each) for each in value]
    return (type(value), value)


@given(BODIES)
def test_payload_comes_back_from_its_bytes(body):
    assert kinds(read_canonical(canonical(body))) == kinds(body)


@given(BODIES, BODIES)
def test_different_payloads_never_give_the_same_bytes(one, other):
    assert (canonical(one) == canonical(other)) == (kinds(one) == kinds(other))


@given(BODIES, st.randoms())
def test_order_of_keys_does_not_matter(body, random):
    keys = list(body)
    random.shuffle(keys)

    assert canonical({key: body[key] for key in keys}) == canonical(body)


@given(st.binary(max_size=40))
def test_bytes_are_a_payload_in_one_way_or_none(packed):
    try:
        body = read_canonical(b"\x01" + packed)
    except NotCanonical:
        return
    assert canonical(body) == b"\x01" + packed


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (1, True),
        (0, False),
        (0, None),
        ("1", 1),
        ("", None),
        ("2026-01-05", date(2026, 1, 5)),
        ([], {}),
        (["a", "b"], ["ab"]),
        ([["a"], "b"], [["a", "b"]]),
        (b"a", "a"),
    ],
)
def test_values_that_look_alike_are_kept_apart(one, other):
    assert tagged(one) != tagged(other)


def test_enum_is_kept_as_its_text_and_instant_as_utc():
    class Step(StrEnum):
        SCRUTINY = "scrutiny"

    ist = timezone(timedelta(hours=5, minutes=30))

    assert tagged(Step.SCRUTINY) == b"sscrutiny"
    assert instant(datetime(2026, 1, 5, 15, 30, tzinfo=ist)) == "2026-01-05T10:00:00.000000Z"
    assert tagged((1, 2)) == tagged([1, 2])


@pytest.mark.parametrize("value", [1.5, {1, 2}, object(), 1j])
def test_floats_and_the_like_have_no_place_in_the_ledger(value):
    with pytest.raises(TypeError, match="the ledger cannot keep"):
        canonical({"a": value})


@pytest.mark.parametrize("value", [datetime(2026, 1, 5), "\ud800"])  # noqa: DTZ001 - the very thing refused
def test_instant_without_zone_and_broken_text_are_refused(value):
    with pytest.raises(ValueError, match=r"time zone|surrogates"):
        canonical({"a": value})


@pytest.mark.parametrize(
    "packed",
    [
        b"",
        b"\x02",
        b"\x01\x00",
        b"\x01\x00\x00\x00\x01a",
        b"\x01\x00\x00\x00\x01a\x00\x00\x00\x01?",
        b"\x01\x00\x00\x00\x01a\x00\x00\x00\x02nn",
        b"\x01\x00\x00\x00\x01a\x00\x00\x00\x03i01",
        b"\x01\x00\x00\x00\x01a\x00\x00\x00\x02\x73\xff",
        b"\x01\x00\x00\x00\x01a\x00\x00\x00\x14@2026-01-05T10:00:00",
        b"\x01\x00\x00\x00\x01b\x00\x00\x00\x01n\x00\x00\x00\x01a\x00\x00\x00\x01n",
        b"\x01\x00\x00\x00\x01a\x00\x00\x00\x01n\x00\x00\x00\x01a\x00\x00\x00\x01n",
        b"\x01\x00\x00\x00\x01a\x00\x00\x00\x05u1234",
    ],
)
def test_bytes_no_payload_was_written_as_are_refused(packed):
    with pytest.raises(NotCanonical):
        read_canonical(packed)


def test_uuid_is_kept_as_itself():
    officer = uuid4()

    assert read_canonical(canonical({"officer": officer})) == {"officer": officer}
