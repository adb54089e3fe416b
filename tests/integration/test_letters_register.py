"""The register of public representatives' letters: entered, confirmed, answered in time, taken up again."""

import pytest
from sqlalchemy import select, update

from tests.builders.forms import hidden, page_of, said, value_of
from tests.builders.post import LETTER
from vigilance.audit.bundle import FindingKind, Trust
from vigilance.audit.models import Event
from vigilance.audit.sealer import verifier_key
from vigilance.audit.stored_ledger import stored_bundle
from vigilance.audit.verification import verify
from vigilance.cases.commands.walls import declare_wall
from vigilance.complaints.models import Complaint
from vigilance.complaints.queries import complaint_of
from vigilance.database.acting import act_as
from vigilance.domain.actors import SYSTEM
from vigilance.domain.dates import day_in_words
from vigilance.domain.lanes import Channel, Lane
from vigilance.domain.roles import Role
from vigilance.domain.walls import Relation
from vigilance.domain.workflows.references import RepresentativeState
from vigilance.post.models import RepresentativeLetter

GIVEN = {
    "member": "Shri Harsh Pal",
    "office": "mla",
    "constituency": "Rampur Nagar",
    "letter_number": "MLA/2026/41",
    "letter_date": "25/02/2026",
    "received_on": "02/03/2026",
    "subject": "Money asked for scholarships",
}


@pytest.fixture
def clerk(sign_in, at):
    at("2026-03-02")
    return sign_in(Role.CLERK)


@pytest.fixture
def vo(sign_in, clerk):
    return sign_in(Role.VO)


def enter(browser, **given):
    answer = browser.post("/office/letters?lang=en", data=GIVEN | given)
    assert answer.status_code == 303, said(answer)
    return answer.headers["Location"].partition("?")[0]


def act(browser, place, action, **typed):
    version = typed.pop("version", None) or hidden(browser.get(place), "version")
    return browser.post(f"{place}/steps/{action}?lang=en", data={"version": version} | typed)


def the_letter(session):
    statement = select(RepresentativeLetter).execution_options(populate_existing=True)
    return session.scalars(statement).one()


def test_a_letter_gets_a_number_and_fifteen_days(clerk, session):
    place = enter(clerk)

    letter = the_letter(session)
    page = said(clerk.get(f"{place}?lang=en"))
    assert letter.number == "SWD-J-2026-00001"
    assert (letter.due_on - letter.received_on).days == 15
    assert letter.stage is RepresentativeState.RECEIVED
    assert day_in_words(letter.due_on, "en") in page
    assert "15 days left" in page


@pytest.mark.parametrize("missing", ["member", "office", "received_on", "subject"])
def test_what_the_register_asks_must_be_there(clerk, session, missing):
    answer = clerk.post("/office/letters?lang=en", data=GIVEN | {missing: " "})

    assert answer.status_code == 422
    assert value_of(answer, "letter_number") == GIVEN["letter_number"]
    assert session.scalars(select(RepresentativeLetter)).all() == []


def test_a_letter_dated_after_it_came_is_a_slip_of_the_pen(clerk):
    answer = clerk.post("/office/letters?lang=en", data=GIVEN | {"letter_date": "03/03/2026"})

    assert answer.status_code == 422


def test_confirmed_and_answered(clerk, vo, session):
    place = enter(clerk)
    act(clerk, place, "confirm-letter", confirmed_on="02/03/2026")

    done = act(vo, place, "reply-to-letter", reply_number="SWD/77", replied_on="02/03/2026")

    letter = the_letter(session)
    told = session.scalars(
        select(Event.type).where(Event.record_id == letter.record_id).order_by(Event.record_seq)
    ).all()
    assert done.status_code == 303
    assert letter.stage is RepresentativeState.REPLIED
    assert told == ["receive-letter", "confirm-letter", "reply-to-letter"]
    assert "Done in time" in said(vo.get(f"{place}?lang=en"))


def test_a_clerk_does_not_answer_for_the_office(clerk, session):
    place = enter(clerk)

    refused = act(clerk, place, "reply-to-letter", reply_number="1", replied_on="02/03/2026")

    assert refused.status_code == 403
    assert "Record the reply" not in said(clerk.get(f"{place}?lang=en"))


def test_a_reply_before_the_letter_is_told_and_kept(clerk, vo, session):
    place = enter(clerk)

    refused = act(vo, place, "reply-to-letter", reply_number="SWD/9", replied_on="01/03/2026")

    assert refused.status_code == 422
    assert "before the letter came" in said(refused)
    assert value_of(refused, "reply_number") == "SWD/9"
    assert the_letter(session).stage is RepresentativeState.RECEIVED


def test_two_who_act_at_once_do_not_overwrite_each_other(clerk, vo):
    place = enter(clerk)
    version = hidden(vo.get(place), "version")
    act(clerk, place, "confirm-letter", confirmed_on="02/03/2026")

    late = act(
        vo, place, "reply-to-letter", version=version, reply_number="5", replied_on="02/03/2026"
    )

    assert late.status_code == 409
    assert "has moved on" in said(late)
    assert value_of(late, "reply_number") == "5"


