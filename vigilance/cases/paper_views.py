"""One paper: what a machine found in it, and its download. It is always saved, never shown by our pages."""

from typing import NoReturn

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from vigilance.accounts.signing_in import current_actor
from vigilance.audit.commands import append_event
from vigilance.audit.reading import put_on_ledger
from vigilance.cases.file_record import record_of_file
from vigilance.cases.papers_asked import ORIGINAL, WARNED, WITHOUT_PLACE, Asked, asked_for
from vigilance.complaints.downloads import download_without_place, name_of
from vigilance.complaints.schemas import current_office
from vigilance.database.acting import act_as
from vigilance.domain.errors import NotFound
from vigilance.domain.permissions import Permission
from vigilance.domain.words import Words
from vigilance.evidence.file_host import handed_over
from vigilance.evidence.inspection_shown import URGENT, flags_shown, listing_of, same_file_records
from vigilance.evidence.labels import entry_words, held_words
from vigilance.evidence.models import PaperInspection
from vigilance.evidence.names import shown_name
from vigilance.evidence.previews.made import NoPreview
from vigilance.evidence.signs import Fact
from vigilance.sealing.case_keys import CaseKey
from vigilance.web.clock import now
from vigilance.web.forms import Form
from vigilance.web.guard import requires
from vigilance.web.navigation import file_url
from vigilance.web.session import current_session, database, let_go
from vigilance.web.transaction import own_transactions

papers = Blueprint("papers", __name__, url_prefix="/office/files/<number>/papers/<int:paper>")
CONFIRM = "isolated"
STRIPPABLE = frozenset({"image/jpeg", "image/png", "image/webp", "image/tiff"})


@papers.get("")
@requires(Permission.PAPER_READ)
def paper(number: str, paper: int) -> ResponseReturnValue:
    """One paper, to be saved; the reading is on the ledger before a byte of it is opened."""
    session = current_session()
    asked = asked_for(session, number, paper)
    if asked.positive:
        return redirect(url_for(".about", number=number, paper=paper), 303)
    put_on_ledger(session, asked.record.id, f"paper {paper}", by=current_actor(), at=now())
    return handed_over(ORIGINAL, number=number, paper=paper) or _gone()


@papers.get("/about")
@requires(Permission.PAPER_READ)
def about(number: str, paper: int) -> ResponseReturnValue:
    """What a machine found in it, the names in an archive, and where else the same file is."""
    session = current_session()
    asked = asked_for(session, number, paper)
    put_on_ledger(session, asked.record.id, f"paper {paper}", by=current_actor(), at=now())
    return _page(session, asked, Form())


def _gone() -> NoReturn:
    raise NotFound("paper")


def _page(session: Session, asked: Asked, form: Form) -> str:
    found, row = asked.found, asked.paper
    key = asked.key(session)
    facts = found.facts if found else {}
    return render_template(
        "office/paper.html",
        number=asked.record.number,
        back=file_url(asked.record.number),
        paper=row,
        name=shown_name(name_of(row, key)),
        flags=flags_shown(row, found),
        urgent=URGENT,
        facts=[(fact, facts[fact.value]) for fact in Fact if fact.value in facts],
        held=held_words(str(facts["held"])) if "held" in facts else None,
        entries=_entries(found, key),
        others=[(each, file_url(each)) for each in same_file_records(session, row)],
        positive=asked.positive,
        preview=asked.preview,
        why=NoPreview(asked.preview.reason) if asked.preview and asked.preview.reason else None,
        strippable=row.media_type in STRIPPABLE,
        form=form,
        labels={CONFIRM: _("I open it on a computer that is not connected to any network")},
    )


def _entries(found: PaperInspection | None, key: CaseKey) -> list[tuple[str, int, list[Words]]]:
    """The names in an archive with their sizes and what is odd about each; as text, never as a path."""
    listing = listing_of(found, key)
    rows = listing.entries if listing else ()
    return [
        (shown_name(one.name), one.size, [entry_words(flag) for flag in one.flags]) for one in rows
    ]


@papers.post("/about")
@requires(Permission.PAPER_READ)
@own_transactions
def confirmed(number: str, paper: int) -> ResponseReturnValue:
    """Hand over what the scanner warns of, to who says where he opens it; that he said so is on the ledger."""
    session, by, at = current_session(), current_actor(), now()
    asked = asked_for(session, number, paper)
    if request.form.get(CONFIRM) != "yes":
        form = Form(errors={CONFIRM: [_("Tick the box first.")]})
        return _page(session, asked, form), 422
    let_go()
    with database().writing() as writing, writing.begin():
        record = record_of_file(act_as(writing, by), number)
        append_event(writing, record, "warned-paper-opened", {"paper": paper}, by=by, at=at)
    act_as(current_session(), by)  # a new one: the first was let go for the event's own transaction
    return handed_over(WARNED, number=number, paper=paper) or _gone()


@papers.get("/without-place")
@requires(Permission.PAPER_READ)
def without_place(number: str, paper: int) -> ResponseReturnValue:
    """A photo without what it tells of place and device, made for this download; the paper stays as it is."""
    session = current_session()
    asked = asked_for(session, number, paper)
    if asked.paper.media_type not in STRIPPABLE or asked.positive:
        raise NotFound("paper")
    put_on_ledger(session, asked.record.id, f"paper {paper}", by=current_actor(), at=now())
    made = download_without_place(asked.paper, asked.key(session), current_office())
    if made is None:
        words = _("This picture is not built as others are; no copy without its place can be made.")
        return _page(session, asked, Form(errors={"picture": [words]})), 422
    return handed_over(WITHOUT_PLACE, made=made, number=number, paper=paper) or _gone()
