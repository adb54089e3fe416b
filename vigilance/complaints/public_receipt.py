"""The receipt as it is shown once: as a page, as a paper, and in a sealed field from which both can be drawn again."""

import base64
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from flask import current_app, render_template
from flask_babel import gettext as _

from vigilance.clocks.rules import ClockRules
from vigilance.complaints.filing import Answer, Filing
from vigilance.complaints.office import Office
from vigilance.complaints.receipt_pdf import Sheet, qr_code, receipt_pdf
from vigilance.domain.dates import ist_day
from vigilance.domain.digits import ascii_digits
from vigilance.domain.lanes import Lane, confirmation_needed
from vigilance.domain.numbering import grouped
from vigilance.domain.time_limits import compute
from vigilance.records.models import RecordKind
from vigilance.sealing.tokens import make_token, read_token
from vigilance.web.filters import day
from vigilance.web.language import language

PURPOSE = "receipt"
LIVES = timedelta(days=1)
LAST_FOUR = 4
PDF_NAME = "receipt.pdf"  # neutral: the name stays in the list of downloads


@dataclass(frozen=True, slots=True)
class ShownReceipt:
    """What a receipt says, besides number and code."""

    answer: Answer
    lane: Lane
    live_demand: bool
    decision_due: date | None

    @property
    def registered(self) -> bool:
        """Whether it stands in the register already, and not only in the emergency register."""
        return not self.answer.only_kept


def shown_receipt(answer: Answer, filing: Filing, rules: ClockRules | None) -> ShownReceipt:
    """The receipt of this filing; without rules, while the register is away, no date is promised."""
    due = None
    if rules is not None:
        begun = ist_day(answer.registered_at)
        limit = rules.limit(RecordKind.COMPLAINT, "scrutiny", begun)
        due = compute(limit, begun, calendar=rules.calendar(limit), on=begun).due
    return ShownReceipt(answer, filing.lane, filing.live_demand, due)


def receipt_token(office: Office, receipt: ShownReceipt, now: datetime) -> str:
    """The receipt in a sealed field: for its other language, its paper and its read-back."""
    due = receipt.decision_due
    payload = {
        "answer": base64.b64encode(receipt.answer.to_bytes()).decode(),
        "lane": receipt.lane.value,
        "live": receipt.live_demand,
        "due": due.isoformat() if due else None,
    }
    return make_token(office.server_key, PURPOSE, payload, LIVES, now)


def read_receipt_token(office: Office, token: str, now: datetime) -> ShownReceipt:
    """The receipt in a sealed field; raises TokenBroken or TokenExpired."""
    found = read_token(office.server_key, PURPOSE, token, now)
    due = found["due"]
    return ShownReceipt(
        Answer.from_bytes(base64.b64decode(found["answer"])),
        Lane(found["lane"]),
        found["live"],
        date.fromisoformat(due) if due else None,
    )


def same_last_four(receipt: ShownReceipt, typed: str) -> bool:
    """Whether these are the last four signs of the code, however they are written."""
    plain = "".join(sign for sign in ascii_digits(typed).upper() if sign.isalnum())
    for written, meant in (("O", "0"), ("I", "1"), ("L", "1")):
        plain = plain.replace(written, meant)
    return plain == receipt.answer.secret[-LAST_FOUR:]


def receipt_page(
    office: Office, receipt: ShownReceipt, now: datetime, *, checked: bool | None = None
) -> str:
    """The page of the receipt."""
    return render_template(
        "complaints/public-receipt.html",
        receipt=receipt,
        token=receipt_token(office, receipt, now),
        heading=heading_of(receipt),
        steps=_steps(receipt),
        qr=qr_code(_track_address(office)),
        track_address=_track_address(office),
        checked=checked,
    )


def _track_address(office: Office) -> str:
    return office.settings.base_url.rstrip("/") + "/complaints/track"


def _steps(receipt: ShownReceipt) -> list[tuple[str, str]]:
    """What happens by which date, as far as it can be promised."""
    today = day(receipt.answer.registered_at)
    if not receipt.registered:
        words = _(
            "The register is away for the moment. "
            "Your complaint is kept safely and is registered as soon as it is back."
        )
        return [(_("Received"), today), (_("Registered"), words)]
    steps = [(_("Registered and acknowledged"), today)]
    if confirmation_needed(receipt.lane):
        words = _(
            "An officer asks you on the tracking page whether the complaint is yours; you then have 15 days to answer."
        )
        steps.append((_("Your confirmation"), words))
    if receipt.decision_due is not None:
        last = _(
            "by %(day)s; waiting for your answer does not count", day=day(receipt.decision_due)
        )
        plain = _("by %(day)s", day=day(receipt.decision_due))
        steps.append(
            (_("Decision what is done"), last if confirmation_needed(receipt.lane) else plain)
        )
    steps.append((_("If a date passes"), _("You can remind us on the same page.")))
    return steps


def pdf_of(office: Office, receipt: ShownReceipt) -> bytes:
    """The receipt as a paper in the reader's language."""
    answer, settings = receipt.answer, office.settings
    proof = grouped(answer.proof, 8).replace("-", " ") if answer.proof else None
    sheet = Sheet(
        language=language(),
        title=_("Receipt"),
        office=_("Social Welfare Department, Uttar Pradesh"),
        heading=heading_of(receipt),
        codes=[
            (_("Complaint number"), grouped(answer.reference)),
            (_("Secret code"), grouped(answer.secret)),
        ],
        keep=_("Keep this paper where only you find it. The secret code cannot be found again."),
        steps_heading=_("What happens by when"),
        steps=_steps(receipt),
        track_heading=_("How to see what happened"),
        track=_(
            "Open this page and enter the number and the code. "
            "There we write to you, and you can write to us and add papers."
        ),
        address=_track_address(office),
        qr_words=_("The address of the page where you see what happened"),
        proof_heading=_("Proof of registration"),
        proof_words=_(
            "This line proves that your complaint stands in our record, "
            "which nobody can change unseen. It tells nothing about you."
        ),
        proof=proof,
        foot=_("Helpline") + " " + settings.helpline,
    )
    fonts = Path(current_app.static_folder or "") / "built" / "typst-fonts"
    return receipt_pdf(sheet, fonts, answer.registered_at)


def heading_of(receipt: ShownReceipt) -> str:
    """What has happened, in one line."""
    if receipt.registered:
        return _("Your complaint is registered")
    return _("Your complaint is received")
