from vigilance.domain.errors import (
    AlreadyReceived,
    EditConflict,
    Incomplete,
    Invalid,
    NotDelivered,
    NotFound,
    NotPermitted,
    OfficeError,
    TooMany,
    VaultClosed,
)
from vigilance.domain.papers import InHand


def test_each_error_has_a_code_of_its_own():
    ours = [
        error
        for error in OfficeError.__subclasses__()
        if error.__module__ == OfficeError.__module__
    ]
    codes = [error.code for error in ours]

    assert len(codes) == len(set(codes)) == 10
    assert "office-error" not in codes


def test_an_error_without_detail_says_its_code():
    assert [str(error()) for error in (NotFound, NotPermitted, EditConflict)] == [
        "not-found",
        "not-permitted",
        "edit-conflict",
    ]
    assert (AlreadyReceived().detail, VaultClosed("no key-holder").detail) == (
        None,
        "no key-holder",
    )


def test_invalid_keeps_every_reason_and_its_detail_names_the_fields_only():
    error = Invalid({"mobile": ["10 digits", "no letters"], "date": ("in the future",)})

    assert error.fields == {"mobile": ["10 digits", "no letters"], "date": ["in the future"]}
    assert error.detail == "date, mobile"


def test_the_other_errors_carry_what_the_edge_needs():
    assert Incomplete([InHand.REPORT, InHand.REASONS]).detail == "reasons, report"
    assert TooMany(30).retry_after == 30
    assert NotDelivered("mailbox full", retry=True).retry is True
