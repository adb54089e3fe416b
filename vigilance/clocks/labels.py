"""The coded values of clocks in words."""

from vigilance.domain.calendar import CalendarKind
from vigilance.domain.clock_card import GROUNDS, STANDINGS
from vigilance.domain.parties import Party
from vigilance.domain.stays import StayGround
from vigilance.domain.time_limits import Standing
from vigilance.domain.words import Words
from vigilance.web.labels import register_labels

CALENDARS = {
    CalendarKind.HQ: Words(hi="मुख्यालय", en="Headquarters"),
    CalendarKind.DISTRICT: Words(hi="जिला कार्यालय", en="District office"),
}


PARTIES = {
    Party.CLERK: Words(hi="प्राप्ति लिपिक", en="Intake clerk"),
    Party.VO: Words(hi="सतर्कता अधिकारी", en="Vigilance Officer"),
    Party.CVO: Words(hi="मुख्य सतर्कता अधिकारी", en="Chief Vigilance Officer"),
    Party.INQUIRING_OFFICER: Words(hi="जांच अधिकारी", en="Inquiring officer"),
    Party.DISTRICT: Words(hi="जिला समाज कल्याण अधिकारी", en="District Social Welfare Officer"),
    Party.COMPLAINANT: Words(hi="शिकायतकर्ता", en="Complainant"),
    Party.APPLICANT: Words(hi="आवेदक", en="Applicant"),
    Party.DISCIPLINARY_AUTHORITY: Words(hi="अनुशासनिक प्राधिकारी", en="Disciplinary authority"),
    Party.INQUIRY_AUTHORITY: Words(hi="विभागीय जांच अधिकारी", en="Departmental inquiry officer"),
    Party.CHARGED_OFFICER: Words(hi="अपचारी कार्मिक", en="Charged officer"),
    Party.APPELLATE_AUTHORITY: Words(hi="अपीलीय प्राधिकारी", en="Appellate authority"),
    Party.REVIEWING_OFFICER: Words(hi="पुनर्विलोकन अधिकारी", en="Reviewing officer"),
    Party.PUBLIC_INFORMATION_OFFICER: Words(hi="जन सूचना अधिकारी", en="Public information officer"),
    Party.AGENCY: Words(hi="अन्वेषण एजेंसी", en="Investigating agency"),
    Party.SANCTIONING_AUTHORITY: Words(hi="स्वीकृति प्राधिकारी", en="Sanctioning authority"),
    Party.GOVERNMENT: Words(hi="शासन", en="Government"),
    Party.GOVERNOR: Words(hi="राज्यपाल", en="Governor"),
    Party.COURT: Words(hi="न्यायालय", en="Court"),
}


def register() -> None:
    """Make them known to every page."""
    register_labels(CalendarKind, CALENDARS)
    register_labels(StayGround, GROUNDS)
    register_labels(Standing, STANDINGS)
    register_labels(Party, PARTIES)
