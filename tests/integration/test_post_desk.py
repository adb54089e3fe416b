"""The post desk: one envelope, several complaints, the acknowledgement of each, and nothing of the sender afterwards."""

import io
from datetime import date

import pytest
from sqlalchemy import select

from tests.builders.forms import codes, hidden, page_of, said, value_of
from tests.builders.post import LETTER, SENDER, number_on, open_envelope, send
from vigilance.audit.models import Event, EventPayload
from vigilance.complaints.models import Complaint
from vigilance.domain.lanes import Channel, Lane
from vigilance.domain.roles import Role
from vigilance.identities.queries import identity_given
from vigilance.post.models import PostEnvelope, PostItem, PostScan

PDF = b"%PDF-1.4\n%%EOF\n"


@pytest.fixture
def clerk(sign_in, at):
    at("2026-03-02")
    return sign_in(Role.CLERK)


def fresh(session, kind):
    return session.scalars(select(kind).execution_options(populate_existing=True)).all()


def acts_on(session, complaint):
    return set(session.scalars(select(Event.type).where(Event.record_id == complaint.record_id)))


def test_an_envelope_gets_the_next_diary_number_of_the_year(clerk, session):
    open_envelope(clerk)
    open_envelope(clerk)

    assert [one.number for one in fresh(session, PostEnvelope)] == [
        "SWD-D-2026-000001",
        "SWD-D-2026-000002",
    ]


def test_a_day_to_come_is_told_and_all_stays_typed(clerk, session):
    answer = clerk.post(
        "/office/intake/post?lang=en",
        data={"received_on": "03/03/2026", "how": "post", "language": "hi"} | SENDER,
    )

    assert answer.status_code == 422
    assert "must not be after today" in said(answer)
    assert value_of(answer, "name") == SENDER["name"]
    assert value_of(answer, "address").split("\n")[-1] == "Post Baragaon"
    assert fresh(session, PostEnvelope) == []


@pytest.mark.parametrize("missing", ["received_on", "how", "language"])
def test_what_must_be_known_of_an_envelope_is_asked(clerk, missing):
    given = {"received_on": "01/03/2026", "how": "post", "language": "hi"} | {missing: "  "}

    assert clerk.post("/office/intake/post", data=given).status_code == 422


def test_several_complaints_come_out_of_one_envelope_with_the_sender_typed_once(clerk, session):
    place = open_envelope(clerk)

    first = send(clerk, place, text=LETTER, lane="ordinary", district="135")
    second = send(clerk, place, text="The second matter in the same envelope.", lane="ordinary")

    found = session.scalars(select(Complaint).order_by(Complaint.number)).all()
    assert [first.status_code, second.status_code] == [200, 200]
    assert [each.number for each in found] == [number_on(first), number_on(second)]
    assert {each.channel for each in found} == {Channel.LETTER}
    assert {each.received_on for each in found} == {date(2026, 3, 1)}
    assert [acts_on(session, each) for each in found] == [{"register", "acknowledge"}] * 2
    assert [
        session.scalar(
            select(identity_given(Complaint.record_id)).where(Complaint.number == each.number)
        )
        for each in found
    ] == [True, True]
    assert "Complaint 3 of this envelope" in said(clerk.get(f"{place}?lang=en"))


def test_the_letter_has_number_code_and_the_address_and_is_drawn_only_from_the_page(clerk):
    place = open_envelope(clerk)
    done = send(clerk, place, text=LETTER, lane="ordinary")
    reference, secret = codes(done)

    letter = clerk.post("/office/intake/post/letter.pdf", data={"slip": hidden(done, "slip")})
    again = clerk.get(place)

    assert letter.content_type == "application/pdf"
    assert letter.data.startswith(b"%PDF")
    assert secret not in again.get_data(as_text=True)
    assert reference not in again.get_data(as_text=True)


def test_the_letter_cannot_be_drawn_an_hour_later(clerk, at):
    done = send(clerk, open_envelope(clerk), text=LETTER, lane="ordinary")
    at("2026-03-02T11:30:00+00:00")

    late = clerk.post("/office/intake/post/letter.pdf", data={"slip": hidden(done, "slip")})

    assert late.status_code == 303


@pytest.mark.parametrize(
    ("lane", "how", "goes_out"),
    [
        ("ordinary", "post", True),
        ("protected", "post", False),
        ("protected", "hand", True),
        ("anonymous", "post", False),
        ("anonymous", "hand", True),
    ],
)
def test_a_letter_goes_only_where_it_betrays_nobody(clerk, session, lane, how, goes_out):
    place = open_envelope(clerk, how=how)

    done = send(clerk, place, text=LETTER, lane=lane)

    complaint = session.scalars(select(Complaint)).one()
    assert ('name="slip"' in done.get_data(as_text=True)) is goes_out
    assert complaint.lane is Lane(lane)
    assert ("acknowledge" in acts_on(session, complaint)) is goes_out


