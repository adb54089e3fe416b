"""A clerk at the telephone: begins a call, writes it down, registers it."""

import re

from sqlalchemy import select

from tests.builders.forms import said
from vigilance.complaints.models import Complaint
from vigilance.helpline.models import PhoneCall

NUMBER = "9000000502"
WORDS = "बाबू ने पेंशन के लिए पाँच सौ रुपये माँगे।"
AGREED = {"read_back": "yes", "consent": "yes"}


def begin(browser, number=NUMBER, language="hi"):
    """The address of the draft that begins with this number."""
    answer = browser.post("/office/intake/phone", data={"number": number, "language": language})
    assert answer.status_code == 303
    return answer.headers["Location"]


def write(browser, place, act="register", **typed):
    """Send the call's form."""
    return browser.post(f"{place}/{act}?lang=en", data=typed, content_type="multipart/form-data")


def registered(browser, place, **typed):
    """The page with the code."""
    answer = write(browser, place, text=WORDS, lane="ordinary", **AGREED, **typed)
    assert answer.status_code == 200, said(answer)
    return answer


def only_call(session):
    """The one call of this test as it stands now."""
    return session.scalars(select(PhoneCall).execution_options(populate_existing=True)).one()


def the_complaint(session, number):
    """The complaint of this number."""
    return session.scalars(select(Complaint).where(Complaint.number == number)).one()


def number_on(answer):
    """The register number that the page says."""
    return re.search(r"SWD-C-2026-[0-9]{6}", said(answer))[0]
