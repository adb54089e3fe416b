"""What an officer sees of a paper: signs in words, an archive's names, the scanner's warning, the copy without its place."""

import pytest
from sqlalchemy import select, update

from tests.builders import hostile_files as made
from tests.builders.cases import day
from tests.builders.complaints import an_upload
from tests.builders.forms import said
from vigilance.audit.models import Event, EventPayload
from vigilance.domain.lanes import Lane
from vigilance.evidence.inspecting import inspect_due
from vigilance.evidence.models import PaperInspection, PaperMark

ISOLATED = {"isolated": "yes"}


@pytest.fixture
def complaint(walk, session, connected, office):
    """A complaint with one paper, looked at; `complaint(name, content)`."""

    def make(name="a.jpg", content=None, *, look=True, **filing):
        found = walk.assigned(papers=(an_upload(name, content or made.phone_photo()),), **filing)
        session.commit()
        if look:
            inspect_due(connected, office.keyring, office.settings, day(1), all_days=True)
        session.expire_all()
        return found

    return make


@pytest.fixture
def warned(session):
    """Let the scanner have found something in every paper."""

    def warn():
        session.execute(update(PaperInspection).values(signs=["scanner-positive"], state="done"))
        session.commit()

    return warn


def about(found, language="en"):
    return f"/office/files/{found.number}/papers/1/about?lang={language}"


def test_53_the_file_says_beside_each_paper_what_a_machine_found(complaint, team):
    found = complaint()

    english = said(team("vo").get(f"/office/complaints/{found.number}?lang=en"))
    hindi = said(team("vo").get(f"/office/complaints/{found.number}?lang=hi"))

    assert (
        "Tells of the camera or phone Holds a second picture Holds the place Not scanned" in english
    )
    assert "स्थान की जानकारी है" in hindi
    assert "वायरस जांच नहीं हुई" in hindi


def test_a_paper_nobody_has_looked_at_says_so(complaint, team):
    found = complaint(look=False)

    assert "Not looked at yet" in said(team("vo").get(f"/office/complaints/{found.number}?lang=en"))


def test_43_and_46_names_in_an_archive_are_text_with_what_they_hide(complaint, team):
    entries = {
        "../../etc/passwd": b"x",
        "photo\u202egpj.exe": b"y",
        "<script>alert(1)</script>": b"z",
    }
    found = complaint("\u202efdp.zip", made.zipped(entries))

    page = team("vo").get(about(found))

    words = said(page)
    assert "photo\\u202egpj.exe" in words
    assert "../../etc/passwd" in words
    assert "leads out of its folder" in words
    assert "Names that lead out of their folder" in words
    assert "\\u202efdp.zip" in words
    assert "<script>alert" not in page.text
    assert "\u202e" not in page.text


def test_an_archive_s_names_are_sealed_where_they_are_kept(complaint, session):
    complaint("a.zip", made.zipped({"रामपुर का बाबू.txt": b"x"}))

    row = session.scalars(select(PaperInspection)).one()

    assert row.facts == {"entries": 1}
    assert "रामपुर".encode() not in row.listing_sealed
    assert rb"\u0930" not in row.listing_sealed


@pytest.mark.parametrize(("who", "status"), [("vo", 200), ("cvo", 200), ("inquirer", 404)])
def test_who_sees_the_file_sees_what_was_found(complaint, team, who, status):
    found = complaint()

    assert team(who).get(about(found)).status_code == status


def test_the_inquiring_officer_of_a_protected_case_sees_no_paper_of_the_complainant(
    walk, session, team
):
    found = walk.assigned(papers=(an_upload(),), lane=Lane.PROTECTED)
    session.commit()

    assert team("vo").get(about(found)).status_code == 200
    assert team("inquirer").get(about(found)).status_code == 404


def test_a_download_is_an_attachment_that_no_browser_shows(complaint, team):
    found = complaint("a.svg", b"<svg><script>alert(1)</script></svg>")

    answer = team("vo").get(f"/office/files/{found.number}/papers/1")

    assert answer.content_type == "application/octet-stream"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert (
        answer.headers["Content-Disposition"]
        == "attachment; filename=\"a.svg\"; filename*=UTF-8''a.svg"
    )


def test_46_a_name_cannot_turn_the_header_of_its_download(complaint, team):
    found = complaint("photo\u202egpj.exe", b"MZ")

    header = team("vo").get(f"/office/files/{found.number}/papers/1").headers["Content-Disposition"]

    assert header == "attachment; filename=\"photogpj.exe\"; filename*=UTF-8''photogpj.exe"


