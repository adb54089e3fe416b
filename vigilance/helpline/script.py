"""What the clerk reads aloud, in the language of the call, whatever the language of the page."""

from flask_babel import force_locale
from flask_babel import lazy_gettext as _l

LINES = {
    "greeting": _l(
        "Namaste. This is the vigilance helpline of the Social Welfare Department. "
        "I write down what you tell me. In which language shall we speak?"
    ),
    "lane": _l(
        "You may give your name; it is kept sealed. If you fear harm, your complaint can be protected: then your "
        "name opens only if two offices agree. Or you tell me no name at all; then we can act only on "
        "what can be checked without you."
    ),
    "what": _l("Tell me in your own words what happened. Who asked for what, and for which work?"),
    "where": _l(
        "In which district was it, and in which office or village? Which scheme is it about?"
    ),
    "money": _l(
        "When was it, and how much money was asked for? Is it still to be paid? "
        "If so, please do not pay yet if you can avoid it."
    ),
    "who": _l(
        "What is your name, and how can we reach you? I write it down once and do not see it again."
    ),
    "read_back": _l(
        "I now read to you what I have written. Please stop me where it is not right. "
        "Do you agree that it is registered as your complaint?"
    ),
    "code": _l(
        "Please take a pen. I read out a number and a secret code, four signs at a time. "
        "Please repeat each four to me. Nobody from our office will ever ask you for the code or for money."
    ),
    "farewell": _l(
        "With the number and the code you see on our website what happened, or ask on this helpline. "
        "Thank you for calling."
    ),
}


def spoken(language: str) -> dict[str, str]:
    """Every line in this language."""
    with force_locale(language):
        return {name: str(line) for name, line in LINES.items()}
