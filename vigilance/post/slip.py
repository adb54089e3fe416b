"""The acknowledgement of a paper complaint: one sheet with number and code, for a window envelope or into the hand."""

import io
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path

from flask import current_app
from flask_babel import force_locale
from flask_babel import gettext as _

from vigilance.complaints.office import Office
from vigilance.domain.dates import day_in_words
from vigilance.domain.numbering import grouped
from vigilance.sealing.tokens import make_token, read_token

TEMPLATE = Path(__file__).with_name("slip.typ")
PURPOSE = "post-slip"
LIVES = timedelta(hours=1)
"""As long as the page with the code is likely to stay open; after that nobody can print it."""
NAME = "acknowledgement.pdf"
BORDER = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """What an acknowledgement says; the address is what the clerk has just typed."""

    reference: str
    secret: str = field(repr=False)
    language: str
    received_on: date
    registered_on: date
    address: Sequence[str] = field(default=(), repr=False)

    def token(self, office: Office, at: datetime) -> str:
        """The slip in a sealed field of the page on which the code is shown."""
        values = asdict(self) | {
            "received_on": self.received_on.isoformat(),
            "registered_on": self.registered_on.isoformat(),
            "address": list(self.address),
        }
        return make_token(office.server_key, PURPOSE, values, LIVES, at)


def read_slip(office: Office, token: str, at: datetime) -> Slip:
    """The slip in a sealed field; raises TokenBroken or TokenExpired."""
    found = read_token(office.server_key, PURPOSE, token, at)
    for name in ("received_on", "registered_on"):
        found[name] = date.fromisoformat(found[name])
    return Slip(**found)


def slip_pdf(office: Office, slip: Slip, at: datetime) -> bytes:
    """The slip as a tagged PDF (PDF/UA-1) in the complainant's language. The words go in as data, never as source."""
    with force_locale(slip.language):
        values = _words(office, slip)
    import typst  # noqa: PLC0415 -- 6 MB, and few workers ever draw a paper

    made: bytes = typst.compile(
        str(TEMPLATE),
        root=str(TEMPLATE.parent),
        font_paths=[str(Path(current_app.static_folder or "") / "built" / "typst-fonts")],
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"data": json.dumps(values, ensure_ascii=False)},
        pdf_standards=["ua-1"],
        timestamp=int(at.timestamp()),
    )
    return made


def _words(office: Office, slip: Slip) -> dict[str, object]:
    settings, said = office.settings, slip.language
    track = settings.base_url.rstrip("/") + "/complaints/track"
    return {
        "language": said,
        "title": _("Acknowledgement"),
        "office": _("Social Welfare Department, Uttar Pradesh"),
        "office-address": settings.office_address_hi
        if said == "hi"
        else settings.office_address_en,
        "address-lines": list(slip.address),
        "heading": _("Your complaint is registered"),
        "letter": _(
            "What you gave us on %(received)s was registered on %(registered)s.",
            received=day_in_words(slip.received_on, said),
            registered=day_in_words(slip.registered_on, said),
        ),
        "codes": [
            (_("Complaint number"), grouped(slip.reference)),
            (_("Secret code"), grouped(slip.secret)),
        ],
        "keep": _("Keep this paper where only you find it. The secret code cannot be found again."),
        "track-heading": _("How to see what happened"),
        "track": _(
            "Open this page and enter the number and the code. "
            "There we write to you, and you can write to us and add papers."
        ),
        "track-address": track,
        "qr": _svg(track),
        "qr-words": _("The address of the page where you see what happened"),
        "telephone": _(
            "Without the internet: call %(number)s and tell the complaint number.",
            number=settings.helpline,
        ),
        "warning": _("Nobody from our office will ever ask you for the secret code or for money."),
        "foot": _("Helpline") + " " + settings.helpline,
    }


def _svg(text: str) -> str:
    import segno  # noqa: PLC0415 -- 1 MB, and few workers ever draw a code

    out = io.BytesIO()
    segno.make(text, micro=False).save(out, kind="svg", border=BORDER, xmldecl=False)
    return out.getvalue().decode()
