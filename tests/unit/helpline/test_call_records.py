"""Reading the records of any telephone system."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vigilance.domain.errors import Invalid
from vigilance.helpline.call_records import Disposition, read_records, text_of

HEADER = "call_id,caller,started_at,seconds,disposition"
INDIA = timezone(timedelta(hours=5, minutes=30))
ROW = "7,9000000501,{when},5,missed"


def only(text):
    (line,) = read_records(text)
    return line


@pytest.mark.parametrize(
    "when",
    [
        "2026-03-02 10:30:00",
        "2026-03-02T10:30",
        "02-03-2026 10:30",
        "02/03/2026 10:30:00",
        "02.03.2026 10:30",
        "२०२६-०३-०२ १०:३०:००",
        "2026-03-02T05:00:00+00:00",
    ],
)
def test_a_time_is_indias_unless_it_says_otherwise(when):
    record = only(f"{HEADER}\n{ROW.format(when=when)}").record

    assert record.started_at == datetime(2026, 3, 2, 10, 30, tzinfo=INDIA)


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("answered", Disposition.ANSWERED),
        ("ANSWERED", Disposition.ANSWERED),
        ("NO ANSWER", Disposition.MISSED),
        ("no_answer", Disposition.MISSED),
        ("Busy", Disposition.MISSED),
        ("cancelled", Disposition.ABANDONED),
        ("voicemail", Disposition.VOICEMAIL),
    ],
)
def test_how_a_call_ended_is_understood_in_the_words_of_common_systems(word, meant):
    line = only(f"{HEADER}\n7,9000000501,2026-03-02 10:30,5,{word}")

    assert line.record.disposition is meant


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(delimiter):
    text = f"{HEADER}\n7,9000000501,2026-03-02 10:30,5,missed".replace(",", delimiter)

    assert only(text).record.caller == "+919000000501"


def test_columns_stand_in_any_order_and_more_may_stand_beside_them():
    text = "Disposition,notes,Started-At,CALLER,Call ID\nmissed,x,2026-03-02 10:30,9000000501,7"

    record = only(text).record

    assert (record.call_id, record.seconds) == ("7", None)


@pytest.mark.parametrize("text", ["", "\n\n", "call_id,caller\n1,2"])
def test_a_file_without_the_needed_columns_is_refused(text):
    with pytest.raises(Invalid):
        list(read_records(text))


def test_every_reason_of_a_row_is_given_at_once():
    line = only(f"{HEADER}\n,x,never,-5,burnt")

    assert line.record is None
    assert set(line.reasons) == {"call_id", "started_at", "seconds", "disposition"}
    assert line.number == 2


@pytest.mark.parametrize(
    "encoded",
    [
        "फोन".encode(),
        "फोन".encode("utf-8-sig"),
        "फोन".encode("utf-16"),
        "फोन".encode("utf-16-le").join([b"\xff\xfe", b""]),
    ],
)
def test_the_usual_encodings_are_read(encoded, tmp_path):
    path = tmp_path / "calls.csv"
    path.write_bytes(encoded)

    assert text_of(path) == "फोन"


@given(st.text(max_size=400))
def test_no_row_breaks_the_reading(text):
    for line in read_records(f"{HEADER}\n{text}"):
        assert (line.record is None) == bool(line.reasons)


@given(raw=st.binary(max_size=400))
def test_no_bytes_break_the_decoding(tmp_path_factory, raw):
    path = tmp_path_factory.mktemp("raw") / "calls.csv"
    path.write_bytes(raw)

    assert isinstance(text_of(path), str)


def test_a_record_shows_no_number():
    record = only(f"{HEADER}\n7,9000000501,2026-03-02T05:00:00+00:00,5,missed").record

    assert "9000000501" not in repr(record)
    assert record.started_at == datetime(2026, 3, 2, 5, tzinfo=UTC)
