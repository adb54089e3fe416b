"""The table of reports: a new one is one entry here, and has its page, its files, its filters and its command."""

from collections.abc import Mapping
from typing import Any

from vigilance.domain.disposal import Disposal
from vigilance.domain.errors import NotFound
from vigilance.domain.parties import Side
from vigilance.domain.roles import Role
from vigilance.domain.words import Words
from vigilance.domain.workflows import complaint, inquiry
from vigilance.reports.outcome_figures import FARED
from vigilance.returns import counts, things
from vigilance.returns.letter_register import REPRESENTATIVES_REGISTER
from vigilance.returns.registers import (
    COMPLAINT_REGISTER,
    DISPOSAL,
    DISTRICT,
    INVESTIGATION_REGISTER,
    STAGE,
)
from vigilance.returns.shapes import Column, Counted, Kind, Listing
from vigilance.returns.track_registers import TRACK_REGISTERS

STAGES = {state.value: state for state in (*complaint.State, *inquiry.State)}


def _figure(name: str, hi: str, en: str) -> Column:
    return Column(name, Words(hi=hi, en=en), Kind.COUNT)


_STAGE = Column("stage", STAGE, Kind.CODED, coded=STAGES.__getitem__)
_DAYS = (
    _figure("left", "इस स्थिति से निकले", "Left the stage"),
    _figure("median_days", "माध्यिका दिन", "Median days"),
    _figure("long_days", "90 प्रतिशत इतने दिनों में", "90 in 100 within days"),
)
_SHARE = (
    _figure("whole", "कुल", "Of"),
    _figure("part", "इतने", "So many"),
    _figure("share", "प्रति सौ", "In a hundred"),
)