def test_taken_up_again_the_clock_begins_anew(clerk, vo, session, at):
    place = enter(clerk)
    act(vo, place, "reply-to-letter", reply_number="SWD/77", replied_on="02/03/2026")
    at("2026-03-20")

    nothing = act(vo, place, "reopen", reasons=" ")
    act(vo, place, "reopen", reasons="The member writes that nothing was answered.")

    letter = the_letter(session)
    assert nothing.status_code == 422
    assert letter.stage is RepresentativeState.RECEIVED
    assert (letter.clock_from.isoformat(), letter.replied_on) == ("2026-03-20", None)
    assert letter.due_on.isoformat() == "2026-04-04"


def test_the_most_overdue_comes_first(clerk, at):
    enter(clerk, received_on="01/03/2026", subject="Later due")
    enter(clerk, received_on="02/02/2026", letter_date="", subject="Long overdue")
    at("2026-03-04")

    page = said(clerk.get("/office/letters?lang=en"))

    assert page.index("Long overdue") < page.index("Later due")
    assert "2 wait for an answer, 1 of them are overdue" in page
    assert "Overdue by" in page


def test_the_complaint_in_a_letter_is_registered_in_its_own_lane(clerk, session):
    place = enter(clerk, forwards_other="true")

    done = clerk.post(
        f"{place}/complaint?lang=en",
        data={
            "version": hidden(clerk.get(place), "version"),
            "text": LETTER,
            "language": "hi",
            "name": "Geeta Verma",
            "address": "Village Rampur",
        },
        content_type="multipart/form-data",
    )

    complaint = session.scalars(select(Complaint)).one()
    assert done.status_code == 200
    assert complaint.lane is Lane.PUBLIC_REPRESENTATIVE
    assert complaint.channel is Channel.LETTER
    assert complaint.received_on.isoformat() == "2026-03-02"
    assert the_letter(session).complaint_id == complaint.record_id
    assert complaint.number in said(clerk.get(place))


def test_a_complaint_of_a_letter_without_words_keeps_what_was_typed(clerk, session):
    place = enter(clerk)

    refused = clerk.post(
        f"{place}/complaint?lang=en",
        data={"version": hidden(clerk.get(place), "version"), "language": "hi", "name": "Geeta"},
        content_type="multipart/form-data",
    )

    assert refused.status_code == 422
    assert value_of(refused, "name") == "Geeta"
    assert session.scalars(select(Complaint)).all() == []


def test_a_registered_complaint_is_tied_to_its_letter(clerk, session, filed):
    complaint = filed().complaint
    place = enter(clerk)

    unknown = act(clerk, place, "link", number="SWD-C-2026-999999")
    tied = act(clerk, place, "link", number=complaint.number)
    told = session.scalars(select(Event.type).where(Event.record_id == complaint.record_id)).all()

    assert (unknown.status_code, tied.status_code) == (422, 303)
    assert "letter-linked" in told
    assert the_letter(session).complaint_id == complaint.record_id


def test_behind_a_wall_the_letter_is_not_there(clerk, connected, filed, walk):
    done = filed()
    place = enter(clerk)
    act(clerk, place, "link", number=done.complaint.number)
    with connected.writing() as other, other.begin():
        record = complaint_of(act_as(other, SYSTEM), done.record_id).record
        declare_wall(
            other, record, clerk.officer.id, Relation.NAMED, by=walk.team.cvo, at=done.registered_at
        )

    assert clerk.get(place).status_code == 404
    assert GIVEN["subject"] not in said(clerk.get("/office/letters"))
    assert GIVEN["subject"] not in said(clerk.get("/office/letters/register"))


def test_the_printed_register_has_every_letter_of_the_year_in_its_order(clerk):
    enter(clerk, subject="One")
    enter(clerk, subject="Two")

    rows = [
        " ".join("".join(cell.itertext()) for cell in row.iter("td"))
        for row in page_of(clerk.get("/office/letters/register?year=2026&lang=en")).iter("tr")
    ][1:]

    assert [row.partition(" ")[0] for row in rows] == ["SWD-J-2026-00001", "SWD-J-2026-00002"]
    assert clerk.get("/office/letters/register?year=19x6").status_code == 422


def test_the_ledger_vouches_for_every_letter(clerk, vo, session, office):
    place = enter(clerk)
    act(vo, place, "reply-to-letter", reply_number="SWD/77", replied_on="02/03/2026")
    trust = Trust(keys=(verifier_key(office.keyring, office.settings.office_code),), kept=())
    at = clerk.application.config["NOW"]

    def findings():
        session.expire_all()
        return [each.kind for each in verify(stored_bundle(session, at), trust)]

    before = findings()
    session.execute(update(RepresentativeLetter).values(replied_on=None))

    assert FindingKind.VALUE_DIFFERS not in before
    assert FindingKind.VALUE_DIFFERS in findings()


@pytest.mark.parametrize("role", [Role.MINISTER, Role.DISTRICT, Role.AUDITOR, Role.ADMIN])
def test_the_register_is_the_vigilance_offices_own(sign_in, at, role):
    at("2026-03-02")

    assert sign_in(role).get("/office/letters").status_code == 403
