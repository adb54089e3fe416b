"""Facebook: Messenger, and what people write on the office's page (developers.facebook.com/docs/messenger-platform)."""

from vigilance.channels.messenger import Messenger
from vigilance.domain.lanes import Channel


class Facebook(Messenger):
    """Private messages to the page are answered; what is said on the page is not."""

    name = Channel.FACEBOOK
    token = "PAGE_TOKEN"  # noqa: S105 -- the secret's name
    longest_text = 2000
