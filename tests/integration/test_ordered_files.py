"""Files too long to wait for: ordered, in the reader's sight, sealed, handed to one reader alone."""

import csv
import io
from datetime import timedelta
from hashlib import sha256

from sqlalchemy import select

from tests.builders.cases import day
from tests.builders.forms import said
from tests.builders.ordered import AT, FILES, blobs, events, order, take, the_order
from vigilance.accounts.models import Officer, OfficerRole
from vigilance.cases.commands.walls import declare_wall
from vigilance.domain.roles import Role
from vigilance.domain.walls import Relation
from vigilance.returns import ordering
from vigilance.returns.making import make_ordered
from vigilance.returns.models import ExportOrder, OrderState, WhyRefused


def test_a_long_file_is_ordered_and_told_on_the_ledger_before_it_is_made(session, ordering_cvo):
    answer = order(ordering_cvo)

    assert (answer.status_code, answer.headers["Location"]) == (303, FILES)
    row = the_order(session)
    assert (row.state, row.number, row.rows_expected) == (OrderState.WAITING, "EXP/2026/1", 2)
    ((_event, body),) = events(session, "report-ordered")
    assert (body["number"], body["report"], body["format"]) == (
        "EXP/2026/1",
        "complaint-register",
        "csv",
    )
    assert events(session, "report-exported") == []
    page = said(ordering_cvo.get(FILES))
    assert "EXP/2026/1" in page
    assert "It has not been begun yet. About 2 rows." in page
    assert ordering_cvo.post(f"{FILES}/{row.id}/take").status_code == 404


def test_a_short_file_is_still_sent_at_once(session, walk, desk_in_january, short):
    walk.registered()

    answer = order(desk_in_january(walk.team.cvo))

    assert answer.status_code == 200
    assert session.scalars(select(ExportOrder)).all() == []


def test_what_is_made_is_what_is_told_and_what_is_taken(
    connected, session, walk, ordering_cvo, short
):
    order(ordering_cvo)

    assert make_ordered(connected, short, AT) == 1

    row = the_order(session)
    assert (row.state, row.rows_done) == (OrderState.READY, 2)
    assert row.kept_until - row.made_at >= timedelta(hours=24)
    page = said(ordering_cvo.get(FILES))
    assert "Ready EXP/2026/1 · CSV · 01/01/2026 to 31/01/2026 2 rows. It is destroyed on" in page
    assert "EXP/2026/1" in said(ordering_cvo.get("/office/cvo"))
    answer = take(ordering_cvo, session)
    assert answer.headers["Content-Disposition"].endswith("complaint-register-1.csv")
    assert answer.headers["Cache-Control"] == "no-store"
    lines = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"), newline="")))
    assert len(lines) == 3
    assert all("EXP/2026/1 · Officer cvo-" in line[-1] for line in lines[1:])
    ((event, body),) = events(session, "report-exported")
    assert body["sha256"] == sha256(answer.data).hexdigest()
    assert (body["number"], body["count"]) == ("EXP/2026/1", 2)
    assert event.actor == str(walk.team.cvo.officer_id)
    assert [body["number"] for _event, body in events(session, "report-taken")] == ["EXP/2026/1"]


def test_the_file_on_the_disk_is_sealed_and_nobody_elses(
    connected, session, walk, ordering_cvo, short, desk_in_january, sign_in
):
    order(ordering_cvo)
    before = set(blobs(short))
    make_ordered(connected, short, AT)

    (file,) = set(blobs(short)) - before
    assert file.name == the_order(session).blob_name
    assert b"EXP/2026/1" not in file.read_bytes()
    assert take(desk_in_january(walk.team.vo), session).status_code == 404
    assert "EXP/2026/1" not in desk_in_january(walk.team.vo).get(FILES).text
    assert take(sign_in(Role.CLERK), session).status_code == 403


def test_who_lost_the_right_gets_no_file(connected, session, walk, ordering_cvo, short):
    order(ordering_cvo)
    officer = session.get_one(Officer, walk.team.cvo.officer_id)
    officer.active = False
    session.commit()

    make_ordered(connected, short, AT)

    row = the_order(session)
    assert (row.state, row.why) == (OrderState.REFUSED, WhyRefused.RIGHT_LOST)
    assert events(session, "report-exported") == []


def test_who_lost_the_part_after_the_making_finds_the_file_destroyed(
    connected, session, walk, ordering_cvo, short, sign_in
):
    order(ordering_cvo)
    make_ordered(connected, short, AT)
    officer = walk.team.cvo.officer_id
    (held,) = session.scalars(select(OfficerRole).where(OfficerRole.officer_id == officer))
    session.delete(held)
    session.flush()
    session.add(OfficerRole(officer_id=officer, role=Role.AUDITOR))
    session.commit()
    session.expire_all()

    answer = take(sign_in(session.get_one(Officer, officer)), session)

    assert answer.status_code == 303
    row = the_order(session)
    assert (row.state, row.why, row.key_sealed) == (
        OrderState.REFUSED,
        WhyRefused.RIGHT_LOST,
        None,
    )
    assert events(session, "report-taken") == []


def test_what_was_walled_off_since_is_not_handed_out(connected, session, walk, ordering_cvo, short):
    order(ordering_cvo)
    make_ordered(connected, short, AT)
    complaint = walk.registered(day(31))
    by = walk.team.cvo
    declare_wall(
        session,
        complaint.record,
        by.officer_id,
        Relation.RECUSED,
        by=by,
        at=AT + timedelta(hours=1),
    )
    session.commit()

    answer = take(ordering_cvo, session)

    assert answer.status_code == 303
    assert the_order(session).why is WhyRefused.SIGHT_CHANGED
    assert "Order the file again." in said(ordering_cvo.get(FILES))


def test_a_walled_matter_is_not_in_a_file_made_later(connected, session, walk, ordering_cvo, short):
    hidden = walk.registered()
    order(ordering_cvo)
    by = walk.team.cvo
    declare_wall(session, hidden.record, by.officer_id, Relation.RECUSED, by=by, at=AT)
    session.commit()

    make_ordered(connected, short, AT + timedelta(minutes=1))

    answer = take(ordering_cvo, session)
    assert answer.status_code == 200
    assert hidden.number not in answer.data.decode()


def test_an_order_is_given_up_by_who_gave_it_and_nothing_is_made(
    connected, session, walk, ordering_cvo, short, desk_in_january
):
    order(ordering_cvo)
    address = f"{FILES}/{the_order(session).id}/destroy"
    assert desk_in_january(walk.team.vo).post(address).status_code == 404

    assert ordering_cvo.post(address).status_code == 303

    assert make_ordered(connected, short, AT) == 0
    assert the_order(session).state is OrderState.DESTROYED


def test_five_files_and_no_more_wait_or_lie_ready(session, ordering_cvo):
    for _each in range(ordering.MOST_OPEN):
        assert order(ordering_cvo).status_code == 303

    answer = order(ordering_cvo)

    assert answer.status_code == 422
    assert "Destroy one first" in said(answer)


def test_a_half_made_file_is_drawn_as_a_bar(session, ordering_cvo):
    order(ordering_cvo)
    row = the_order(session)
    row.rows_done, row.attempts, row.rows_expected = 1500, 1, 3000
    session.commit()

    page = ordering_cvo.get(FILES)

    assert '<progress max="3000" value="1500"' in page.text
    assert "1,500 of about 3,000 rows" in said(page)
