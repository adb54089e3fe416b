from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from vigilance.domain.errors import TooMany, VaultClosed
from vigilance.sealing.case_keys import new_case_key
from vigilance.sealing.errors import KeyringExists, KeyringUnusable, SealBroken, WrongPassphrase
from vigilance.sealing.keyholder import KeyHolder, UnwrapLimit
from vigilance.sealing.keyring import KeyName, Keyring, create_keyring
from vigilance.sealing.offices import OfficeKey, generate_pair, public_half
from vigilance.sealing.vault import seal_ordinary, seal_protected

PASSPHRASES = {"custodian-a": "first invented passphrase", "custodian-b": "second invented one"}
NOW = datetime(2026, 1, 5, 10, tzinfo=UTC)


@pytest.fixture(scope="module")
def keys(tmp_path_factory):
    return create_keyring(tmp_path_factory.mktemp("home") / "keys", PASSPHRASES)


@pytest.fixture
def fresh(tmp_path, keys):
    """A copy of the keyring that a test may damage."""
    for folder in ("public", "private"):
        (tmp_path / "keys" / folder).mkdir(parents=True, mode=0o700)
        for path in (keys.directory / folder).iterdir():
            copy = tmp_path / "keys" / folder / path.name
            copy.write_bytes(path.read_bytes())
            copy.chmod(0o600)
    return tmp_path / "keys"


def test_new_keyring_is_its_owners_alone(keys):
    modes = {path.stat().st_mode & 0o777 for path in keys.directory.rglob("*") if path.is_file()}
    folders = {path.stat().st_mode & 0o777 for path in (keys.directory, *keys.directory.iterdir())}

    assert modes == {0o600}
    assert folders == {0o700}
    assert [path.name for path in keys.directory.parent.iterdir()] == ["keys"]


def test_keyring_is_never_made_over_old_keys(keys):
    before = {path: path.read_bytes() for path in keys.directory.rglob("*") if path.is_file()}

    with pytest.raises(KeyringExists):
        create_keyring(keys.directory, PASSPHRASES)

    assert {path: path.read_bytes() for path in before} == before


def test_custodians_key_needs_a_passphrase(tmp_path):
    with pytest.raises(ValueError, match="passphrase"):
        create_keyring(tmp_path / "keys", {"custodian-a": "only one of them"})

    assert list(tmp_path.iterdir()) == []


def test_public_and_private_halves_belong_together(keys):
    for name in (KeyName.VIGILANCE_CELL, KeyName.RECOVERY, KeyName.RELAY):
        assert public_half(keys.private(name)) == keys.offices[name].public
    for name, passphrase in PASSPHRASES.items():
        assert public_half(keys.unlock(name, passphrase)) == keys.offices[name].public


def test_secrets_of_the_installation_are_32_bytes_of_their_own(keys):
    secrets = {keys.private(name) for name in (KeyName.SERVER, KeyName.BLIND_INDEX, KeyName.LEDGER)}

    assert {len(secret) for secret in secrets} == {32}
    assert len(secrets) == 3


def test_custodians_key_opens_with_its_passphrase_alone(keys):
    with pytest.raises(KeyringUnusable):
        keys.private(KeyName.CUSTODIAN_A)
    with pytest.raises(WrongPassphrase):
        keys.unlock("custodian-a", PASSPHRASES["custodian-b"])
    with pytest.raises(KeyringUnusable):
        keys.unlock("relay", "any")


def test_any_key_given_a_passphrase_is_locked(tmp_path):
    ring = create_keyring(tmp_path / "keys", PASSPHRASES | {"recovery": "kept in an envelope"})

    assert (
        public_half(ring.unlock("recovery", "kept in an envelope"))
        == ring.offices["recovery"].public
    )
    with pytest.raises(KeyringUnusable):
        ring.private(KeyName.RECOVERY)


def test_intake_needs_the_public_halves_alone(fresh):
    for path in (fresh / "private").iterdir():
        path.unlink()

    ring = Keyring.load(fresh)

    assert [key.name for key in ring.cell] == ["vigilance-cell", "recovery"]
    assert [[key.name for key in office] for office in ring.custodians] == [
        ["custodian-a"],
        ["custodian-b"],
    ]
    assert ring.relay.name == "relay"
    with pytest.raises(KeyringUnusable, match=r"server\.key"):
        ring.private(KeyName.SERVER)


def test_second_custodian_joins_his_office(fresh):
    (fresh / "public" / "custodian-a-2.pub").write_bytes(
        (fresh / "public" / "relay.pub").read_bytes()
    )
    (fresh / "public" / "custodian-a-2.pub").chmod(0o600)

    assert [key.name for key in Keyring.load(fresh).custodians[0]] == [
        "custodian-a",
        "custodian-a-2",
    ]


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o644])
def test_private_key_others_can_read_is_refused_by_name(fresh, mode):
    (fresh / "private" / "server.key").chmod(mode)

    with pytest.raises(KeyringUnusable, match=r"server\.key"):
        Keyring.load(fresh).private(KeyName.SERVER)


