"""The ways out of a running office: its accounts, the adapters, and the one door to providers."""

from vigilance.channels.accounts import load_accounts
from vigilance.channels.egress import open_egress
from vigilance.channels.registry import DOORS
from vigilance.correspondence.carriers import Carriers
from vigilance.sealing.keyring import KeyName, Keyring
from vigilance.settings import Settings


def ways_out(settings: Settings, keyring: Keyring) -> Carriers:
    """What carries messages here, by config/channels.toml and the environment."""
    accounts = load_accounts(settings.channels_path)
    return Carriers(
        settings=settings,
        accounts=accounts,
        adapters=DOORS,
        http=open_egress(accounts),
        thread_key=keyring.private(KeyName.SERVER),
    )
