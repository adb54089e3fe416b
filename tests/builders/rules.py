"""Review rules made for a test."""

from datetime import date

from vigilance.domain.review_rules import Rule, Takes
from vigilance.domain.review_turns import Cadence
from vigilance.domain.roles import Role
from vigilance.domain.time_limits import Authority
from vigilance.domain.words import Words

OF_THE_RULE = frozenset(Rule.__dataclass_fields__)


def a_rule(**more) -> Rule:
    """A rule of the CVO that takes everything; what a rule does not know is something that it takes."""
    takes = Takes(**{name: value for name, value in more.items() if name not in OF_THE_RULE})
    given = {
        "name": "test",
        "label": Words(hi="परीक्षण", en="Test"),
        "reviewer": Role.CVO,
        "cadence": Cadence.MONTH,
        "due_open_day": 5,
        "escalations": ((3, Role.PRINCIPAL_SECRETARY), (10, Role.MINISTER)),
        "period_days": 30,
        "quorum": 1,
        "authority": Authority.OWN_POLICY,
        "source": Words(hi="परीक्षण", en="Test"),
        "effective_from": date(2026, 1, 1),
        "until": None,
        "takes": takes,
    }
    return Rule(**{**given, **{name: more[name] for name in more if name in OF_THE_RULE}})