def test_55_a_positive_paper_is_not_handed_over_without_a_second_step(
    complaint, team, warned, session
):
    found = complaint("a.txt", made.EICAR)
    warned()
    browser, plain = team("vo"), f"/office/files/{found.number}/papers/1"

    sent_on = browser.get(plain)
    page = browser.get(about(found))
    refused = browser.post(about(found), data={})

    assert (sent_on.status_code, sent_on.location) == (303, f"{plain}/about")
    assert "The scanner says this file does harm." in said(page)
    assert "not connected to any network" in said(page)
    assert refused.status_code == 422
    assert "Tick the box first." in said(refused)
    taken = browser.post(about(found), data=ISOLATED)
    assert (taken.status_code, taken.data) == (200, made.EICAR)
    assert taken.headers["Content-Disposition"].startswith("attachment")
    told = select(EventPayload.body).join(Event, Event.id == EventPayload.event_id)
    assert session.scalars(told.where(Event.type == "warned-paper-opened")).one()["paper"] == 1
    assert "fetched in spite of the scanner's warning" in said(
        browser.get(f"/office/complaints/{found.number}?lang=en")
    )


def test_55_no_other_way_leads_around_the_second_step(complaint, team, warned):
    found = complaint()
    warned()

    assert team("vo").get(f"/office/files/{found.number}/papers/1/without-place").status_code == 404


def test_53_a_copy_without_its_place_is_made_and_the_original_stays(complaint, team):
    found = complaint(content=made.phone_photo())
    browser, path = team("vo"), f"/office/files/{found.number}/papers/1"

    copy, original = browser.get(f"{path}/without-place"), browser.get(path)

    assert copy.status_code == 200
    assert b"SN123456" not in copy.data
    assert copy.data.endswith(b"\xff\xd9")
    assert copy.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert original.data == made.phone_photo()


def test_53_where_no_clean_copy_can_be_made_the_page_says_so(complaint, team):
    found = complaint(content=made.phone_photo()[:-30])

    answer = team("vo").get(f"/office/files/{found.number}/papers/1/without-place?lang=en")

    assert answer.status_code == 422
    assert "no copy without its place can be made" in said(answer)


def test_53_only_pictures_have_such_a_copy(complaint, team):
    found = complaint("a.pdf", made.pdf(b"<<>>"))

    assert team("vo").get(f"/office/files/{found.number}/papers/1/without-place").status_code == 404


def test_53_complainants_are_told_before_they_send(client):
    english = said(client.get("/complaints/new?lang=en"))
    hindi = said(client.get("/complaints/new?lang=hi"))

    assert "A photo can hold the place where it was taken." in english
    assert "फ़ोटो में खींचने की जगह दर्ज हो सकती है।" in hindi


def test_59_the_same_file_is_told_only_of_records_in_sight(
    complaint, team, sign_in, session, an_officer
):
    same = made.png(8, 8)
    first, second = complaint("a.png", same), complaint("b.png", same)
    browser = team("vo")

    told = said(browser.get(f"/office/complaints/{first.number}?lang=en"))
    assert "Same file in other records: 1" in told
    assert second.number in said(browser.get(about(first)))
    walled = {"officer": str(browser.officer.id), "relation": "recused"}
    assert browser.post(f"/office/files/{second.number}/walls", data=walled).status_code == 303
    again = said(browser.get(f"/office/complaints/{first.number}?lang=en"))
    assert "Same file in" not in again
    assert second.number not in said(browser.get(about(first)))


def test_the_papers_of_a_file_are_read_in_one_statement_however_many(
    complaint, team, walk, session, queries_made
):
    few = complaint()
    many = walk.assigned(papers=tuple(an_upload(f"{n}.png", made.png(n + 1)) for n in range(6)))
    browser = team("vo")
    browser.get(f"/office/complaints/{few.number}")
    counted = []
    for found in (few, many):
        browser.get(f"/office/complaints/{found.number}")
        queries_made.clear()
        browser.get(f"/office/complaints/{found.number}")
        counted.append(len(queries_made))

    assert counted[0] == counted[1]
    assert sum("FROM paper " in each and "paper_mark" in each for each in queries_made) == 1
    assert session.scalars(select(PaperMark.record_id)).one() == few.record_id