def test_public_key_others_can_change_is_refused_by_name(fresh):
    (fresh / "public" / "relay.pub").chmod(0o666)

    with pytest.raises(KeyringUnusable, match=r"relay\.pub"):
        Keyring.load(fresh)


@pytest.mark.parametrize("name", ["vigilance-cell", "ledger", "custodian-b"])
def test_missing_public_key_is_named(fresh, name):
    (fresh / "public" / f"{name}.pub").unlink()

    with pytest.raises(KeyringUnusable, match=name):
        Keyring.load(fresh)


@pytest.mark.parametrize(
    "content",
    [
        "",
        "vigilance-public-1 x25519",
        "vigilance-public-1 x25519 !!!!",
        "vigilance-public-1 x25519 AAAA",
        "other x25519 AAAA",
    ],
)
def test_damaged_public_key_is_named(fresh, content):
    (fresh / "public" / "relay.pub").write_text(content)

    with pytest.raises(KeyringUnusable, match=r"relay\.pub"):
        Keyring.load(fresh)


def test_key_holder_opens_case_keys_and_ordinary_identities(keys):
    holder = KeyHolder(keys)
    record = uuid4()
    recipient, wraps, key = new_case_key(keys.cell)
    vault = seal_ordinary(keys.cell, record, {"name": "सीता देवी"}, b"raw")

    assert holder.open_case_key(wraps, by="vo-1", at=NOW, recipient=recipient) == key
    assert holder.open_identity(record, vault, by="vo-1", at=NOW).fields == {"name": "सीता देवी"}


def test_key_holder_cannot_open_a_protected_identity(keys):
    record = uuid4()
    vault = seal_protected(keys.custodians, record, {"name": "सीता देवी"}, b"raw")

    with pytest.raises(SealBroken):
        KeyHolder(keys).open_identity(record, vault, by="cvo", at=NOW)


def test_case_key_not_sealed_to_the_cell_stays_closed(keys):
    officers = [
        OfficeKey("officer-1", generate_pair().public),
        OfficeKey("officer-2", generate_pair().public),
    ]
    _, wraps, _ = new_case_key(officers)

    with pytest.raises(SealBroken):
        KeyHolder(keys).open_case_key(wraps, by="vo-1", at=NOW)


def test_vault_is_closed_where_the_private_key_is_not(fresh):
    ring = Keyring.load(fresh)
    _, wraps, _ = new_case_key(ring.cell)
    (fresh / "private" / "vigilance-cell.key").unlink()

    with pytest.raises(VaultClosed):
        KeyHolder(ring).open_case_key(wraps, by="vo-1", at=NOW)


def test_thirty_unwraps_in_ten_minutes_are_enough(keys):
    holder = KeyHolder(keys)
    _, wraps, _ = new_case_key(keys.cell)
    for minute in range(30):
        holder.open_case_key(wraps, by="vo-1", at=NOW + timedelta(seconds=minute))

    with pytest.raises(TooMany) as refused:
        holder.open_case_key(wraps, by="vo-1", at=NOW + timedelta(minutes=9))

    assert refused.value.retry_after == 60
    holder.open_case_key(wraps, by="vo-2", at=NOW + timedelta(minutes=9))
    holder.open_case_key(wraps, by="vo-1", at=NOW + timedelta(minutes=10))


def test_refused_unwraps_do_not_lengthen_the_wait():
    limit = UnwrapLimit(limit=1)
    limit.count("vo-1", NOW)
    for second in range(1, 5):
        with pytest.raises(TooMany):
            limit.count("vo-1", NOW + timedelta(seconds=second))

    limit.count("vo-1", NOW + timedelta(minutes=10))


def test_what_was_opened_within_the_time_is_not_counted_again():
    limit = UnwrapLimit(limit=2)
    for second in range(50):
        limit.count("vo-1", NOW + timedelta(seconds=second), "age1one")

    limit.count("vo-1", NOW + timedelta(minutes=1), "age1two")
    with pytest.raises(TooMany):
        limit.count("vo-1", NOW + timedelta(minutes=2), "age1three")
    with pytest.raises(TooMany):
        limit.count("vo-1", NOW + timedelta(minutes=2))
    limit.count("vo-1", NOW + timedelta(minutes=10), "age1one")
    with pytest.raises(TooMany):
        limit.count("vo-1", NOW + timedelta(minutes=10, seconds=1), "age1three")
