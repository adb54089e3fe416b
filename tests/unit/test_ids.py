"""Ids in the order in which they were made."""

import time

from vigilance.database.ids import id_in_order


def test_an_id_made_later_sorts_behind_and_is_of_version_seven():
    first = id_in_order()
    time.sleep(0.002)
    second = id_in_order()

    assert first.bytes < second.bytes
    assert {(one.version, one.variant) for one in (first, second)} == {(7, "specified in RFC 4122")}


def test_ids_of_one_instant_are_told_apart_and_tell_the_instant(monkeypatch):
    monkeypatch.setattr(time, "time_ns", lambda: 1_767_596_400_123_456_789)

    made = {id_in_order() for _ in range(1000)}

    assert len(made) == 1000
    assert {one.int >> 80 for one in made} == {1_767_596_400_123}
