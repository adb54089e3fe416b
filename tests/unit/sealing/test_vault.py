from dataclasses import replace
from uuid import UUID

import pytest

from vigilance.sealing.errors import SealBroken
from vigilance.sealing.fields import LP, FieldPlace, key_id_of, seal_field
from vigilance.sealing.offices import OfficeKey, generate_pair, wrap
from vigilance.sealing.relay import open_address, seal_address
from vigilance.sealing.vault import (
    OpenedIdentity,
    Share,
    VaultRecord,
    VaultScheme,
    hand_over_half,
    join_halves,
    open_half,
    open_ordinary,
    open_protected,
    receive_half,
    seal_ordinary,
    seal_protected,
)

RECORD = UUID("11111111-2222-4333-8444-555555555555")
OTHER = UUID("99999999-2222-4333-8444-555555555555")
REQUEST = UUID("77777777-2222-4333-8444-555555555555")
FIELDS = {"name": "सीता देवी", "mobile": "9000000001"}
ORIGINAL = "मेरा नाम सीता देवी है".encode()
IDENTITY = OpenedIdentity(FIELDS, ORIGINAL)
CELL, RECOVERY, A, A2, B = (generate_pair() for _ in range(5))
CELL_KEYS = [OfficeKey("vigilance-cell", CELL.public), OfficeKey("recovery", RECOVERY.public)]
OFFICE_A = [OfficeKey("custodian-a", A.public), OfficeKey("custodian-a-2", A2.public)]
OFFICE_B = [OfficeKey("custodian-b", B.public)]


def ordinary() -> VaultRecord:
    """An ordinary identity of the record."""
    return seal_ordinary(CELL_KEYS, RECORD, FIELDS, ORIGINAL)


def protected() -> VaultRecord:
    """A protected identity of the record."""
    return seal_protected((OFFICE_A, OFFICE_B), RECORD, FIELDS, ORIGINAL)


def halves(vault: VaultRecord) -> tuple[bytes, bytes]:
    """Both halves, each opened by its custodian."""
    half_a = open_half(A.private, RECORD, Share.HALF_A, vault.wraps[0].blob)
    half_b = open_half(B.private, RECORD, Share.HALF_B, vault.wraps[2].blob)
    return half_a, half_b


@pytest.mark.parametrize("private", [CELL.private, RECOVERY.private], ids=["cell", "recovery"])
def test_ordinary_identity_opens_for_the_cell_and_for_recovery(private):
    assert open_ordinary(private, RECORD, ordinary()) == IDENTITY


def test_ordinary_identity_opens_for_nobody_else():
    with pytest.raises(SealBroken):
        open_ordinary(A.private, RECORD, ordinary())


def test_ordinary_identity_moved_to_another_record_does_not_open():
    with pytest.raises(SealBroken):
        open_ordinary(CELL.private, OTHER, ordinary())


def test_key_of_another_record_does_not_open_an_identity():
    foreign = seal_ordinary(CELL_KEYS, OTHER, {"name": "राम"}, b"")

    with pytest.raises(SealBroken):
        open_ordinary(CELL.private, RECORD, replace(ordinary(), wraps=foreign.wraps))


def test_fields_and_original_cannot_change_places():
    vault = ordinary()

    with pytest.raises(SealBroken):
        open_ordinary(
            CELL.private, RECORD, replace(vault, fields=vault.original, original=vault.fields)
        )


def test_identity_sealed_to_nobody_is_refused():
    with pytest.raises(ValueError, match="nobody"):
        seal_ordinary([], RECORD, FIELDS, ORIGINAL)


@pytest.mark.parametrize("seal", [ordinary, protected])
def test_nothing_of_an_identity_is_readable_in_its_record(seal):
    packed = seal().to_bytes()

    assert not [word for word in (*FIELDS, *FIELDS.values()) if word.encode() in packed]
    assert ORIGINAL not in packed


@pytest.mark.parametrize("seal", [ordinary, protected])
def test_vault_record_comes_back_from_its_bytes(seal):
    vault = seal()

    assert VaultRecord.from_bytes(vault.to_bytes()) == vault


