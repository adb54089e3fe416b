"""The confirmation letter of one complaint, in the language in which it was written."""

from datetime import date, datetime, timedelta
from pathlib import Path

from vigilance.complaints.confirm_links import AFTER_THE_LIMIT, confirmation_link
from vigilance.complaints.letter_pdf import Letter, letter_pdf
from vigilance.complaints.models import Complaint
from vigilance.complaints.office import Office
from vigilance.correspondence.notices import Notice, notice_text
from vigilance.domain.dates import day_in_words, ist_day
from vigilance.domain.words import Words

OFFICE = Words(hi="समाज कल्याण विभाग, उत्तर प्रदेश", en="Social Welfare Department, Uttar Pradesh")
WINDOW = Words(hi="सेवा में", en="To")
LINK = Words(
    hi="फोन के कैमरे से यह चौकोर कोड खोलें और एक बटन दबाकर उत्तर दें।",
    en="Open this square code with the camera of a telephone and answer with one press.",
)
CODE = Words(
    hi="या हेल्पलाइन %(helpline)s पर फोन करें और यह कोड बताएँ:",
    en="Or call the helpline %(helpline)s and tell this code:",
)
FOOT = Words(
    hi="यह कोड केवल हेल्पलाइन या हमारे अधिकारी को बताएँ।",
    en="Tell this code to the helpline or to our officer only.",
)
LEAST_TIME = timedelta(days=7)
"""The post is slow: nobody is asked to answer by a day that is over when the letter comes."""


def confirmation_letter(
    complaint: Complaint,
    code: str,
    office: Office,
    fonts: Path,
    *,
    due: date,
    at: datetime,
    address: str = "",
) -> bytes:
    """The letter as a PDF; its link and its code are good until a month after the answer was due.

    `address` stands in the window where it was opened for this printing; it goes into these bytes and nowhere else.
    """
    spoken, settings = complaint.language, office.settings
    day = day_in_words(complaint.received_on, spoken)
    last = max(due, ist_day(at) + LEAST_TIME)
    text = notice_text(
        Notice.CONFIRMATION_LETTER, spoken, {"day": day, "due": day_in_words(last, spoken)}
    )
    link = confirmation_link(complaint.record_id, office, language=spoken, due=last, at=at)
    sender = settings.office_address_hi if spoken == "hi" else settings.office_address_en
    letter = Letter(
        language=spoken,
        title=text.subject,
        office=OFFICE.said_in(spoken),
        sender=sender,
        day=day_in_words(ist_day(at), spoken),
        window=WINDOW.said_in(spoken),
        address=address,
        heading=text.subject,
        lines=tuple(part for part in text.text.split("\n\n") if part),
        link_words=LINK.said_in(spoken),
        link=link,
        code_words=CODE.said_in(spoken) % {"helpline": settings.helpline},
        code=f"{code[:3]} {code[3:]}",
        foot=FOOT.said_in(spoken),
    )
    return letter_pdf(letter, fonts, at)


def letter_lives(due: date, at: datetime) -> timedelta:
    """How long the code on a letter is good: as long as its link."""
    return max(due - ist_day(at), LEAST_TIME) + AFTER_THE_LIMIT
