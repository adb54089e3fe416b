"""That an officer is on leave and who acts for him, as it stands beside his name."""

from flask_babel import gettext as _

from vigilance.domain.delegation import Absence
from vigilance.web.filters import day
from vigilance.web.language import language


def absence_in_words(absence: Absence) -> str:
    """On leave until when, and who acts."""
    name = absence.name_hi if language() == "hi" else absence.name_en
    return str(_("on leave until %(day)s, %(name)s acts", day=day(absence.until), name=name))