@pytest.mark.parametrize("lane", ["protected", "anonymous"])
def test_no_trace_leads_from_the_envelope_to_who_must_not_be_known(clerk, session, lane):
    place = open_envelope(clerk)

    send(clerk, place, text=LETTER, lane=lane)

    assert [item.record_id for item in fresh(session, PostItem)] == [None]


def test_a_nameless_letter_keeps_no_name(clerk, session):
    send(clerk, open_envelope(clerk), text=LETTER, lane="anonymous")

    assert session.scalar(select(identity_given(Complaint.record_id))) is False


def test_scans_survive_a_mistake_and_become_papers(clerk, session, office):
    place = open_envelope(clerk)

    refused = send(
        clerk,
        place,
        text=LETTER,
        incident_date="31/02/2026",
        evidence=(io.BytesIO(PDF), "letter page 1.pdf"),
    )
    kept = len(fresh(session, PostScan))
    done = send(clerk, place, text=LETTER, lane="ordinary")

    complaint = session.scalars(select(Complaint)).one()
    told = session.scalars(
        select(EventPayload).where(EventPayload.record_id == complaint.record_id)
    ).all()
    assert refused.status_code == 422
    assert "letter page 1.pdf" in said(refused)
    assert value_of(refused, "incident_date") == "31/02/2026"
    assert kept == 1
    assert done.status_code == 200
    assert [each.body["papers"] for each in told if "papers" in each.body] == [1]
    assert fresh(session, PostScan) == []


def test_a_scan_alone_is_a_complaint(clerk):
    done = send(clerk, open_envelope(clerk), evidence=(io.BytesIO(PDF), "letter.pdf"))

    assert done.status_code == 200


def test_neither_words_nor_scan_is_no_complaint(clerk, session):
    answer = send(clerk, open_envelope(clerk), district="135")

    assert answer.status_code == 422
    assert "Write what the letter says" in said(answer)
    assert value_of(answer, "district") == "135"
    assert session.scalars(select(Complaint)).all() == []


def test_a_second_click_registers_nothing_twice(clerk, session):
    place = open_envelope(clerk)
    turn = hidden(clerk.get(place), "turn")

    send(clerk, place, text=LETTER, lane="ordinary", turn=turn)
    again = send(clerk, place, text=LETTER, lane="ordinary", turn=turn)

    assert again.status_code == 409
    assert len(session.scalars(select(Complaint)).all()) == 1


def test_what_is_typed_is_kept_sealed_and_is_nobody_elses(clerk, sign_in, session):
    place = open_envelope(clerk)
    saved = send(clerk, place, "save", text=LETTER, quiet="1")

    envelope = fresh(session, PostEnvelope)[0]
    assert saved.status_code == 204
    assert value_of(clerk.get(place), "text").strip() == LETTER
    assert LETTER.encode() not in envelope.typed_sealed
    assert b"Geeta" not in envelope.sender_sealed
    assert sign_in(Role.CLERK).get(place).status_code == 404


def test_closing_wipes_the_sender(clerk, session):
    place = open_envelope(clerk)
    send(clerk, place, text=LETTER, lane="ordinary")

    closed = clerk.post(f"{place}/close")

    envelope = fresh(session, PostEnvelope)[0]
    assert closed.status_code == 303
    assert (envelope.sender_sealed, envelope.sender_digest, envelope.key_sealed) == (None,) * 3
    assert "is closed" in said(clerk.get(f"{place}?lang=en"))
    assert send(clerk, place, text=LETTER, turn="x").status_code == 409


def test_a_complaint_begun_does_not_vanish_with_its_envelope(clerk, session):
    place = open_envelope(clerk)
    send(clerk, place, "save", text=LETTER)

    refused = clerk.post(f"{place}/close?lang=en")
    on_purpose = clerk.post(f"{place}/close", data={"discard": "true"})

    told = [each.body for each in fresh(session, EventPayload) if "discarded" in each.body]
    assert refused.status_code == 422
    assert "written and not registered" in said(refused)
    assert on_purpose.status_code == 303
    assert [each["discarded"] for each in told] == [True]


def test_the_same_sender_or_the_same_words_are_pointed_out(clerk, session):
    first = send(clerk, open_envelope(clerk), text=LETTER, lane="ordinary")

    by_sender = clerk.get(open_envelope(clerk))
    other = open_envelope(clerk, mobile="9000000612", name="Other")
    send(clerk, other, "save", text=LETTER)

    assert number_on(first) in by_sender.get_data(as_text=True)
    assert number_on(first) in clerk.get(other).get_data(as_text=True)


def test_only_who_enters_complaints_opens_envelopes(sign_in, at):
    at("2026-03-02")

    for role in (Role.VO, Role.CVO, Role.MINISTER, Role.AUDITOR):
        assert sign_in(role).get("/office/intake/post").status_code == 403


def test_the_inbox_leads_to_every_way_in(clerk):
    links = [link.get("href") for link in page_of(clerk.get("/office/intake")).iter("a")]

    for path in ("phone", "post", "paste", "camp"):
        assert f"/office/intake/{path}" in links
    assert "/office/letters" in links
    assert "/office/held" in links
