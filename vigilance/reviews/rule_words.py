"""A review rule in the reader's words: who reviews what, how often, what comes in, who hears when it was not held."""

from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum

from flask_babel import gettext

from vigilance.complaints.subject import district_name, scheme_name
from vigilance.domain.agencies import Agency
from vigilance.domain.clock_card import AUTHORITIES
from vigilance.domain.dates import day_in_words
from vigilance.domain.money import rupees_in_short
from vigilance.domain.outside import REVIEWED
from vigilance.domain.review_rules import Rule, Takes
from vigilance.domain.tracks import WORKFLOWS, Track
from vigilance.domain.workflows import complaint, inquiry
from vigilance.web.labels import label_of
from vigilance.web.language import language


def _(words: str, **values: object) -> str:
    return str(gettext(words, **values))


STATES: Mapping[str, StrEnum] = {
    state.value: state
    for state in (
        *(state for track in REVIEWED for state in WORKFLOWS[track].states()),
        *complaint.State,
        *inquiry.State,
    )
}


def state_label(state: str) -> str:
    """The stage of a matter or of one of its tracks, kept as a code, in the reader's words."""
    return _said(STATES[state]) if state in STATES else state


KINDS = {"complaint": lambda: _("complaints"), "case": lambda: _("cases")}


def rule_facts(rule: Rule) -> list[tuple[str, str]]:
    """The rule as facts with their names, for a page."""
    facts = [
        (_("Who reviews"), _said(rule.reviewer)),
        (_("How often"), _when(rule)),
        (_("What comes in"), what_comes_in(rule.takes)),
        (
            _("Looked at again"),
            _("after %(days)s days, unless another day is set", days=rule.period_days),
        ),
        (_("If it was not held"), _escalations(rule)),
        (_("Members needed to decide"), str(rule.quorum)),
        (_("In force from"), day_in_words(rule.effective_from, language())),
        (
            _("Source"),
            f"{rule.source.said_in(language())} ({AUTHORITIES[rule.authority].said_in(language())})",
        ),
    ]
    if rule.until:
        facts.append((_("Until"), day_in_words(rule.until, language())))
    return facts


def what_comes_in(takes: Takes) -> str:
    """What the queue takes, as one sentence."""
    said = [_CONDITIONS[name](takes) for name in takes.said if name in _CONDITIONS]
    of_what = " + ".join(KINDS[kind]() for kind in sorted(takes.kinds))
    if not said:
        return _("all pending %(of)s", of=of_what) if of_what else _("everything that is pending")
    joined = (_(" or ") if takes.any_of else _(" and ")).join(said)
    return f"{of_what}: {joined}" if of_what else joined


def _when(rule: Rule) -> str:
    often = _said(rule.cadence)
    if rule.due_open_day is None:
        return _("%(often)s, by the last open day", often=often)
    return _("%(often)s, by open day number %(day)s", often=often, day=rule.due_open_day)


def _escalations(rule: Rule) -> str:
    told = [
        _("after %(days)s days: %(role)s", days=days, role=_said(role))
        for days, role in rule.escalations
    ]
    return "; ".join(told) or _("nobody is told")


def _said(value: StrEnum) -> str:
    return label_of(value).said_in(language())


def _names(codes: Iterable[str], said: Callable[[str], str]) -> str:
    return ", ".join(said(code) for code in sorted(codes))


def _stages(takes: Takes) -> str:
    states = ", ".join(_said(STATES[state]) for state in STATES if state in takes.stages)
    if not takes.stage_days:
        return _("in the stage: %(stages)s", stages=states)
    return _("for %(days)s days in the stage: %(stages)s", days=takes.stage_days, stages=states)


_CONDITIONS: Mapping[str, Callable[[Takes], str]] = {
    "overdue": lambda _takes: _("a time limit is overdue"),
    "age_days": lambda takes: _("%(days)s days old or more", days=takes.age_days),
    "stages": _stages,
    "groups": lambda takes: _("an accused of group %(groups)s", groups=_names(takes.groups, str)),
    "amount": lambda takes: _(
        "alleged amount %(amount)s or more", amount=rupees_in_short(takes.amount, language())
    ),
    "schemes": lambda takes: _("scheme: %(names)s", names=_names(takes.schemes, scheme_name)),
    "districts": lambda takes: _(
        "district: %(names)s", names=_names(takes.districts, district_name)
    ),
    "agencies": lambda takes: _(
        "with: %(names)s", names=_names(takes.agencies, lambda code: _said(Agency(code)))
    ),
    "with_others": lambda _takes: _("waiting on an authority outside the office"),
    "public_interest": lambda _takes: _(
        "public interest: a live demand for money, or a public representative's letter"
    ),
    "direction_unfulfilled": lambda _takes: _("a direction is not yet carried out"),
    "retirement_days": lambda takes: _(
        "an accused retires within %(days)s days", days=takes.retirement_days
    ),
    "hearing_days": lambda takes: _("a hearing within %(days)s days", days=takes.hearing_days),
    "live_demand": lambda _takes: _("money is still demanded"),
    "trap": lambda _takes: _("a trap was laid"),
    "tracks": lambda takes: _(
        "on the track: %(names)s", names=_names(takes.tracks, lambda code: _said(Track(code)))
    ),
}
