"""What the radar watches, how near it is, and on whose side time was spent, in words."""

from enum import StrEnum

from vigilance.domain.parties import Side
from vigilance.domain.radar import Band, Watch
from vigilance.domain.words import Words

LABELS: dict[type[StrEnum], dict[StrEnum, Words]] = {
    Watch: {
        Watch.RETIREMENT: Words(hi="सेवानिवृत्ति", en="Retirement"),
        Watch.LIMITATION: Words(hi="चार वर्ष की रोक", en="Four-year bar"),
        Watch.DEEMED_SANCTION: Words(hi="मानी गई स्वीकृति", en="Deemed sanction"),
        Watch.SUSPENSION_LAPSE: Words(
            hi="निलंबन: आरोप पत्र का समय", en="Suspension: charge-sheet lapses"
        ),
        Watch.PENALTY_CAP: Words(hi="18 माह की सीमा", en="18-month cap"),
        Watch.INFORMATION: Words(hi="सूचना का अधिकार", en="Right to information"),
        Watch.REFERENCE: Words(hi="सन्दर्भ का उत्तर", en="Answer to a reference"),
        Watch.TRANSFER: Words(hi="अन्य विभाग को अंतरण", en="Transfer to another department"),
        Watch.HEARING: Words(hi="सुनवाई", en="Hearing"),
        Watch.WAKE_UP: Words(hi="रोक को फिर देखना", en="Stay to be looked at again"),
    },
    Band: {
        Band.BREACHED: Words(hi="समय बीत चुका", en="Breached"),
        Band.WEEK: Words(hi="इस सप्ताह", en="Within a week"),
        Band.MONTH: Words(hi="30 दिन के भीतर", en="Within 30 days"),
        Band.LATER: Words(hi="बाद में", en="Later"),
    },
    Side: {
        Side.OURS: Words(hi="हमारा विभाग", en="Our department"),
        Side.AGENCY: Words(hi="अन्वेषण एजेंसी", en="Investigating agency"),
        Side.SANCTIONING_AUTHORITY: Words(hi="स्वीकृति प्राधिकारी", en="Sanctioning authority"),
        Side.COURT: Words(hi="न्यायालय", en="Court"),
        Side.COMPLAINANT: Words(hi="शिकायतकर्ता", en="Complainant"),
        Side.CHARGED_OFFICER: Words(hi="अपचारी कार्मिक", en="Charged officer"),
    },
}
