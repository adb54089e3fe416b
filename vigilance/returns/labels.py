"""The words of the coded values of this feature."""

from vigilance.domain.reading import ReadingRule
from vigilance.domain.return_periods import Cadence
from vigilance.domain.words import Words
from vigilance.returns import desk, register_parts  # noqa: F401 -- the desk's parts make themselves known
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


def register() -> None:
    """Make them known to every page."""
    register_labels(Part, register_parts.LABELS)
    register_labels(Cadence, CADENCES)
    register_labels(ReadingRule, READING)
