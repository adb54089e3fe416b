"""His own matter is hidden from an accused officer through every other door: lists, leave, handover, sittings, desks."""

import re
from dataclasses import replace
from html import unescape

import pytest
from sqlalchemy import select

from tests.builders.cases import day
from tests.builders.leave import FIRST, LAST, moment, numbers_seen, on_leave
from tests.builders.logins import named, numbered
from tests.builders.matters import NOW, a_pending_case, an_overdue_clock, given_to
from tests.builders.stories import CLERK
from vigilance.accounts.models import LoginNumber, Officer
from vigilance.audit.commands import append_event, note_reading
from vigilance.cases.commands.accused import name_accused
from vigilance.cases.queries import complaints_in
from vigilance.complaints.commands import factual_report
from vigilance.complaints.models import FactualReportRequest
from vigilance.domain.actors import Actor
from vigilance.domain.errors import Invalid, NotFound
from vigilance.domain.handover import Part
from vigilance.domain.roles import Role
from vigilance.proceedings.commands.appointments import check_inquirer
from vigilance.proceedings.commands.handover import begin_handover, give_back, give_batch
from vigilance.reviews.sitting_models import Sitting


def with_every_form(browser, address):
    """The page, and the page with each of its forms open."""
    page = browser.get(address).text
    opens = re.findall(r'href="([^"#]*)#[^"]*" data-opens', page)
    return " ".join([page, *(browser.get(unescape(each)).text for each in opens)])


def test_no_form_offers_him_the_matter(walk, session, an_officer, team):
    case = walk.inquired()
    other = an_officer(Role.INQUIRING_OFFICER)
    accused = an_officer(Role.INQUIRING_OFFICER, Role.VO)
    numbered(session, an_officer, accused.id)
    cvo = team("cvo")
    addresses = (f"/office/cases/{case.number}", f"/office/cases/{case.number}/links")
    for address in addresses:
        assert str(accused.id) in with_every_form(cvo, address)

    named(session, walk, case.record)
    session.commit()

    for address in addresses:
        page = with_every_form(cvo, address)
        assert str(accused.id) not in page
        assert str(other.id) in page


def test_who_acts_for_him_during_his_leave_does_not_see_it_by_that(
    walk, session, connected, an_officer
):
    case, plain = walk.inquired(), walk.inquired()
    vo, substitute = walk.team.vo, an_officer(Role.VO)
    numbered(session, an_officer, vo.officer_id)
    on_leave(session, vo, substitute, vo)
    assert {case.number, plain.number} <= numbers_seen(connected, substitute.id, FIRST)

    named(session, walk, case.record)
    session.commit()

    assert case.number not in numbers_seen(connected, substitute.id, FIRST)
    assert plain.number in numbers_seen(connected, substitute.id, LAST)


def test_acting_for_another_he_does_not_see_it_either(walk, session, connected, an_officer):
    case = walk.inquired()
    accused = an_officer(Role.VO)
    numbered(session, an_officer, accused.id)
    on_leave(session, walk.team.vo, accused, walk.team.vo)
    assert case.number in numbers_seen(connected, accused.id, FIRST)

    named(session, walk, case.record)
    session.commit()

    assert numbers_seen(connected, accused.id, FIRST) == set()


def test_a_handover_gives_him_nothing_of_it_and_back_from_leave_it_stays_away(
    walk, session, an_officer
):
    case, plain = walk.inquired(), walk.inquired()
    vo, cvo, taker = walk.team.vo, walk.team.cvo, an_officer(Role.VO)
    away = {"by": cvo, "at": moment(FIRST)}
    handover = begin_handover(session, vo.officer_id, Part.VO, [taker.id], LAST, **away)
    given = [(case.record_id, taker.id), (plain.record_id, taker.id)]
    assert give_batch(session, handover, given, **away) == 2
    numbered(session, an_officer, vo.officer_id)
    named(session, walk, case.record)
    session.commit()

    assert give_back(session, handover, by=cvo, at=moment(LAST)) == 1
    session.commit()

    assert (case.record.assigned_to, plain.record.assigned_to) == (taker.id, vo.officer_id)
    back = {"by": cvo, "at": moment(LAST)}
    onwards = begin_handover(session, taker.id, Part.VO, [vo.officer_id], None, **back)
    assert give_batch(session, onwards, [(case.record_id, vo.officer_id)], **back) == 0


