"""What can go wrong, in the office's words: no status, no page, no translation."""

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Self


class Wording(str):
    """A reason with values in it: it reads as the English sentence, and its parts can be said in another language."""

    __slots__ = ("template", "values")

    template: str
    values: Mapping[str, object]

    def __new__(cls, template: str, **values: object) -> Self:
        """Fill the values into the English sentence and keep both."""
        made = super().__new__(cls, template.format(**values))
        made.template, made.values = template, values
        return made


class OfficeError(Exception):
    """Something the office cannot do, and why."""

    code = "office-error"

    def __init__(self, detail: str | None = None) -> None:
        """Keep the detail, which must never hold a person's data."""
        super().__init__(detail or self.code)
        self.detail = detail


class NotFound(OfficeError):
    """There is no such record, or none for this reader: the two are not told apart."""

    code = "not-found"


class NotPermitted(OfficeError):
    """This person may not do this."""

    code = "not-permitted"


class ActionNotAllowed(OfficeError):
    """The procedure has no such step from where the record stands."""

    code = "action-not-allowed"

    def __init__(self, action: str, state: str | None) -> None:
        """Name the step that was tried and the state it was tried from."""
        super().__init__(f"{action} from {state or 'the beginning'}")
        self.action = action
        self.state = state


class Incomplete(OfficeError):
    """The step is open, but a paper it needs is not in hand."""

    code = "incomplete"

    def __init__(self, missing: Iterable[StrEnum]) -> None:
        """Name the papers that are missing."""
        self.missing: frozenset[StrEnum] = frozenset(missing)
        super().__init__(", ".join(sorted(self.missing)))


class Invalid(OfficeError):
    """What was entered cannot be taken: each field with its reasons, all at once."""

    code = "invalid"

    def __init__(self, fields: Mapping[str, Sequence[str]]) -> None:
        """Keep the reasons by field; the detail names the fields, never what was typed."""
        self.fields: dict[str, list[str]] = {name: list(why) for name, why in fields.items()}
        super().__init__(", ".join(sorted(self.fields)))


class EditConflict(OfficeError):
    """Somebody else changed the record since it was read."""

    code = "edit-conflict"


class AlreadyReceived(OfficeError):
    """The same thing was received before: nothing more is to be done."""

    code = "already-received"


class NotDelivered(OfficeError):
    """A message did not leave the building."""

    code = "not-delivered"

    def __init__(self, detail: str | None = None, *, retry: bool) -> None:
        """Say whether trying again can help."""
        super().__init__(detail)
        self.retry = retry


class TooMany(OfficeError):
    """Too many tries in too short a time."""

    code = "too-many"

    def __init__(self, retry_after: int) -> None:
        """Say after how many seconds the next try is heard."""
        super().__init__(f"{retry_after} s")
        self.retry_after = retry_after


class Busy(TooMany):
    """So much slow work is under way that this one must come back; it is nobody's fault."""

    code = "busy"


class VaultClosed(OfficeError):
    """The holder of the keys is not there, so nothing sealed can be opened."""

    code = "vault-closed"
