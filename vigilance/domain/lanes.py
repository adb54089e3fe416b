"""How a complaint came in, and which lane of the procedure it takes."""

from enum import StrEnum


class Lane(StrEnum):
    """What the procedure asks before a complaint may be acted on."""

    ORDINARY = "ordinary"
    PUBLIC_REPRESENTATIVE = "public-representative"
    PROTECTED = "protected"
    ANONYMOUS = "anonymous"
    DEPARTMENT_ORIGINATED = "department-originated"


class Channel(StrEnum):
    """The door through which something came."""

    WEB = "web"
    PHONE = "phone"
    EMAIL = "email"
    WHATSAPP = "whatsapp"
    TELEGRAM = "telegram"
    X = "x"
    FACEBOOK = "facebook"
    INSTAGRAM = "instagram"
    LETTER = "letter"
    FORM = "form"
    FIELD_VISIT = "field-visit"
    IMPORT = "import"


_CONFIRMATION_NEEDED = {
    Lane.ORDINARY: True,
    Lane.PUBLIC_REPRESENTATIVE: True,  # the letter and its facts are confirmed: GO of 1997
    Lane.PROTECTED: False,  # the two holders of the sealed identity have it already
    Lane.ANONYMOUS: False,  # there is nobody to ask: the CVO decides
    Lane.DEPARTMENT_ORIGINATED: False,  # an approving officer is named instead
}


def confirmation_needed(lane: Lane) -> bool:
    """Whether the complainant must own the complaint before any step is taken on it."""
    return _CONFIRMATION_NEEDED[lane]
