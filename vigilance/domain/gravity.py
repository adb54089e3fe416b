"""What makes a case grave: a table of grounds, each with its weight; a case weighs what its grounds weigh together."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from vigilance.domain.errors import Invalid
from vigilance.domain.review_rules import Takes, takes_of
from vigilance.domain.table_values import TableReader, count, phrase, words
from vigilance.domain.time_limits import Authority
from vigilance.domain.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """One thing that makes a case grave, and its weight; 0 for one that is kept only so that old sheets can name it."""

    name: str
    label: Words
    weight: int
    authority: Authority
    source: Words
    when: Takes


def parse_grounds(
    tables: Mapping[str, object], codes: Mapping[str, Iterable[str]]
) -> tuple[Ground, ...]:
    """Every ground in `[[ground]]` tables, in their order; whatever is wrong in them is told all at once."""
    rows = tables.get("ground")
    if not isinstance(rows, list) or not all(isinstance(row, Mapping) for row in rows):
        raise Invalid({"ground": ["[[ground]] tables are expected"]})
    grounds: list[Ground] = []
    wrong: dict[str, list[str]] = {}
    for place, row in enumerate(rows, start=1):
        reader = TableReader(row)
        ground = _ground(reader, codes)
        where = f"ground {place} ({row.get('name', 'without a name')})"
        if ground is None:
            wrong[where] = reader.wrong
        elif any(ground.name == other.name for other in grounds):
            wrong[where] = ["this name stands here twice"]
        else:
            grounds.append(ground)
    if wrong:
        raise Invalid(wrong)
    return tuple(grounds)


def _ground(reader: TableReader, codes: Mapping[str, Iterable[str]]) -> Ground | None:
    reader.refuse_unknown(Ground.__dataclass_fields__)
    when, wrong = takes_of(reader.row.get("when"), codes)
    if when is not None and not when.said:
        wrong = ["says nothing that a case could be found by"]
    reader.wrong += [f"when: {reason}" for reason in wrong]
    values = {
        "name": reader.value("name", phrase),
        "label": reader.value("label", words),
        "weight": reader.value("weight", count),
        "authority": reader.choice("authority", Authority),
        "source": reader.value("source", words),
        "when": when,
    }
    return None if reader.wrong else Ground(**values)  # type: ignore[arg-type]  # each value was read by its kind above