def test_the_agenda_of_a_sitting_does_not_show_it_to_him(session, sign_in, at, an_officer, walk):
    at(NOW)
    desk, vo = sign_in(Role.CVO), sign_in(Role.VO)
    cases = []
    for age in (90, 80):
        case = a_pending_case(session, age=age)
        an_overdue_clock(session, case, limit="inquiry-report")
        given_to(session, case, vo.officer)
        cases.append(case)
    session.commit()
    called = desk.post(
        "/office/sittings?rule=overdue",
        data={
            "on": "02/03/2026", "hour": "11.30", "place": "Committee room", "posts": "",
            "chair": str(desk.officer.id), "officers": [str(vo.officer.id)],
        },
    )  # fmt: skip
    address = called.location
    assert session.scalars(select(Sitting)).one()
    assert all(case.number in vo.get(address).text for case in cases)

    numbered(session, an_officer, vo.officer.id, at=NOW)
    named(session, walk, cases[0].record, at=NOW)
    session.commit()

    page = vo.get(address).text
    assert cases[0].number not in page
    assert cases[1].number in page
    assert cases[0].number in desk.get(address).text


def test_the_cvo_hears_of_it_and_above_an_accused_cvo_the_principal_secretary(
    session, walk, an_officer, sign_in, team
):
    case, own = walk.inquired(), walk.inquired()
    numbered(session, an_officer, walk.team.inquirer.officer_id)
    session.commit()
    above, cvo = sign_in(Role.PRINCIPAL_SECRETARY), team("cvo")
    named(session, walk, case.record, at=day(1))
    session.commit()

    assert "Accused here, and signs in" in cvo.get("/office/cvo").text
    assert case.number in cvo.get("/office/cvo").text
    assert case.number not in above.get("/office").text

    numbered(session, an_officer, walk.team.cvo.officer_id, "TEST0002", at=day(1))
    who = replace(CLERK, name="Invented Chief", designation="PS", hrms_id="TEST0002")
    name_accused(session, own.record, who, "PS", by=walk.team.vo, at=day(1))
    session.commit()

    page = above.get("/office").text
    assert "The Chief Vigilance Officer is accused" in page
    assert own.number in page
    assert own.number not in cvo.get("/office/cvo").text
    assert cvo.get(f"/office/cases/{own.number}").status_code == 404
    assert cvo.get("/office/reports/complaint-register").status_code == 200
    register = cvo.get("/office/reports/case-register")
    assert own.number not in register.text


def test_the_administrator_enters_and_the_cvo_confirms_in_their_browsers(
    session, walk, sign_in, team
):
    case = walk.inquired()
    named(session, walk, case.record, at=day(1))
    session.commit()
    admin, cvo, vo = sign_in(Role.ADMIN), team("cvo"), team("vo")
    officer = f"/office/officers/{walk.team.vo.officer_id}"
    wrong = admin.post(f"{officer}/hrms-number", data={"hrms_id": "?"})
    assert wrong.status_code == 422
    assert "An HRMS number has 3 to 20 letters and digits." in wrong.text

    answer = admin.post(f"{officer}/hrms-number", data={"hrms_id": "test-0001"})

    assert answer.status_code == 303
    assert "TEST0001 waits for the second person" in admin.get(officer).text
    assert case.number not in admin.get(officer).text
    found = session.scalars(select(LoginNumber)).one()
    confirm = f"/office/hrms-numbers/{found.id}/confirm"
    assert "You entered it" in admin.get("/office/hrms-numbers").text
    assert admin.post(confirm).status_code == 422
    assert vo.post(confirm).status_code == 403
    assert vo.get(f"/office/cases/{case.number}").status_code == 200
    assert "HRMS numbers to be confirmed" in cvo.get("/office/cvo").text

    assert cvo.post(confirm).status_code == 303

    assert vo.get(f"/office/cases/{case.number}").status_code == 404
    assert "No number waits." in cvo.get("/office/hrms-numbers").text
    accused = cvo.get(f"/office/cases/{case.number}/accused/1").text
    assert "the whole matter is hidden from this log-in" in accused


