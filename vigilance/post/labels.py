"""The coded values of the post desk in words."""

from vigilance.domain.words import Words
from vigilance.post.models import HowItCame, MemberOffice, Platform
from vigilance.web.labels import register_labels

HOW = {
    HowItCame.POST: Words(hi="डाक से", en="By post"),
    HowItCame.HAND: Words(hi="हाथ से, पटल पर", en="By hand, at the counter"),
    HowItCame.OTHER_OFFICE: Words(hi="अन्य कार्यालय से", en="From another office"),
}
PLATFORMS = {
    Platform.X: Words(hi="एक्स", en="X"),
    Platform.FACEBOOK: Words(hi="फेसबुक", en="Facebook"),
    Platform.INSTAGRAM: Words(hi="इंस्टाग्राम", en="Instagram"),
    Platform.YOUTUBE: Words(hi="यूट्यूब", en="YouTube"),
    Platform.NEWS: Words(hi="समाचार स्थल", en="News site"),
    Platform.OTHER: Words(hi="अन्य", en="Other"),
}
OFFICES = {
    MemberOffice.MP: Words(hi="सांसद", en="Member of Parliament"),
    MemberOffice.MLA: Words(hi="विधायक", en="Member of the Legislative Assembly"),
    MemberOffice.MLC: Words(hi="सदस्य, विधान परिषद", en="Member of the Legislative Council"),
    MemberOffice.LOCAL_BODY: Words(
        hi="निर्वाचित प्रतिनिधि, स्थानीय निकाय", en="Elected member of a local body"
    ),
    MemberOffice.CONSTITUTIONAL_BODY: Words(
        hi="संवैधानिक या विधिक संस्था", en="Constitutional or statutory body"
    ),
}


def register() -> None:
    """Make them known to every page."""
    register_labels(HowItCame, HOW)
    register_labels(Platform, PLATFORMS)
    register_labels(MemberOffice, OFFICES)
