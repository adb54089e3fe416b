"""What lies ahead, against the recount: limits about to end, reviews that were not held, who holds proceedings by name."""

import tomllib
from collections.abc import Iterator
from datetime import timedelta

from tests.journeys.year.pages.minister import Compared
from tests.journeys.year.reading import Reader
from tests.journeys.year.recount import sheet as recount
from tests.journeys.year.recount.clocks import Clocks
from tests.journeys.year.recount.ledger import Ledger, counted
from vigilance.domain.parties import Party
from vigilance.web.labels import label_of

WITHIN = (7, 15, 30)
OUTSIDE = ("agency", "sanctioning-authority", "government", "governor", "court")


def ending(reader: Reader, clocks: Clocks) -> Iterator[Compared]:
    """How many limits end within so many days, and who owes them."""
    page, today = reader.open("/minister"), clocks.today
    running = [clock for clock in clocks.all if clock.runs and clock.due >= today]
    for days in WITHIN:
        near = [clock for clock in running if clock.due <= today + timedelta(days=days)]
        yield f"within {days}", page.tally[f"Ending within {days} days"].count, len(near)
        behind = reader.open(f"/minister/due?within={days}")
        table = behind.tables.get("By whom the step is owed")
        shown = {name: row[0] for name, row in table.figures().items()} if table else {}
        parties = counted(label_of(Party(clock.owed_by)).en for clock in near)
        yield f"owed within {days}", shown, parties


def reviews_missed(reader: Reader, ledger: Ledger, clocks: Clocks) -> Iterator[Compared]:
    """The turns of this quarter that were due and in which nobody reviewed."""
    today = clocks.today
    quarter = today.replace(month=(today.month - 1) // 3 * 3 + 1, day=1).isoformat()
    waiting: dict[tuple[str, str], bool] = {}
    for told in ledger.events.values():
        for event in told:
            said = event.body
            if event.kind == "review-due":
                waiting[said["rule"], said["due"]] = True
            elif event.kind == "review-due-moved":
                waiting[said["rule"], said["due"]] = waiting.pop((said["rule"], said["before"]))
            elif event.kind == "review-held":
                waiting[said["rule"], said["due"]] = False
    rules = tomllib.loads((clocks.config_dir / "reviews.toml").read_text(encoding="utf-8"))["rule"]
    names = {rule["name"]: rule["label"]["en"] for rule in rules}
    missed = counted(
        names[rule]
        for (rule, due), not_held in waiting.items()
        if not_held and quarter <= due < today.isoformat()
    )
    table = reader.open("/minister").tables.get("Reviews not held, by queue")
    shown = {name: row[0] for name, row in table.figures().items()} if table else {}
    yield "reviews not held", shown, missed


def by_name(reader: Reader, clocks: Clocks) -> Iterator[Compared]:
    """Each party outside, its names added up."""
    page = reader.open("/minister/holders")
    holders = recount.holders(clocks.standing, clocks.today)
    wanted = {label_of(Party(code)).en: holders[code] for code in OUTSIDE if code in holders}
    shown = {
        caption: [cell.count for cell in table.rows[-1][1:-1]]
        for caption, table in page.tables.items()
    }
    yield "holders by name", shown, wanted
