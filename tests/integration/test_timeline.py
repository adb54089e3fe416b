"""Every kind of event that a file can show has its words, in both languages."""

from types import SimpleNamespace

import pytest

from vigilance.domain.disposal import Disposal
from vigilance.domain.findings import Finding, Recommendation
from vigilance.domain.lanes import Channel, Lane
from vigilance.domain.owning import HowOwned
from vigilance.domain.personnel import Group
from vigilance.domain.stays import StayGround
from vigilance.domain.tracks import Track
from vigilance.domain.walls import Relation
from vigilance.domain.workflows import complaint as complaint_flow
from vigilance.domain.workflows import inquiry
from vigilance.domain.workflows.inquiry import State
from vigilance.identities.commands import Purpose

EVERYTHING = {
    "channel": Channel.WEB,
    "lane": Lane.ORDINARY,
    "papers": 2,
    "files": 1,
    "officer": "A. Verma",
    "inquiring_officer": "P. Gautam",
    "vigilance_angle": True,
    "recommendation": Recommendation.FILE,
    "note": 3,
    "number": 4,
    "district": "Lucknow",
    "disposal": Disposal.INSUFFICIENT,
    "finding": Finding.SUBSTANTIATED,
    "purpose": Purpose.STATEMENT,
    "ground": StayGround.COURT_STAY,
    "relation": Relation.RECUSED,
    "outcome": "continue",
    "how": HowOwned.LINK,
    "next_on": "2026-02-01",
    "accused": 2,
    "group": Group.C,
    "allegation": 1,
    "against": [1, 2],
    "track": Track.CRIMINAL,
    "on": "2026-02-01",
    "before": "2026-02-01",
    "after": "2026-02-02",
    "clocks": ["a"],
    "paper": 3,
    "what": "accused",
    "sitting": "SWD-S-2026-001",
    "origin": "minister",
    "until": "2026-02-03",
    "for": "A. Verma",
    "from": "SWD-V-2026-00001",
    "kind": "related",
    "case": "SWD-V-2026-00001",
    "complaint": "SWD-C-2026-000001",
}


@pytest.mark.parametrize("language", ["hi", "en"])
def test_every_kind_of_event_has_its_words(app, project, language):
    kinds = sorted(path.stem for path in (project / "templates" / "timeline").glob("*.html"))
    actions = {action.value: action for action in (*inquiry.Action, *complaint_flow.Action)}
    wordless = []
    with app.test_request_context(f"/?lang={language}"):
        for kind in kinds:
            event = SimpleNamespace(
                kind=kind,
                action=actions.get(kind),
                state=State.CLOSED,
                by="A. Verma",
                says=EVERYTHING,
            )
            drawn = app.jinja_env.get_template(f"timeline/{kind}.html").render(event=event)
            if kind != "line" and "<b>" not in drawn.replace("<b></b>", ""):
                wordless.append(kind)

    assert wordless == []
