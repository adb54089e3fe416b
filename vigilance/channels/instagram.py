"""Instagram: private messages to the office's account, and comments below its posts."""

from vigilance.channels.messenger import Messenger
from vigilance.domain.lanes import Channel


class Instagram(Messenger):
    """Private messages are answered; comments are not.

    The provider counts 1000 bytes, and a Hindi letter has three.
    """

    name = Channel.INSTAGRAM
    token = "TOKEN"  # noqa: S105 -- the secret's name
    longest_text = 330
