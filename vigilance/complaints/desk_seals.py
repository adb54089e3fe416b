"""How a complaint that is still being written at a desk is sealed: each field to the vigilance cell, bound to its row.

A call and an envelope keep theirs alike. No field can be put in another's place: what is sealed begins with its
column and its row.
"""

import base64
import json
import uuid
from dataclasses import asdict, dataclass, field

from vigilance.complaints.office import Office
from vigilance.domain.errors import VaultClosed
from vigilance.evidence.commands import StoredPaper
from vigilance.evidence.keys import NewKey
from vigilance.sealing.case_keys import CaseKey, new_case_key, wrap_case_key
from vigilance.sealing.errors import KeyringUnusable, SealBroken
from vigilance.sealing.fields import LP
from vigilance.sealing.keyring import KeyName
from vigilance.sealing.offices import unwrap, wrap

_DIGESTS = ("sha256_sealed_file", "sha256_plain")


@dataclass(frozen=True, slots=True)
class DeskKey:
    """The key of files at a desk: the public half, to which they are sealed, and the private one, sealed itself."""

    public: str
    sealed: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class DeskSeal:
    """The seal of one kind of row; `tag` keeps kinds apart and never changes, `kind` is its name in errors."""

    tag: bytes
    kind: str

    def bound(self, row_id: uuid.UUID, column: str) -> bytes:
        """What stands before the content: this column of this row."""
        return LP(self.tag, column.encode(), row_id.bytes)

    def seal(self, office: Office, row_id: uuid.UUID, column: str, content: bytes) -> bytes:
        """The content for this column of this row, for the vigilance cell alone."""
        return wrap(office.keyring.cell[0].public, self.bound(row_id, column) + content)

    def unseal(self, office: Office, row_id: uuid.UUID, column: str, sealed: bytes) -> bytes:
        """What was sealed for this place.

        VaultClosed where the cell's key is not here, SealBroken where it was sealed for another place.
        """
        try:
            private = office.keyring.private(KeyName.VIGILANCE_CELL)
        except KeyringUnusable as error:
            raise VaultClosed(error.detail) from None
        content = unwrap(private, sealed)
        bound = self.bound(row_id, column)
        if not content.startswith(bound):
            raise SealBroken(f"a field of another {self.kind}")
        return content[len(bound) :]

    def new_key(self, office: Office, row_id: uuid.UUID) -> DeskKey:
        """A key for the files of one complaint, which becomes the key of that complaint."""
        public, _wraps, key = new_case_key(office.keyring.cell)
        return DeskKey(public, self.seal(office, row_id, "key", key.private.encode()))

    def key_of(
        self, office: Office, row_id: uuid.UUID, public: str | None, sealed: bytes | None
    ) -> NewKey:
        """The key as that of a complaint about to be registered, sealed anew to its holders.

        SealBroken where the row has none any more.
        """
        if public is None or sealed is None:
            raise SealBroken(f"the key of a closed {self.kind}")
        key = CaseKey(self.unseal(office, row_id, "key", sealed).decode())
        wraps = tuple(wrap_case_key(key, holder) for holder in office.keyring.cell)
        return NewKey(public, wraps, key)

    def seal_stored(self, office: Office, row_id: uuid.UUID, stored: StoredPaper) -> bytes:
        """What the register must remember of a file that lies on the disk, for the file's own row."""
        values = asdict(stored)
        for name in _DIGESTS:
            values[name] = base64.b64encode(values[name]).decode()
        packed = json.dumps(values, ensure_ascii=False).encode()
        return self.seal(office, row_id, "stored", packed)

    def stored_of(self, office: Office, row_id: uuid.UUID, sealed: bytes) -> StoredPaper:
        """The same, opened."""
        values = json.loads(self.unseal(office, row_id, "stored", sealed))
        for name in _DIGESTS:
            values[name] = base64.b64decode(values[name])
        return StoredPaper(**values | {"flags": tuple(values["flags"])})
