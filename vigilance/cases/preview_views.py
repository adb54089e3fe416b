"""Looking at a paper without opening it: sheet by sheet, drawn by a machine and never the file itself."""

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from vigilance.accounts.signing_in import current_actor
from vigilance.audit.reading import put_on_ledger
from vigilance.cases.papers_asked import PICTURE, Asked, asked_for
from vigilance.complaints.downloads import name_of
from vigilance.complaints.schemas import current_office
from vigilance.domain.errors import NotFound
from vigilance.domain.permissions import Permission
from vigilance.evidence.file_host import handed_over
from vigilance.evidence.inspection_shown import URGENT, flags_shown
from vigilance.evidence.models import PaperPreview
from vigilance.evidence.names import shown_name
from vigilance.evidence.preview_shown import (
    SheetShown,
    clock_words,
    is_ready,
    loudness_path,
    opened_sheet,
    sheet_shown,
    sheets_shown,
)
from vigilance.evidence.previews.made import SheetKind
from vigilance.evidence.signs import Fact, Sign
from vigilance.sealing.case_keys import CaseKey
from vigilance.web.clock import now
from vigilance.web.guard import requires
from vigilance.web.navigation import file_url
from vigilance.web.session import current_session

previews = Blueprint(
    "previews", __name__, url_prefix="/office/files/<number>/papers/<int:paper>/preview"
)


@previews.get("")
@requires(Permission.PAPER_READ)
def preview(number: str, paper: int) -> ResponseReturnValue:
    """The first sheet; where there is none, the page of the paper says why."""
    session = current_session()
    asked = asked_for(session, number, paper)
    if not is_ready(asked.preview) or asked.positive:
        return redirect(url_for("papers.about", number=number, paper=paper), 303)
    return _page(session, asked, 1)


@previews.get("/<int:sheet>")
@requires(Permission.PAPER_READ)
def sheet(number: str, paper: int, sheet: int) -> ResponseReturnValue:
    """One sheet of a paper; the reading is on the ledger before anything of it is opened."""
    session = current_session()
    return _page(session, asked_for(session, number, paper), sheet)


@previews.get("/<int:sheet>/picture")
@requires(Permission.PAPER_READ)
def picture(number: str, paper: int, sheet: int) -> ResponseReturnValue:
    """The picture of one sheet."""
    session = current_session()
    asked = asked_for(session, number, paper)
    put_on_ledger(session, asked.record.id, f"paper {paper}", by=current_actor(), at=now())
    handed = handed_over(PICTURE, number=number, paper=paper, sheet=sheet)
    if handed is None:
        raise NotFound("sheet")
    return handed


def _page(session: Session, asked: Asked, number: int) -> str:
    found, row, ready = asked.found, asked.paper, asked.preview
    if ready is None or not is_ready(ready) or asked.positive:
        raise NotFound("preview")
    shown = sheet_shown(ready, number)
    put_on_ledger(session, asked.record.id, f"paper {row.number}", by=current_actor(), at=now())
    key = asked.key(session)
    facts = found.facts if found else {}
    return render_template(
        "office/preview.html",
        number=asked.record.number,
        back=file_url(asked.record.number),
        paper=row,
        name=shown_name(name_of(row, key)),
        flags=flags_shown(row, found),
        urgent=URGENT,
        place=found is not None and Sign.LOCATION_DATA in found.signs,
        sheet=shown,
        sheets=sheets_shown(ready),
        cut=ready.cut,
        pages=facts.get(Fact.PAGES.value),
        length=clock_words(ready.seconds or facts.get(Fact.SECONDS.value)),
        moment=clock_words(shown.second),
        content=_content(ready, shown, key),
    )


def _content(ready: PaperPreview, shown: SheetShown, key: CaseKey) -> str:
    """What stands in the page itself: a text, or the drawing of a sound. A picture is fetched by the browser."""
    if shown.kind is SheetKind.PICTURE:
        return ""
    content = opened_sheet(current_office().settings, ready, shown, key)
    return loudness_path(content) if shown.kind is SheetKind.SOUND else content.decode("utf-8")
