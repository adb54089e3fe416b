"""The office's accounts with the providers, as they stand in its file and its environment now."""

from flask import current_app

from vigilance.channels.accounts import ChannelAccounts, load_accounts
from vigilance.settings import Settings

ACCOUNTS = "vigilance.accounts"


def accounts_of(settings: Settings) -> ChannelAccounts:
    """Read anew at each call: an account that was mended or closed is so from the next run on."""
    return load_accounts(settings.channels_path)


def current_accounts() -> ChannelAccounts:
    """The accounts of this application, read once: a web server is started again after a change."""
    held: dict[str, ChannelAccounts] = current_app.extensions
    if ACCOUNTS not in held:
        held[ACCOUNTS] = accounts_of(current_app.config["SETTINGS"])
    return held[ACCOUNTS]
