"""The hand-made mails beside the project: each becomes what is expected of it, however often and in whatever order."""

import json
import random

import pytest
from sqlalchemy import select

from tests.builders.heard import complaints
from vigilance.arrivals.models import Arrival, ArrivalState, Outcome
from vigilance.evidence.models import Paper

SET_ASIDE = {"dangerous-type", "double-extension", "path-in-name", "hidden-characters"}
SAME = {"swd__same_message_id_first.eml", "swd__same_message_id_again.eml"}


@pytest.mark.parametrize("seed", [1, 2])
def test_each_mail_delivered_three_times_in_any_order_is_what_is_expected(
    session,
    hear_mail,
    shared_data,
    seed,
):
    expected = json.loads((shared_data / "mail" / "EXPECTED-swd.json").read_text())
    raws = {each["file"]: (shared_data / "mail" / each["file"]).read_bytes() for each in expected}
    order = [name for name in raws for _ in range(3)]
    random.Random(seed).shuffle(order)
    became = {}
    for name in order:
        found = hear_mail(raws[name])
        if found is not None:
            became[name] = found.record_id if found.outcome is Outcome.REGISTERED else found.outcome

    assert {row.state for row in session.scalars(select(Arrival))} == {ArrivalState.UNDERSTOOD}
    made = {each.record_id: each for each in complaints(session)}
    assert len(made) == 8
    assert len([name for name in SAME if became[name] in made]) == 1
    for each in expected:
        record_id = became[each["file"]]
        if each["file"] not in SAME:
            assert (record_id in made) is each["creates_complaint"], each["file"]
        if record_id in made:
            text = made[record_id].text
            for part in (*each["text_must_contain"], each.get("subject", "")):
                assert part in text, each["file"]
            papers = session.scalars(select(Paper).where(Paper.record_id == record_id)).all()
            assert len(papers) == len(each["attachments"])
            aside = [file for file in each["attachments"] if file["accept"] == "quarantine"]
            assert sum(bool(SET_ASIDE & set(paper.flags)) for paper in papers) == len(aside)
    assert became["swd__auto_reply.eml"] is Outcome.NOTED
    assert became["swd__reply_with_number.eml"] is Outcome.HELD
    assert sum(row.repeats for row in session.scalars(select(Arrival))) == 2 * len(raws)
