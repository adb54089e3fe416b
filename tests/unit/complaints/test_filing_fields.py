"""What people type, read as they mean it."""

import pytest
from marshmallow import ValidationError

from vigilance.complaints.filing_fields import Email, Line, Mobile, Rupees, Tick, characters


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("", 0),
        ("abc", 3),
        ("कि", 1),
        ("क्षत्रिय", 5),
        ("a\r\nb", 3),
        ("a\nb", 3),
        ("क\u200dष", 2),
        ("é", 1),
        ("e\u0301", 1),
    ],
)
def test_a_text_is_as_long_as_a_person_counts(text, length):
    assert characters(text) == length


@pytest.mark.parametrize(
    "typed",
    [
        "9000000007",
        "+91 90000 00007",
        "09000000007",
        "९००००००००७",
        "91-9000000007",
        "(90000) 00007",
    ],
)
def test_a_mobile_number_in_any_form_people_use(typed):
    assert Mobile().deserialize(typed) == "+919000000007"


@pytest.mark.parametrize(
    "typed", ["5000000007", "900000000", "90000000071", "+1 9000000007", "nine", "9000000007x"]
)
def test_what_is_no_indian_mobile_number_is_refused(app_context, typed):
    with pytest.raises(ValidationError):
        Mobile().deserialize(typed)


@pytest.mark.parametrize(
    "typed", ["sita@example.com", "सीता@उदाहरण.भारत", "a.b+c@mail.example.co.in"]
)
def test_an_address_a_mail_can_be_sent_to(typed):
    assert Email().deserialize(f" {typed} ") == typed


@pytest.mark.parametrize(
    "typed", ["sita", "sita@", "@example.com", "a b@example.com", "a@b", "a@example.com\nBcc: x@example.com", "a@b@example.com", "<a@example.com>", "a@example..com", "x" * 250 + "@example.com"]
)  # fmt: skip
def test_what_is_no_address_is_refused(app_context, typed):
    with pytest.raises(ValidationError):
        Email().deserialize(typed)


@pytest.mark.parametrize(
    ("typed", "kept"), [(" a \n b\t", "a b"), ("   ", None), ("a\x00b", "a\u2400b")]
)
def test_a_line_is_one_line(typed, kept):
    assert Line().deserialize(typed) == kept


def test_a_line_too_long_is_refused_and_not_cut(app_context):
    assert len(Line().deserialize("क" * 200)) == 200
    with pytest.raises(ValidationError):
        Line().deserialize("क" * 201)


@pytest.mark.parametrize(
    ("typed", "rupees"), [(0, 0), (500, 500), ("₹ 1,800", 1800), ("5 लाख", 500_000), (" ", None)]
)
def test_rupees_as_people_write_them(typed, rupees):
    assert Rupees().deserialize(typed) == rupees


@pytest.mark.parametrize("typed", [True, 1.5, -1, 10**12 + 1, [], {}])
def test_what_is_no_amount_is_refused(app_context, typed):
    with pytest.raises(ValidationError):
        Rupees().deserialize(typed)


@pytest.mark.parametrize("typed", [1, 0, [], {}, "perhaps"])
def test_a_tick_is_yes_or_no(app_context, typed):
    with pytest.raises(ValidationError):
        Tick().deserialize(typed)
