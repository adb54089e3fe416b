"""The note-sheet and the list of correspondence, to be printed: as a page and as a PDF."""

from io import BytesIO
from pathlib import Path

from flask import Blueprint, render_template, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from vigilance.accounts.signing_in import current_actor
from vigilance.audit.models import FILE
from vigilance.audit.reading import put_on_ledger
from vigilance.cases.file_record import record_of_file
from vigilance.domain.permissions import Permission
from vigilance.proceedings.letter_pdf import OFFICE, PAGE, compiled
from vigilance.proceedings.note_sheet import NoteLine, Page, SheetShown, note_sheet
from vigilance.web.clock import now
from vigilance.web.filters import day
from vigilance.web.guard import requires
from vigilance.web.labels import label_of
from vigilance.web.language import language
from vigilance.web.navigation import file_url
from vigilance.web.session import current_session

TEMPLATE = Path(__file__).with_name("note-sheet.typ")
note_print = Blueprint("note_print", __name__, url_prefix="/office/cases/<number>/print")


def _shown(number: str) -> SheetShown:
    """Both sides of the file, once the reading of it stands on the ledger."""
    session = current_session()
    record = record_of_file(session, number)
    put_on_ledger(session, record.id, FILE, by=current_actor(), at=now())
    return note_sheet(session, record)


@note_print.get("/notes")
@requires(Permission.CASE_READ)
def sheet(number: str) -> ResponseReturnValue:
    """The note-sheet and the list of correspondence, fit to be printed."""
    return render_template(
        "proceedings/note-print.html",
        shown=_shown(number),
        back=file_url(number),
        pdf_url=url_for(".pdf", number=number),
    )


@note_print.get("/notes.pdf")
@requires(Permission.CASE_READ)
def pdf(number: str) -> ResponseReturnValue:
    """The same as a PDF."""
    content = compiled(TEMPLATE, _words(_shown(number)), now())
    response = send_file(
        BytesIO(content),
        mimetype="application/pdf",
        as_attachment=True,
        download_name=f"{number}-notes.pdf",
    )
    response.headers["Cache-Control"] = "no-store"
    return response


def _words(shown: SheetShown) -> dict[str, object]:
    spoken = language()
    return {
        "language": spoken,
        "title": _("Note-sheet of file %(number)s", number=shown.number),
        "office": OFFICE.said_in(spoken),
        "subject": shown.title or "",
        "notes-heading": _("Note-sheet"),
        "notes": [_note(note) for note in shown.notes],
        "no-notes": _("No note has been written yet."),
        "correspondence": [
            {
                "heading": _("Correspondence of %(number)s", number=number),
                "pages": [_page(page) for page in pages],
            }
            for number, pages in shown.correspondence
        ],
        "heads": [_("Page"), _("Date"), _("What it is"), _("To whom")],
        "no-papers": _("There are no papers."),
        "foot": f"{shown.number} · {PAGE.said_in(spoken)}",
    }


def _note(note: NoteLine) -> dict[str, object]:
    text = _("Sealed") if note.text is None else note.text
    endorsed = label_of(note.endorsement).said_in(language()) if note.endorsement else None
    return {
        "number": str(note.number),
        "day": day(note.at),
        "endorsement": endorsed,
        "lines": [line for line in text.splitlines() if line.strip()],
        "by": note.by,
        "post": note.post,
    }


def _page(page: Page) -> dict[str, str]:
    return {"mark": page.mark, "day": day(page.at), "what": page.what, "to": page.to}