@pytest.mark.parametrize(
    "packed", [b"", b"VR2abc", b"VR1", b"VR1\x00\x00\x00\x02Z9", b"VR1\x00\x00\x00\x09"]
)
def test_what_is_no_vault_record_is_refused(packed):
    with pytest.raises(SealBroken):
        VaultRecord.from_bytes(packed)


def test_two_offices_open_a_protected_identity():
    vault = protected()

    assert open_protected(join_halves(*halves(vault)), RECORD, vault) == IDENTITY


def test_second_custodian_of_an_office_serves_as_well():
    vault = protected()
    half_a = open_half(A2.private, RECORD, Share.HALF_A, vault.wraps[1].blob)
    _, half_b = halves(vault)

    assert open_protected(join_halves(half_a, half_b), RECORD, vault) == IDENTITY


def test_one_half_alone_opens_nothing():
    vault = protected()

    for half in halves(vault):
        for key in (half, join_halves(half, half), join_halves(half, bytes(32))):
            with pytest.raises(SealBroken):
                open_protected(key, RECORD, vault)


def test_halves_of_two_records_do_not_fit_together():
    vault, other = protected(), protected()

    with pytest.raises(SealBroken):
        open_protected(join_halves(halves(vault)[0], halves(other)[1]), RECORD, vault)


def test_half_of_another_record_or_office_is_not_taken():
    blob = protected().wraps[0].blob

    with pytest.raises(SealBroken):
        open_half(A.private, OTHER, Share.HALF_A, blob)
    with pytest.raises(SealBroken):
        open_half(A.private, RECORD, Share.HALF_B, blob)
    with pytest.raises(SealBroken):
        open_half(B.private, RECORD, Share.HALF_A, blob)


def test_no_single_key_opens_a_protected_identity():
    vault = protected()

    for pair in (CELL, RECOVERY, A, A2, B):
        with pytest.raises(SealBroken):
            open_ordinary(pair.private, RECORD, vault)


def test_ordinary_identity_is_not_opened_as_a_protected_one():
    with pytest.raises(SealBroken):
        open_protected(bytes(32), RECORD, ordinary())


@pytest.mark.parametrize(
    "offices",
    [([], OFFICE_B), (OFFICE_A, []), (OFFICE_A, [OfficeKey("other name", A.public)])],
    ids=["no A", "no B", "one in both"],
)
def test_each_office_needs_a_custodian_of_its_own(offices):
    with pytest.raises(ValueError, match="custodian"):
        seal_protected(offices, RECORD, FIELDS, ORIGINAL)


def test_half_handed_over_is_good_for_its_request_only():
    requester = generate_pair()
    half, _ = halves(protected())

    blob = hand_over_half(requester.public, RECORD, REQUEST, Share.HALF_A, half)

    assert receive_half(requester.private, RECORD, REQUEST, Share.HALF_A, blob) == half
    for elsewhere in (
        (OTHER, REQUEST, Share.HALF_A),
        (RECORD, OTHER, Share.HALF_A),
        (RECORD, REQUEST, Share.HALF_B),
    ):
        with pytest.raises(SealBroken):
            receive_half(requester.private, *elsewhere, blob)


def test_opened_identity_does_not_show_itself():
    assert "सीता" not in repr(IDENTITY)


def test_relay_address_opens_for_the_relay_alone_and_does_not_show_itself():
    blob = seal_address(CELL.public, "sms", "9000000001")

    found = open_address(CELL.private, blob)

    assert (found.kind, found.address) == ("sms", "9000000001")
    assert "9000000001" not in repr(found)
    with pytest.raises(SealBroken):
        open_address(A.private, blob)
    with pytest.raises(SealBroken):
        open_address(CELL.private, wrap(CELL.public, LP(b"ra9", b"sms", b"9000000001")))


def test_identity_of_a_later_version_is_refused_not_misread():
    idk = bytes(range(32))
    place = FieldPlace("identity", "fields", RECORD, RECORD)
    later = seal_field(idk, key_id_of(idk), place, b"\x02")
    original = seal_field(idk, key_id_of(idk), replace(place, column="original"), b"")

    with pytest.raises(SealBroken):
        open_protected(idk, RECORD, VaultRecord(VaultScheme.PROTECTED, later, original, ()))
