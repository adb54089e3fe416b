"""The words of the coded values of this feature."""

from vigilance.domain.reading import ReadingRule
from vigilance.domain.return_periods import Cadence
from vigilance.domain.words import Words
from vigilance.returns import desk, letter_register, register_parts  # noqa: F401 -- the desk's parts make themselves known
from vigilance.returns.models import OrderState, WhyRefused
from vigilance.returns.register_parts import Part
from vigilance.web.labels import register_labels

CADENCES = {
    Cadence.MONTHLY: Words(hi="मासिक", en="Monthly"),
    Cadence.QUARTERLY: Words(hi="त्रैमासिक", en="Quarterly"),
    Cadence.ANNUAL: Words(hi="वार्षिक", en="Yearly"),
}
READING = {
    ReadingRule.FAR_MORE: Words(hi="अपने औसत से कहीं अधिक पढ़ा", en="Read far more than usual"),
    ReadingRule.OUTSIDE: Words(hi="अपने मामलों से बाहर पढ़ा", en="Read outside their own matters"),
    ReadingRule.AT_NIGHT: Words(hi="रात में पढ़ा", en="Read at night"),
    ReadingRule.SAME_PERSON: Words(
        hi="एक ही व्यक्ति की शिकायतें पढ़ीं", en="Read the complaints of one person"
    ),
}


ORDERS = {
    OrderState.WAITING: Words(hi="बन रही है", en="Being made"),
    OrderState.READY: Words(hi="तैयार", en="Ready"),
    OrderState.REFUSED: Words(hi="नहीं बनी", en="Refused"),
    OrderState.FAILED: Words(hi="नहीं बन सकी", en="Could not be made"),
    OrderState.DESTROYED: Words(hi="नष्ट की गई", en="Destroyed"),
}
REFUSALS = {
    WhyRefused.RIGHT_LOST: Words(
        hi="यह रिपोर्ट अब आपके अधिकार में नहीं है।", en="You may not run this report any more."
    ),
    WhyRefused.SIGHT_CHANGED: Words(
        hi="आप जो देख सकते हैं वह बदल गया है। फाइल फिर से मांगें।",
        en="What you may see has changed. Order the file again.",
    ),
    WhyRefused.TOO_MANY: Words(
        hi="इस बीच पंक्तियां सीमा से अधिक हो गईं। छोटी अवधि चुनें।",
        en="There are more rows by now than a file of yours may have. Ask for a shorter time.",
    ),
}


def register() -> None:
    """Make them known to every page."""
    register_labels(letter_register.ReplyStanding, letter_register.LABELS)
    register_labels(Part, register_parts.LABELS)
    register_labels(Cadence, CADENCES)
    register_labels(ReadingRule, READING)
    register_labels(OrderState, ORDERS)
    register_labels(WhyRefused, REFUSALS)
