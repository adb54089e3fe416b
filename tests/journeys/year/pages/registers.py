"""The registers against the recount, line for line: complaints, investigations, and what was done about each accused."""

from collections.abc import Iterator
from datetime import date

from tests.journeys.year.pages.desks import STATES
from tests.journeys.year.pages.minister import Compared
from tests.journeys.year.reading import Reader
from tests.journeys.year.recount.ledger import Ledger, Standing
from tests.journeys.year.recount.letters import lines
from tests.journeys.year.world import Letter
from vigilance.domain.dates import MONTHS
from vigilance.domain.tracks import WORKFLOWS
from vigilance.domain.workflow import Workflow
from vigilance.domain.workflows.aftermath import RecoveryAction
from vigilance.domain.workflows.references import RepresentativeState
from vigilance.post.models import MemberOffice
from vigilance.web.labels import label_of

TRACKS = {
    "disciplinary-register": ("departmental-major", "departmental-minor"),
    "suspension-register": ("suspension",),
    "sanction-register": ("sanction-17a", "sanction-19", "sanction-218"),
    "court-register": ("criminal",),
}
STANDINGS = {
    "replied-in-time": "Replied in time",
    "replied-late": "Replied late",
    "reply-waiting": "Reply waits",
    "reply-overdue": "Reply overdue",
}
TRACK_STATES = {
    state.value: state for workflow in WORKFLOWS.values() for state in Workflow.states(workflow)
}
Lines = list[tuple[str, ...]]


def _lines(reader: Reader, name: str, since: date, until: date, *heads: str) -> Lines:
    """All lines of a register by these columns."""
    joint = "&" if "?" in name else "?"
    span = f"since={since:%d/%m/%Y}&until={until:%d/%m/%Y}"
    address: str | None = f"/office/reports/{name}{joint}{span}"
    lines: Lines = []
    while address:
        page = reader.open(address)
        table = page.tables.get(page.heading)
        if table is not None:
            places = [table.heads.index(head) for head in heads]
            lines += [tuple(row[place].text for place in places) for row in table.rows]
        address = page.older
    return sorted(lines)


def of_matters(reader: Reader, standing: Standing, since: date, until: date) -> Iterator[Compared]:
    """Complaints and investigations, each with its stage."""
    complaints, cases = list(standing.complaints.values()), list(standing.cases.values())
    for name, chains in (
        ("complaint-register", complaints),
        ("investigation-register", cases),
    ):
        wanted = [
            (each.number, label_of(STATES[each.state]).en)
            for each in chains
            if since <= each.events[0].day <= until
        ]
        yield name, _lines(reader, name, since, until, "Number", "Stage"), sorted(wanted)


def of_letters(
    reader: Reader, ledger: Ledger, notebook: dict[str, Letter], since: date, today: date
) -> Iterator[Compared]:
    """Letters of public representatives, each with its days and how its reply stands; and each standing by itself."""
    wanted = [
        (
            one.letter.number,
            label_of(MemberOffice(one.letter.office)).en,
            label_of(RepresentativeState(one.stage)).en,
            _day(one.confirmed),
            _day(one.due),
            _day(one.replied),
            one.standing(today),
            one.letter.complaint,
        )
        for one in lines(ledger, notebook, today)
        if since <= one.letter.received_on <= today
    ]
    heads = ("Letter", "Letter of", "Stage", "Confirmed", "Reply due", "Replied")
    name, more = "representatives-register", ("How the reply stands", "Complaint")
    yield name, _lines(reader, name, since, today, *heads, *more), sorted(wanted)
    for code, words in STANDINGS.items():
        narrowed = f"{name}?standing={code}"
        shown = _lines(reader, narrowed, since, today, "Letter")
        yield narrowed, shown, sorted(line[:1] for line in wanted if line[6] == words)


def _day(day: date | None) -> str:
    return f"{day.day} {MONTHS[day.month - 1].en} {day.year}" if day else "–"


def of_accused(reader: Reader, standing: Standing, since: date, until: date) -> Iterator[Compared]:
    """Each track of each accused with where it stands; penalties; money ordered and realised."""
    tracks = [(chain, track) for chain, track in standing.tracks() if chain.is_case]
    for name, own in TRACKS.items():
        wanted = [
            (chain.number, str(track.accused), label_of(TRACK_STATES[track.state]).en)
            for chain, track in tracks
            if track.name in own and since <= track.begun_on <= until
        ]
        yield name, _lines(reader, name, since, until, "Case", "Accused", "Stage"), sorted(wanted)
    acts = [
        (chain.number, str(track.accused), track.name, event.kind.removeprefix("track-"))
        for chain, track in tracks
        for event in track.acts
        if since <= date.fromisoformat(event.body["on"]) <= until
    ]
    orders = [
        each[:2]
        for each in acts
        if each[2] in TRACKS["disciplinary-register"] and each[3] == "pass-order"
    ]
    yield "penalties", _lines(reader, "penalties", since, until, "Case", "Accused"), sorted(orders)
    money = [
        (number, accused, label_of(RecoveryAction(action)).en)
        for number, accused, name, action in acts
        if name == "recovery"
    ]
    shown = _lines(reader, "recoveries", since, until, "Case", "Accused", "What happened")
    yield "recoveries", shown, sorted(money)
