"""A register on paper: each number stands there as one word, to be read and to be searched for."""

import pypdfium2
import pytest

from tests.builders.cases import day
from tests.builders.desks import seated
from vigilance.domain.lanes import Channel, Lane

SPAN = {"since": "01/01/2026", "until": "31/12/2026", "form": "pdf"}


@pytest.mark.parametrize("language", ["hi", "en"])
def test_a_number_is_never_broken_at_its_hyphens(session, walk, sign_in, at, language):
    at(day(9))
    # Words long enough to make every column narrow.
    wordy = {
        "scheme_code": "TRANSGENDER",
        "channel": Channel.FIELD_VISIT,
        "lane": Lane.PUBLIC_REPRESENTATIVE,
    }
    numbers = [walk.registered(**wordy).number for _ in range(3)]
    case = walk.case(**wordy)
    numbers.append(case.number)
    cvo = seated(session, sign_in, walk.team.cvo)

    answer = cvo.post(f"/office/reports/complaint-register/export?lang={language}", data=SPAN)

    with pypdfium2.PdfDocument(answer.data) as document:
        text = "".join(page.get_textpage().get_text_range() for page in document)
    assert [number for number in numbers if number not in text] == []
