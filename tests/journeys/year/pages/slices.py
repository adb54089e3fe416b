"""The view of one scheme, place or stage against the recount: what is pending in it, by age, stage and place."""

from collections.abc import Iterable, Iterator

from tests.journeys.year.pages.minister import Compared, behind_heading
from tests.journeys.year.reading import Reader, figure, words
from tests.journeys.year.recount import sheet as recount
from tests.journeys.year.recount.ledger import UNKNOWN, Chain, counted
from tests.journeys.year.recount.queues import Register
from vigilance.reference import Reference


def of_schemes(reader: Reader, seen: Register, reference: Reference) -> Iterator[Compared]:
    """Each scheme in which something is pending."""
    pending = seen.standing.pending
    for code in sorted({each.filed.scheme for each in pending}):
        own = [each for each in pending if each.filed.scheme == code]
        asked = "not-known" if code == UNKNOWN else code
        yield from _slice(reader, f"scheme={asked}", own, seen, reference)


def of_districts(reader: Reader, seen: Register, reference: Reference) -> Iterator[Compared]:
    """Each district in which something is pending, with its schemes."""
    pending = seen.standing.pending
    for code in sorted({each.filed.district for each in pending} - {UNKNOWN}):
        own = [each for each in pending if each.filed.district == code]
        yield from _slice(reader, f"district={code}", own, seen, reference)
        table = reader.open(f"/minister/pending?district={code}").tables["In which scheme"]
        shown = sum(row[0] for row in table.figures().values())
        yield f"pending district={code} schemes", shown, len(own)


def _slice(
    reader: Reader, asked: str, own: list[Chain], seen: Register, reference: Reference
) -> Iterator[Compared]:
    page = reader.open(f"/minister/pending?{asked}")
    yield f"pending {asked}", behind_heading(page), len(own)
    ages = [figure(words(count)) for count in page.main.iterfind(".//figure/ul/li/strong")]
    yield f"pending {asked} ages", ages, recount.ages(own, seen.today)
    stages = {name: row[0] for name, row in page.tables["In which stage"].figures().items()}
    yield f"pending {asked} stages", _some(stages), counted(recount.stage(each) for each in own)
    places = {name: row[0] for name, row in page.tables["In which division"].figures().items()}
    yield f"pending {asked} divisions", _some(places), _divisions(own, reference)


def _some(figures: dict[str, int]) -> dict[str, int]:
    return {name: count for name, count in figures.items() if count}


def _divisions(own: Iterable[Chain], reference: Reference) -> dict[str, int]:
    names = {
        district.code: division.name.en
        for division in reference.divisions
        for district in division.districts
    }
    return counted(names.get(each.filed.district, "District not known") for each in own)
