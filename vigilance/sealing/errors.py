"""What can go wrong with seals, tokens, keys and the disk under them."""

from vigilance.domain.errors import OfficeError


class SealBroken(OfficeError):
    """A seal does not open: changed, moved, or made with another key. Raise an alarm."""

    code = "seal-broken"


class WrongPassphrase(OfficeError):
    """The passphrase does not open the key."""

    code = "wrong-passphrase"


class StorageFailed(OfficeError):
    """The disk did not keep what was written; fsync is never tried again (security.md 5.2)."""

    code = "storage-failed"


class TokenBroken(OfficeError):
    """A token was changed, made for another purpose, or not made here."""

    code = "token-broken"


class TokenExpired(OfficeError):
    """A token was good, and its time is over."""

    code = "token-expired"


class KeyringExists(OfficeError):
    """Keys are already here; making new ones would lose all that was sealed to them."""

    code = "keyring-exists"


class KeyringUnusable(OfficeError):
    """Keys are missing, damaged, or readable by others: the detail names the file."""

    code = "keyring-unusable"