def test_a_like_name_is_a_hint_to_look_and_does_nothing(session, walk, an_officer, team):
    case = walk.inquired()
    vo = session.get_one(Officer, walk.team.vo.officer_id)
    vo.name_en, vo.name_hi = "Invented R. Officer", "कोई और"
    named(session, walk, case.record, at=day(1))
    session.commit()
    cvo = team("cvo")

    page = cvo.get(f"/office/cases/{case.number}/accused/1").text

    assert f"Invented R. Officer ({vo.email})" in page
    assert "The name alone decides nothing." in page
    assert case.record.assigned_to == vo.id


def test_he_is_not_appointed_to_an_inquiry_into_himself_under_another_spelling_of_his_name(
    session, walk, an_officer
):
    case = walk.inquired()
    accused = an_officer(Role.INQUIRING_OFFICER)
    numbered(session, an_officer, accused.id)
    named(session, walk, case.record)
    session.commit()
    proceeding = type("Inquiry", (), {"record_id": case.record_id})()

    with pytest.raises(Invalid) as refused:
        check_inquirer(session, proceeding, str(accused.id))

    assert "A wall keeps this officer" in refused.value.fields["inquirer"][0]


def test_an_accused_auditor_reads_of_every_matter_but_his_own(session, walk, an_officer, sign_in):
    case, other = walk.inquired(), walk.inquired()
    auditor = sign_in(Role.AUDITOR)
    numbered(session, an_officer, auditor.officer.id)
    addresses = (f"/office/ledger?record={case.number}", "/office/reads")
    session.expire_all()
    by = walk.team.vo
    note_reading(session, case.record, "file", by=by, at=day(1))
    note_reading(session, other.record, "file", by=by, at=day(1))
    session.commit()
    events = '<td class="nowrap">' + case.number
    assert events in auditor.get(addresses[0]).text
    assert case.number in auditor.get(addresses[1]).text

    named(session, walk, case.record)
    session.commit()

    assert events not in auditor.get(addresses[0]).text
    assert case.number not in auditor.get(addresses[1]).text
    assert other.number in auditor.get(addresses[1]).text
    assert other.number in auditor.get(f"/office/ledger?record={other.number}").text


def test_an_accused_district_officer_is_not_asked_about_himself(
    session, walk, an_officer, connected
):
    case = walk.inquired()
    (complaint,) = complaints_in(session, case)
    here = Actor(frozenset({Role.DISTRICT}), an_officer(Role.DISTRICT).id, district="135")
    asked = FactualReportRequest(
        record_id=complaint.record_id, district_code="135", question="Was the pension paid?",
        asked_by=walk.team.vo.officer_id, asked_at=day(1),
    )  # fmt: skip
    session.add(asked)
    append_event(session, complaint.record, "asked", {}, by=walk.team.vo, at=day(1), rows=[asked])
    session.commit()
    assert len(factual_report.questions_for(connected, here)) == 1
    numbered(session, an_officer, here.officer_id)

    named(session, walk, case.record)
    session.commit()

    assert factual_report.questions_for(connected, here) == []
    told = {"by": here, "at": day(12), "office": walk.office}
    with pytest.raises(NotFound):
        factual_report.answer_question(connected, asked.id, "It was.", **told)
