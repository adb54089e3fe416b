"""What stood before an upgrade stands after it as the commands of the new version would have left it."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from tests.builders.histories import SOME_TIME, Earlier, down, up_to
from vigilance.audit.chain import EventHeader, event_hash, payload_commit
from vigilance.audit.models import Event, EventPayload, Unsealed
from vigilance.audit.witness import row_digest
from vigilance.database.acting import act_as
from vigilance.domain.actors import SYSTEM
from vigilance.domain.dates import ist_day
from vigilance.records.models import Record
from vigilance.records.totals import LoadTotal, MonthTotal, StageTotal, TrackTotal

TODAY = ist_day(datetime.now(UTC))
FILED = "2026-02-10T07:30:00+00:00"


@pytest.fixture
def earlier(empty):
    return Earlier(empty)


def reading(database):
    return act_as(database.reading(), SYSTEM)


def a_case(earlier, number, district="118"):
    key = earlier.key(number)
    earlier.put("record", id=key, kind="case", number=f"SWD-V-2026-{number:05}", tier="ordinary")
    earlier.put(
        "vigilance_case", record_id=key, number=f"SWD-V-2026-{number:05}", title="Scholarships",
        state="under-inquiry", district_code=district, counted_band="0-30",
    )  # fmt: skip
    return key


def an_accused(earlier, number, record, struck=None):
    official, key = earlier.key(1000 + number), earlier.key(2000 + number)
    earlier.put("official", id=official, record_id=record, name=f"Invented {number}")
    earlier.put(
        "accused",
        id=key,
        record_id=record,
        number=number,
        official_id=official,
        struck_off_at=struck,
    )
    return key


def a_track(earlier, number, record, state, accused=None, track="departmental-major", begun=None):
    earlier.put(
        "proceeding", id=earlier.key(3000 + number), record_id=record, accused_id=accused,
        track=track, state=state, begun_on=begun or TODAY - timedelta(days=400),
    )  # fmt: skip


def test_tracks_that_stood_before_0005_lie_with_whom_their_state_says(empty, earlier):
    up_to(empty, "0004")
    case, elsewhere = a_case(earlier, 1), a_case(earlier, 2, district=None)
    struck = an_accused(earlier, 2, case, struck=earlier.moment(SOME_TIME))
    standing = an_accused(earlier, 1, case)
    a_track(earlier, 1, case, "charge-sheet-served", standing)
    a_track(earlier, 2, case, "charge-sheet-served", struck)
    a_track(earlier, 3, case, "penalty-ordered", standing)  # over
    a_track(earlier, 4, case, "before-court", standing, track="criminal", begun=TODAY)
    a_track(earlier, 5, elsewhere, "rti-received", track="rti", begun=TODAY)

    for revision in ("0005", "0004", "0005"):
        (up_to if revision == "0005" else down)(empty, revision)

    held = earlier.rows("SELECT state, held_by, counted_band FROM proceeding ORDER BY id")
    assert held == [
        ("charge-sheet-served", "charged-officer", "366-and-more"),
        ("charge-sheet-served", None, None),
        ("penalty-ordered", None, None),
        ("before-court", "court", "0-30"),
        ("rti-received", "public-information-officer", "0-30"),
    ]
    with reading(empty) as session:
        found = session.execute(
            select(
                TrackTotal.district_code, TrackTotal.track, TrackTotal.held_by, TrackTotal.age_band,
                TrackTotal.pending,
            ).order_by(TrackTotal.track)
        ).all()  # fmt: skip
    assert [tuple(row) for row in found] == [
        ("118", "criminal", "court", "0-30", 1),
        ("118", "departmental-major", "charged-officer", "366-and-more", 1),
        ("-", "rti", "public-information-officer", "0-30", 1),
    ]


def an_event(earlier, record, number, kind, at):
    earlier.put(
        "event", id=earlier.key(4000 + number), record_id=record, record_seq=number, type=kind,
        at=earlier.moment(at), event_hash=number.to_bytes(4),
    )  # fmt: skip


def test_months_that_were_past_before_0009_are_counted_from_the_ledger(empty, earlier):
    up_to(empty, "0008")
    case, elsewhere = a_case(earlier, 1), a_case(earlier, 2, district=None)
    system = earlier.key(9)
    earlier.put("record", id=system, kind="system", number="sys:x", tier="ordinary")
    # half past midnight in India, so the month is February there
    an_event(earlier, case, 1, "order-inquiry", "2026-01-31T19:00:00+00:00")
    an_event(earlier, elsewhere, 2, "order-inquiry", "2026-02-28T18:00:00+00:00")
    an_event(earlier, case, 3, "approve-closure", "2026-03-05T06:00:00+00:00")
    an_event(earlier, case, 4, "note-written", "2026-03-05T06:00:00+00:00")
    an_event(earlier, system, 5, "register", "2026-03-05T06:00:00+00:00")

    for revision in ("0009", "0008", "0009"):
        (up_to if revision == "0009" else down)(empty, revision)

    with reading(empty) as session:
        found = session.execute(
            select(
                MonthTotal.month, MonthTotal.district_code, MonthTotal.flow, MonthTotal.matters
            ).order_by(MonthTotal.month, MonthTotal.district_code)
        ).all()
    assert [tuple(row) for row in found] == [
        ("2026-02", "-", "into-cases", 1),
        ("2026-02", "118", "into-cases", 1),
        ("2026-03", "118", "disposed", 1),
    ]


def a_complaint(earlier, number, state="complainant-appeal-filed", struck=None):
    key = earlier.key(number)
    earlier.put(
        "record", id=key, kind="complaint", number=f"SWD-C-2026-{number:06}", tier="ordinary",
        head=b"h" * 32, seq=4,
    )  # fmt: skip
    track = earlier.key(3000 + number)
    earlier.put(
        "proceeding", id=track, record_id=key, track="complainant-appeal", state=state,
        struck_off_at=struck,
    )  # fmt: skip
    for place, at in enumerate(("2026-02-11T07:30:00+00:00", FILED)):
        earlier.put(
            "proceeding_entry", id=earlier.key(5000 + 10 * number + place), proceeding_id=track,
            record_id=key, number=place + 1,
            recorded_at=earlier.moment(at),
        )  # fmt: skip
    return key


def test_appeals_filed_before_0007_come_before_the_reviewing_officer(empty, earlier):
    up_to(empty, "0009")
    a_complaint(earlier, 1)
    a_complaint(earlier, 2, state="complainant-appeal-upheld")
    a_complaint(earlier, 3, struck=earlier.moment(SOME_TIME))

    up_to(empty, "0011")

    with reading(empty) as session:
        records = session.scalars(select(Record).order_by(Record.number)).all()
        assert [record.review_asked_at is not None for record in records] == [True, False, False]
        waiting = records[0]
        assert waiting.review_asked_at == datetime.fromisoformat(FILED)
        event = session.scalars(select(Event)).one()
        payload = session.scalars(select(EventPayload)).one()
        assert session.scalars(select(Unsealed.event_id)).all() == [event.id]
        # The chain goes on from the head it had, and the event vouches for the row as it now stands.
        assert (event.type, event.record_seq, event.prev_hash) == ("put-under-review", 5, b"h" * 32)
        header = EventHeader(waiting.id, 5, event.type, "system", "system", event.at)
        commit = payload_commit(payload.salt, payload.body)
        assert event.payload_commit == commit
        assert event.event_hash == event_hash(header, commit, b"h" * 32)
        assert (waiting.seq, waiting.head) == (5, event.event_hash)
        assert payload.body["rows"] == {f"record:{waiting.id}": row_digest(waiting)}


def test_a_number_that_was_entered_is_not_migrated_away(empty, earlier):
    up_to(empty, "0011")
    down(empty, "0009")
    up_to(empty, "0011")
    record, officer = earlier.key(1), earlier.key(2)
    earlier.put("record", id=record, kind="system", number="sys:log-ins", tier="ordinary")
    earlier.put("officer", id=officer, email="a@demo.invalid")
    earlier.put(
        "login_number",
        record_id=record,
        officer_id=officer,
        proposed_by=officer,
        hrms_id="TEST0001",
    )

    with pytest.raises(RuntimeError, match="number of a log-in"):
        down(empty, "0009")


def test_what_officers_carried_before_0015_is_counted(empty, earlier):
    up_to(empty, "0013")
    one, other = earlier.key(71), earlier.key(72)
    for officer in (one, other):
        earlier.put("officer", id=officer, email=f"{officer}@demo.invalid")
    for number, (table, state, holder, inquirer) in enumerate(
        (
            ("complaint", "registered", one, None),
            ("complaint", "under-scrutiny", one, None),
            ("complaint", "taken-up", one, other),  # its case is what they carry
            ("complaint", "registered", None, None),
            ("vigilance_case", "under-inquiry", one, other),
            ("vigilance_case", "closed", one, other),
        ),
        start=1,
    ):
        key, kind = earlier.key(number), "case" if table == "vigilance_case" else table
        earlier.put(
            "record", id=key, kind=kind, number=f"N{number}", tier="ordinary", assigned_to=holder,
            inquiring_officer=inquirer,
        )  # fmt: skip
        named = {"reference": f"R{number}"} if kind == "complaint" else {}
        earlier.put(table, record_id=key, number=f"N{number}", state=state, **named)

    for revision in ("0015", "0013", "0015"):
        (up_to if revision == "0015" else down)(empty, revision)

    with reading(empty) as session:
        found = session.execute(
            select(LoadTotal.officer_id, LoadTotal.carried, LoadTotal.pending).order_by(
                LoadTotal.officer_id, LoadTotal.carried
            )
        ).all()
    assert [(row[0].int, row[1].value, row[2]) for row in found] == [
        (71, "cases", 1),
        (71, "complaints", 2),
        (72, "inquiries", 1),
    ]


def moved(earlier, record, number, kind, at, before):
    an_event(earlier, record, number, kind, at)
    earlier.put(
        "event_payload",
        event_id=earlier.key(4000 + number),
        record_id=record,
        body={"from": before},
    )


def test_stages_that_were_left_before_0017_are_counted_with_their_days(empty, earlier):
    up_to(empty, "0016")
    case, elsewhere = a_case(earlier, 1), a_case(earlier, 2, district=None)
    moved(earlier, case, 1, "order-inquiry", "2026-01-20T06:00:00+00:00", None)
    # half past midnight in India: the first of February, twelve days later
    moved(earlier, case, 2, "take-charge", "2026-01-31T19:00:00+00:00", "ordered")
    moved(earlier, case, 3, "note-written", "2026-02-10T06:00:00+00:00", None)
    moved(earlier, case, 4, "submit-report", "2026-03-01T06:00:00+00:00", "under-inquiry")
    moved(earlier, elsewhere, 5, "order-inquiry", "2026-02-01T06:00:00+00:00", None)
    moved(earlier, elsewhere, 6, "take-charge", "2026-02-13T06:00:00+00:00", "ordered")

    for revision in ("0017", "0016", "0017"):
        (up_to if revision == "0017" else down)(empty, revision)

    with reading(empty) as session:
        kept = select(
            StageTotal.month, StageTotal.district_code, StageTotal.stage, StageTotal.days,
            StageTotal.matters,
        ).order_by(StageTotal.month, StageTotal.district_code)  # fmt: skip
        found = [tuple(row) for row in session.execute(kept)]
    assert found == [
        ("2026-02", "-", "ordered", 12, 1),
        ("2026-02", "118", "ordered", 12, 1),
        ("2026-03", "118", "under-inquiry", 28, 1),
    ]
