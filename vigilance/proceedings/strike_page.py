"""The page of what was entered by mistake: what waits for a second person, what was decided, a new proposal."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from flask import render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString
from sqlalchemy.orm import Session

from vigilance.accounts.signing_in import current_actor
from vigilance.cases.accused_queries import accused_of, allegations_of
from vigilance.complaints.people import People, people
from vigilance.domain.permissions import Permission, allowed
from vigilance.proceedings.commands.striking import NEVER_STRUCK
from vigilance.proceedings.strike_models import StrikeOff, Struck
from vigilance.proceedings.strike_queries import strike_offs_of, tracks_on_record
from vigilance.records.models import Record
from vigilance.web.attempts import Refused
from vigilance.web.filters import day
from vigilance.web.forms import Form
from vigilance.web.labels import label_of
from vigilance.web.language import language
from vigilance.web.navigation import file_url

LABELS: Mapping[str, LazyString] = {
    "target": _l("What was entered by mistake"),
    "reasons": _l("Reasons"),
    "version": _l("The second person"),
}
REASONS = (
    _l("This is proposed already; another officer decides."),
    _l("This has been decided already."),
    _l("This was struck off already."),
    _l("This track was struck off."),
    _l("No officer entered this: it is decided, and not struck off."),
)
"""The sentences of the commands, so that the catalogue knows them."""


@dataclass(frozen=True, slots=True)
class StrikeOffShown:
    """One proposal: what it is about, who had part in it, and whether this officer may decide it."""

    row: StrikeOff
    what: str
    proposed_by: str
    decided_by: str
    mine: bool
    decides: bool
    form: Form
    approve_url: str
    refuse_url: str


def strike_page(session: Session, record: Record, refused: Refused | None = None) -> str:
    """The page, with the form that was refused as it was typed."""
    targets = _targets(session, record)
    found = strike_offs_of(session, record.id)
    named = {each for row in found for each in (row.proposed_by, row.decided_by) if each}
    who = people(session, named, choosing=False)
    waiting = {row.target_id for row in found if row.decided_at is None}
    choose = [
        (f"{what.value}:{target}", words)
        for (what, target), (words, struck) in targets.items()
        if not struck and target not in waiting
    ]

    lines = [_shown(record, row, _words(targets, row), who, refused) for row in found]
    proposing = refused.form if refused and refused.name == "propose" else Form(prefix="propose-")
    return render_template(
        "proceedings/strike-offs.html",
        number=record.number,
        back=file_url(record.number),
        waiting=[line for line in lines if line.row.decided_at is None],
        decided=[line for line in lines if line.row.decided_at is not None],
        form=proposing,
        choose=choose,
        opened_form=refused.form if refused else Form(),
        opened=refused.name if refused else None,
        labels=LABELS,
    )


Targets: TypeAlias = Mapping[tuple[Struck, Any], tuple[str, bool]]
"""What stands on a file, in words, and whether it was struck off."""


def _words(targets: Targets, row: StrikeOff) -> str:
    words, _struck = targets.get((row.what, row.target_id), ("–", True))
    return words


def _shown(
    record: Record, row: StrikeOff, words: str, who: People, refused: Refused | None
) -> StrikeOffShown:
    name = row.id.hex
    opened = refused is not None and refused.name == name
    return StrikeOffShown(
        row=row,
        what=words,
        proposed_by=who.name(row.proposed_by),
        decided_by=who.name(row.decided_by),
        mine=row.proposed_by in current_actor().hands,
        decides=allowed(current_actor().roles, Permission.PROCEEDING_STEP),
        form=refused.form if refused is not None and opened else Form(prefix=f"{name}-"),
        approve_url=url_for("strike_offs.approve", number=record.number, found_id=row.id),
        refuse_url=url_for("strike_offs.refuse", number=record.number, found_id=row.id),
    )


def _targets(session: Session, record: Record) -> dict[tuple[Struck, Any], tuple[str, bool]]:
    """What stands on the file, in words, and whether it was struck off."""
    found: dict[tuple[Struck, Any], tuple[str, bool]] = {}
    for one in accused_of(session, record.id):
        words = _("Accused %(number)s", number=one.accused.number)
        struck = one.accused.struck_off_at is not None
        found[Struck.ACCUSED, one.accused.id] = (f"{words}: {one.official.name}", struck)
    for each in allegations_of(session, record.id):
        words = str(_("Allegation %(number)s", number=each.number))
        found[Struck.ALLEGATION, each.id] = (words, each.struck_off_at is not None)
    for track, accused in tracks_on_record(session, record.id):
        if track.track in NEVER_STRUCK:
            continue
        of_whom = f" · {_('Accused %(number)s', number=accused)}" if accused else ""
        words = f"{label_of(track.track).said_in(language())}{of_whom}, {day(track.begun_on)}"
        found[Struck.TRACK, track.id] = (words, track.struck_off_at is not None)
    return found