FIGURES = (
    Counted(
        name="disposal-honesty",
        title=Words(hi="निस्तारण का लेखा", en="What was closed as what"),
        about=Words(
            hi="जो बाद में पुनः खोला गया, जिसके विरुद्ध अपील हुई या जो निरस्त हुआ, वह उसी समाप्ति के साथ गिना गया है।",
            en="What was later opened again, appealed against or set aside counts with the closing that did not stand.",
        ),
        by=counts.OF_THE_OFFICE,
        columns=(
            Column("month", Words(hi="माह", en="Month"), Kind.WORDS),
            Column("disposal", DISPOSAL, Kind.CODED, coded=Disposal),
            *(Column(name, words, Kind.COUNT) for name, words in FARED.items()),
        ),
        count=counts.disposals,
        things=things.closings,
        heads=frozenset(FARED),
        whole=True,
    ),
    Counted(
        name="days-per-stage",
        title=Words(hi="प्रत्येक स्थिति में लगे दिन", en="Days in each stage"),
        about=Words(
            hi="जो मामले इस अवधि में उस स्थिति से आगे बढ़े। पांच से कम हों तो दिन नहीं दिखाए जाते।",
            en="Of the matters that left the stage in this time. Of fewer than five no days are shown.",
        ),
        by=counts.OF_THE_OFFICE,
        columns=(_STAGE, *_DAYS),
        count=counts.stage_days,
        things=things.stages_left,
        heads=frozenset({"left"}),
        whole=True,
    ),
    Counted(
        name="offices-by-stage",
        title=Words(hi="जनपदवार प्रत्येक स्थिति में लगे दिन", en="Days in each stage by district"),
        about=Words(
            hi="जनपद के कूट के क्रम में: यह कोई श्रेणीक्रम नहीं है। पांच से कम हों तो दिन नहीं दिखाए जाते।",
            en="In the order of the districts' codes: this is no ranking. Of fewer than five no days are shown.",
        ),
        by=counts.OF_THE_OFFICE,
        columns=(Column("district", DISTRICT, Kind.DISTRICT), _STAGE, *_DAYS),
        count=counts.office_stages,
        things=things.stages_left_by_district,
        heads=frozenset({"left"}),
        whole=True,
    ),
    Counted(
        name="time-by-side",
        title=Words(hi="समय किसके पास लगा", en="On whose side the time went"),
        about=Words(
            hi="इस अवधि के वे दिन जिनमें उस पक्ष को कुछ करना था; एक मामले का एक दिन एक पक्ष के लिए एक बार गिना जाता है।",
            en="The days of this time on which the side owed something; a day of a matter counts once for a side.",
        ),
        by=counts.OF_THE_OFFICE,
        columns=(
            Column("side", Words(hi="किसके पास", en="With whom"), Kind.CODED, coded=Side),
            _figure("matters", "मामले", "Matters"),
            _figure("days", "दिन", "Days"),
        ),
        count=counts.sides,
        things=things.sided,
        heads=frozenset({"matters"}),
        whole=True,
    ),
    Counted(
        name="officers-load",
        title=Words(hi="अधिकारियों का कार्यभार", en="What officers carry"),
        about=Words(
            hi="अभी प्रत्येक अधिकारी के पास जो है, नाम के क्रम में। विलम्ब: अन्तिम तिथि से पहले देय।",
            en="What lies with each officer now, in the order of names. Overdue: due before the last day.",
        ),
        by=frozenset({Role.CVO}),
        columns=(
            Column("officer", Words(hi="अधिकारी", en="Officer"), Kind.WORDS),
            _figure("complaints", "शिकायतें", "Complaints"),
            _figure("cases", "प्रकरण", "Cases"),
            _figure("inquiries", "जांचें", "Inquiries"),
            _figure("overdue", "विलम्बित समय-सीमाएं", "Overdue limits"),
        ),
        count=counts.load,
        things=things.carried,
        heads=frozenset({"complaints", "cases", "inquiries", "overdue"}),
    ),
    Counted(
        name="sent-back",
        title=Words(hi="लौटाए, पुनः खोले और निरस्त", en="Sent back, opened again, set aside"),
        about=Words(
            hi="इस अवधि में जो प्रस्तुत हुआ उसमें से कितना बाद में लौटाया गया, "
            "और जो बन्द हुआ उसमें से कितना टिका नहीं।",
            en="Of what was put up in this time how much was sent back since, "
            "and of what was closed how much did not stand.",
        ),
        by=counts.OF_THE_OFFICE,
        columns=(
            Column("what", Words(hi="क्या", en="What"), Kind.WORDS),
            *_SHARE,
        ),
        count=counts.shares,
        things=things.put_up,
        heads=frozenset({"whole", "part"}),
        whole=True,
    ),
    Counted(
        name="offices-sent-back",
        title=Words(
            hi="जनपदवार लौटाए, पुनः खोले और निरस्त",
            en="Sent back, opened again, set aside, by district",
        ),
        about=Words(
            hi="जनपद के कूट के क्रम में: यह कोई श्रेणीक्रम नहीं है। कुल पांच से कम हों तो अंश नहीं दिखाया जाता।",
            en="In the order of the districts' codes: this is no ranking. Of fewer than five no share is shown.",
        ),
        by=counts.OF_THE_OFFICE,
        columns=(
            Column("district", DISTRICT, Kind.DISTRICT),
            Column("what", Words(hi="क्या", en="What"), Kind.WORDS),
            *_SHARE,
        ),
        count=counts.office_shares,
        things=things.put_up_by_district,
        heads=frozenset({"whole", "part"}),
        whole=True,
    ),
)

AnyReport = Listing | Counted
REPORTS: Mapping[str, AnyReport] = {
    report.name: report
    for report in (
        COMPLAINT_REGISTER,
        INVESTIGATION_REGISTER,
        *TRACK_REGISTERS,
        REPRESENTATIVES_REGISTER,
        *FIGURES,
    )
}

ROW_CAPS: Mapping[Role, int] = {Role.VO: 500, Role.CVO: 250_000, Role.AUDITOR: 5_000}
"""How many rows an export may hold, by who takes it (security.md, "export list"; of the CVO's the longer are ordered:
docs/decisions/0029-long-files-are-ordered.md)."""
OPERATOR_CAP = 1_000_000
"""The same at the command line, for the operator of the machine."""


def reports_of(roles: frozenset[Role]) -> list[AnyReport]:
    """The reports that somebody in these roles may run."""
    return [report for report in REPORTS.values() if not report.by.isdisjoint(roles)]


def report_for(name: str, roles: frozenset[Role]) -> AnyReport:
    """The report of this name; NotFound where there is none, or it is not for these roles."""
    found = REPORTS.get(name)
    if found is None or found.by.isdisjoint(roles):
        raise NotFound("report")
    return found


def cap_of(roles: frozenset[Any]) -> int:
    """How many rows somebody in these roles may take out at once."""
    return max((ROW_CAPS[role] for role in roles if role in ROW_CAPS), default=0)
