"""What the commands of this feature need of the office: its settings, keys, reference data and calendars."""

from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from vigilance.clocks.rules import ClockRules, rules_in_force
from vigilance.reference import Reference, load_reference
from vigilance.sealing.keyholder import KeyHolder, UnwrapLimit
from vigilance.sealing.keyring import KeyName, Keyring
from vigilance.sealing.receipts import KdfGate
from vigilance.settings import Settings


@dataclass(frozen=True, slots=True)
class Office:
    """One running office; `app.extensions["vigilance.office"]` holds it."""

    settings: Settings
    keyring: Keyring
    reference: Reference
    holder: KeyHolder
    gate: KdfGate
    server_key: bytes = field(repr=False)
    index_key: bytes = field(repr=False)

    def rules(self, session: Session) -> ClockRules:
        """The time limits and calendars, with the holidays declared since the lists were made."""
        return rules_in_force(session, self.settings.config_dir)


def make_office(settings: Settings, keyring: Keyring) -> Office:
    """The office of these settings and keys."""
    return Office(
        settings=settings,
        keyring=keyring,
        reference=load_reference(settings.config_dir),
        holder=KeyHolder(keyring, UnwrapLimit(settings.unseal_limit)),
        gate=KdfGate(settings.receipt_kdf_in_flight),
        server_key=keyring.private(KeyName.SERVER),
        index_key=keyring.private(KeyName.BLIND_INDEX),
    )
