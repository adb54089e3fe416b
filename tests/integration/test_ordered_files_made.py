"""The job that makes ordered files: killed, overtaken or repeated, it leaves one file and one entry on the ledger."""

from datetime import timedelta

import pytest

from tests.builders.forms import said
from tests.builders.ordered import AT, FILES, blobs, events, order, take, the_order
from vigilance.cli.orphans_job import sweep_orphans
from vigilance.returns import making, ordering
from vigilance.returns.making import make_ordered
from vigilance.returns.models import OrderState, WhyRefused


def test_the_job_that_runs_again_makes_nothing_again(connected, session, ordering_cvo, short):
    order(ordering_cvo)
    make_ordered(connected, short, AT)

    assert make_ordered(connected, short, AT + timedelta(minutes=30)) == 0
    assert len(events(session, "report-exported")) == 1


def test_a_worker_that_was_killed_leaves_the_order_to_the_next_and_one_entry_on_the_ledger(
    connected, session, ordering_cvo, short, monkeypatch
):
    order(ordering_cvo)

    def killed(*_args):
        raise KeyboardInterrupt

    monkeypatch.setattr(making, "seal_file", killed)
    with pytest.raises(KeyboardInterrupt):
        make_ordered(connected, short, AT)
    monkeypatch.undo()
    assert events(session, "report-exported") == []
    assert make_ordered(connected, short, AT + timedelta(minutes=1)) == 0  # its lease runs

    assert make_ordered(connected, short, AT + ordering.LEASE + timedelta(minutes=1)) == 1

    assert (the_order(session).state, the_order(session).attempts) == (OrderState.READY, 2)
    assert len(events(session, "report-exported")) == 1


def test_an_order_broken_off_again_and_again_is_given_up(
    connected, session, ordering_cvo, short, monkeypatch
):
    order(ordering_cvo)

    def killed(*_args):
        raise KeyboardInterrupt

    monkeypatch.setattr(making, "seal_file", killed)
    for attempt in range(ordering.MOST_ATTEMPTS):
        with pytest.raises(KeyboardInterrupt):
            make_ordered(connected, short, AT + timedelta(hours=attempt))
    assert make_ordered(connected, short, AT + timedelta(hours=9)) == 0

    assert the_order(session).state is OrderState.FAILED
    assert "Could not be made" in said(ordering_cvo.get(FILES))


def test_of_two_workers_the_slower_leaves_nothing(
    connected, session, ordering_cvo, short, monkeypatch
):
    order(ordering_cvo)
    seal, before = making.seal_file, set(blobs(short))

    def overtaken(spool, office):
        monkeypatch.undo()
        make_ordered(connected, short, AT + ordering.LEASE + timedelta(minutes=1))
        return seal(spool, office)

    monkeypatch.setattr(making, "seal_file", overtaken)
    make_ordered(connected, short, AT)

    assert len(events(session, "report-exported")) == 1
    (kept,) = set(blobs(short)) - before
    assert kept.name == the_order(session).blob_name


def test_one_that_is_destroyed_while_it_is_made_stops(
    connected, session, ordering_cvo, short, monkeypatch
):
    order(ordering_cvo)
    seal = making.seal_file

    def destroyed(spool, office):
        assert ordering_cvo.post(f"{FILES}/{the_order(session).id}/destroy").status_code == 303
        return seal(spool, office)

    before = set(blobs(short))
    monkeypatch.setattr(making, "seal_file", destroyed)
    make_ordered(connected, short, AT)

    assert the_order(session).state is OrderState.DESTROYED
    assert events(session, "report-exported") == []
    assert set(blobs(short)) == before


def test_more_rows_by_now_than_a_file_may_have_are_refused_when_it_is_made(
    connected, session, ordering_cvo, short, monkeypatch
):
    order(ordering_cvo)
    monkeypatch.setattr(making, "cap_of", lambda _roles: 1)

    make_ordered(connected, short, AT)

    assert the_order(session).why is WhyRefused.TOO_MANY


def test_a_worker_says_how_far_it_is(connected, session, ordering_cvo, short, monkeypatch):
    order(ordering_cvo)
    monkeypatch.setattr(making, "STEP", 1)
    said_so, seen = ordering.still_wanted, []

    def told(writing, leased, rows, at):
        seen.append(rows)
        return said_so(writing, leased, rows, at)

    monkeypatch.setattr(ordering, "still_wanted", told)
    make_ordered(connected, short, AT)

    assert seen == [1, 2]
    assert the_order(session).state is OrderState.READY


def test_the_broom_leaves_an_ordered_file_alone(connected, session, ordering_cvo, short):
    order(ordering_cvo)
    make_ordered(connected, short, AT)

    sweep_orphans(connected, short, AT + timedelta(days=400))

    assert take(ordering_cvo, session).status_code == 200


def test_after_a_day_the_key_is_forgotten_and_the_file_is_gone(
    connected, session, ordering_cvo, short, at
):
    order(ordering_cvo)
    before = set(blobs(short))
    make_ordered(connected, short, AT)
    assert set(blobs(short)) - before
    later = at((AT + timedelta(hours=25)).isoformat())

    assert "Destroyed" in said(ordering_cvo.get(FILES))
    assert take(ordering_cvo, session).status_code == 404
    assert make_ordered(connected, short, later) == 1

    row = the_order(session)
    assert (row.state, row.key_sealed, row.blob_name) == (OrderState.DESTROYED, None, None)
    assert set(blobs(short)) == before
