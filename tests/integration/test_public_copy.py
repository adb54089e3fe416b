"""The copy of a sheet for publishing: the same tables always, small counts withheld on page and paper, nothing named."""

import random
import re

import pypdfium2
import pytest

from tests.builders.forms import page_of
from tests.builders.matters import a_mixed_register, a_pending_case, released
from vigilance.domain.age_bands import AgeBand
from vigilance.domain.parties import Party
from vigilance.domain.roles import Role
from vigilance.domain.suppression import Hidden
from vigilance.reference import load_reference
from vigilance.reports.figures import Figures, Month
from vigilance.reports.public_copy import ALL, cell, public_copy
from vigilance.reports.stages import Stage
from vigilance.settings import PROJECT, BadSetting, load_settings

K = 5
REFERENCE = load_reference(PROJECT / "config")


def figures_by_chance(seed, most):
    """Figures whose tables add up to the same sums, as those of a register do."""
    chance = random.Random(seed)
    places, stages, schemes = {}, {}, {}
    codes, kinds = [*REFERENCE.districts, "-"], [stage.value for stage in Stage]
    for _ in range(chance.randrange(most)):
        band = chance.randrange(len(AgeBand))
        for table, keys in ((places, codes), (stages, kinds)):
            table.setdefault(chance.choice(keys), [0] * len(AgeBand))[band] += 1
        scheme = chance.choice([*REFERENCE.schemes, "-"])
        schemes[scheme] = schemes.get(scheme, 0) + 1
    parties = {
        party.value: [chance.choice((0, 1, 6, 40)) for _ in AgeBand]
        for party in Party
        if chance.random() < 0.6
    }
    months = [Month(f"2026-{n:02}", chance.randrange(12), 0, 0, n, 9) for n in range(1, 13)]
    return Figures("2026-03-02", places, stages, schemes, parties, months, [], {})


def solved(copy, sums):
    """The figures a reader gets by solving one sum after another for its only unknown."""
    known = {name for name in copy.counts if name not in copy.hidden}
    grown = True
    while grown:
        grown = False
        for names in sums:
            unknown = [name for name in names if name not in known]
            if len(unknown) == 1:
                known.add(unknown[0])
                grown = True
    return known & set(copy.hidden)


def adding_up(copy):
    """Which figures of the copy add up: each line, each column, the schemes."""
    rows = {name for name in copy.counts if cell(name, 0) in copy.counts}
    bands = range(len(AgeBand))
    yield from ([name, *(cell(name, band) for band in bands)] for name in rows)
    for whole, kinds in ((ALL, ("stage:", "division:")), ("tracks", ("party:",))):
        for kind in kinds:
            of = [name for name in rows if name.startswith(kind)]
            yield [whole, *of]
            yield from ([cell(whole, band), *(cell(name, band) for name in of)] for band in bands)
    yield [ALL, *(name for name in copy.counts if name.startswith("scheme:"))]


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("most", [60, 2000])
def test_no_small_figure_is_told_and_none_is_reckoned_from_rows_and_columns(seed, most):
    figures = figures_by_chance(seed, most)

    copy = public_copy(figures, REFERENCE, K)

    assert copy.counts[ALL] == figures.total
    told = {name: copy.told(name) for name in copy.counts}
    assert not [name for name, each in told.items() if isinstance(each, int) and each < K]
    assert [name for name, each in told.items() if each is Hidden.SMALL]
    assert solved(copy, list(adding_up(copy))) == set()


def test_the_tables_have_the_same_lines_whatever_was_counted():
    copies = [public_copy(figures_by_chance(seed, 900), REFERENCE, K) for seed in (1, 2)]

    assert copies[0].counts.keys() == copies[1].counts.keys()


@pytest.mark.parametrize("language", ["hi", "en"])
def test_page_and_paper_say_the_same_name_nothing_and_fit_one_side_of_a4(
    session, minister, an_officer, language
):
    a_mixed_register(session)
    cases = [a_pending_case(session, age=40) for _ in range(9)]
    for case in cases:
        released(session, case, an_officer(Role.CVO))
    session.commit()
    place = minister.post("/minister/sheets").headers["Location"]

    page = minister.get(f"{place}/public?lang={language}")
    paper = minister.get(f"{place}/public.pdf?lang={language}")

    document = pypdfium2.PdfDocument(paper.data)
    text = re.sub(r"\s+", "", document[0].get_textpage().get_text_range())
    cells = {
        re.sub(r"\s+", "", "".join(each.itertext()))
        for table in page_of(page).iter("table")
        for each in (*table.iter("th"), *table.iter("td"))
    }
    assert len(document) == 1
    assert {one for one in cells if one not in text} == set()
    assert {"hi": "5सेकम", "en": "under5"}[language] in cells
    assert not any(case.number in page.text for case in cases)
    assert minister.get(place).text.count("/public") == 1


def test_a_threshold_that_hides_nothing_is_no_setting():
    with pytest.raises(BadSetting, match="public_smallest"):
        load_settings({}, env="testing", public_smallest=1)
