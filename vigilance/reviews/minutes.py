"""The minutes of a sitting as a tagged PDF, in Hindi or in English: what this reader may see of it, and no more."""

from datetime import datetime
from pathlib import Path
from typing import Any

from flask_babel import gettext as _

from vigilance.domain.review_rules import Rule
from vigilance.domain.words import Language
from vigilance.proceedings.letter_pdf import DRAFT, OFFICE, PAGE, compiled
from vigilance.reviews.rule_words import state_label
from vigilance.reviews.sitting_models import Sitting, Stage
from vigilance.reviews.sitting_page import ItemShown, MemberShown, SittingShown
from vigilance.settings import Settings
from vigilance.web.filters import day, instant
from vigilance.web.labels import label_of

TEMPLATE = Path(__file__).with_name("minutes.typ")
SHORT_DIGEST = 16
"""Characters of the digest that a printed page carries; the ledger has it whole."""


def minutes_pdf(
    shown: SittingShown, rule: Rule, settings: Settings, at: datetime, spoken: Language
) -> bytes:
    """The minutes, a draft until they are signed. The request's language is the one asked for."""
    sitting = shown.sitting
    signed = sitting.stage is Stage.SIGNED
    address = settings.office_address_hi if spoken is Language.HINDI else settings.office_address_en
    values = {
        "language": spoken.value,
        "title": _("Minutes of the review %(number)s", number=sitting.number),
        "office": OFFICE.said_in(spoken),
        "address": address,
        "facts": [
            [_("Queue"), rule.label.said_in(spoken)],
            [_("Called for"), instant(sitting.called_for)],
            [_("Place"), sitting.place],
            [_("Sitting held"), _held(sitting)],
            [_("Members needed to decide"), str(sitting.quorum)],
        ],
        "members-heading": _("Attendance"),
        "members": [_member(member, spoken) for member in shown.members],
        "items-heading": _("Matters and decisions"),
        "items": [_item(item, spoken) for item in shown.items],
        "no-items": _("No matter lay before this sitting."),
        "addenda-heading": _("Corrections"),
        "addenda": [
            [
                _("Correction %(number)s of %(day)s", number=each.number, day=day(each.added_at)),
                each.text,
            ]
            for each in shown.addenda
        ],
        "signature": _signature(shown),
        "mark": None if signed else DRAFT.said_in(spoken),
        "foot": f"{sitting.number} · {_digest(sitting)}{PAGE.said_in(spoken)}",
    }
    return compiled(TEMPLATE, values, at)


def _held(sitting: Sitting) -> str:
    if sitting.opened_at is None:
        return str(_("not yet held"))
    return f"{instant(sitting.opened_at)} – {instant(sitting.ended_at)}"


def _member(shown: MemberShown, spoken: Language) -> list[str]:
    came = {True: _("present"), False: _("absent"), None: _("called")}[shown.member.present]
    return [shown.name, label_of(shown.member.part).said_in(spoken), came]


def _item(shown: ItemShown, spoken: Language) -> dict[str, Any]:
    facts = [state_label(shown.stage), _("%(days)s days old", days=shown.age), shown.district]
    facts += [
        f"{label_of(track).said_in(spoken)}: {state_label(state)}" for track, state in shown.tracks
    ]
    if shown.item.carried:
        facts.append(_("Carried forward"))
    lines = [[_("Decision"), shown.outcome or _("not yet decided")]]
    if shown.remarks:
        lines.append([_("Remarks"), shown.remarks])
    if shown.direction is not None:
        charged = _("%(who)s, by %(day)s", who=shown.owner, day=day(shown.direction.due_on))
        lines.append([_("To be carried out by"), charged])
    if shown.item.next_on is not None:
        lines.append([_("Looked at again"), day(shown.item.next_on)])
    if shown.recused:
        lines.append([_("Recused"), ", ".join(shown.recused)])
    return {
        "heading": f"{shown.place}. {shown.matter.number}",
        "facts": " · ".join(facts),
        "lines": lines,
    }


def _signature(shown: SittingShown) -> list[str]:
    sitting = shown.sitting
    chair = next(member.name for member in shown.members if member.member.part == "chair")
    if sitting.stage is not Stage.SIGNED:
        return [chair, _("Signature of the chair")]
    if sitting.signed_on_paper is not None:
        return [chair, _("Signed on paper on %(day)s", day=day(sitting.signed_on_paper))]
    return [chair, _("Signed on %(day)s", day=day(sitting.signed_at))]


def _digest(sitting: Sitting) -> str:
    if sitting.sha256 is None:
        return ""
    return f"SHA-256 {sitting.sha256.hex()[:SHORT_DIGEST]} · "
