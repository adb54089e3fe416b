"""Lists from files on a page: seen before they are entered, all of it or nothing, the same file once."""

import io
import re

import pytest
from sqlalchemy import func, select

from tests.builders.arrivals import text_of
from tests.builders.heard import acknowledged, complaints
from tests.builders.post import a_workbook
from vigilance.complaints.models import Complaint
from vigilance.correspondence.models import OutboxEntry
from vigilance.domain.lanes import Channel
from vigilance.domain.roles import Role
from vigilance.post import lists_views
from vigilance.post.models import RepresentativeLetter

FORMS = "text,district,mobile,amount_demanded\nबाबू ने पाँच सौ रुपये माँगे।,Lucknow,9000000601,500\nप्रधान ने पैसे माँगे।,Sitapur,,\n"
LETTERS = "member,office,received_on,subject\nश्री रमेश कुमार,mla,2026-01-02,पेंशन\n"
START = "/office/intake/lists"


@pytest.fixture
def clerk(sign_in, at):
    at("2026-01-05")
    return sign_in(Role.CLERK)


def bring(browser, content, kind="forms", name="list.csv"):
    """Choose the file; the address of what it says."""
    raw = content.encode() if isinstance(content, str) else content
    answer = browser.post(START, data={"kind": kind, "file": (io.BytesIO(raw), name)})
    assert answer.status_code == 303, text_of(answer)
    return answer.headers["Location"]


def figures(page):
    """Rows, to be entered, entered before, not to be entered."""
    return [int(each) for each in re.findall(r"<dd>(\d+)</dd>", text_of(page))[:4]]


def count(session, what=Complaint):
    session.expire_all()
    return session.scalar(select(func.count()).select_from(what))


def test_what_would_be_entered_is_shown_and_nothing_is_entered(clerk, session):
    page = clerk.get(bring(clerk, FORMS))

    assert figures(page) == [2, 2, 0, 0]
    assert "बाबू ने पाँच सौ रुपये माँगे।" in text_of(page)
    assert "Enter 2 rows" in text_of(page)
    assert count(session) == 0


def test_a_list_is_entered_once_however_often_it_comes(clerk, session):
    address = bring(clerk, FORMS)
    first = clerk.post(
        address,
        data={
            "act": "enter",
            "column-0": "text",
            "column-1": "district",
            "column-2": "mobile",
            "column-3": "amount_demanded",
        },
    )
    again = clerk.post(
        address,
        data={
            "act": "enter",
            "column-0": "text",
            "column-1": "district",
            "column-2": "mobile",
            "column-3": "amount_demanded",
        },
    )
    later = clerk.get(bring(clerk, FORMS))

    assert (figures(first)[:3], figures(again)[:3]) == ([2, 0, 0], [0, 2, 0])
    assert figures(later) == [2, 0, 2, 0]
    assert "Enter" not in re.findall(r"<button[^>]*>([^<]*)", text_of(later))
    assert {
        (each.channel, each.district_code is not None)
        for each in session.scalars(select(Complaint))
    } == {(Channel.FORM, True)}
    assert count(session) == 2


def test_who_gave_a_contact_is_acknowledged_by_itself_and_who_gave_none_is_not(clerk, session):
    columns = {"column-0": "text", "column-2": "mobile"}
    clerk.post(bring(clerk, FORMS), data={"act": "enter", **columns})

    texts = [each.text for each in complaints(session)]
    assert dict(zip(texts, acknowledged(session), strict=True)) == {
        "बाबू ने पाँच सौ रुपये माँगे।": True,
        "प्रधान ने पैसे माँगे।": False,
    }
    assert count(session, OutboxEntry) == 1


def test_one_wrong_row_keeps_the_whole_list_out_and_is_named_in_both_languages(clerk, session):
    address = bring(clerk, FORMS + ",Nowhere,12,\n")
    english = clerk.get(f"{address}?lang=en")
    refused = clerk.post(
        address,
        data={"act": "enter", "column-0": "text", "column-1": "district", "column-2": "mobile"},
    )

    hindi = clerk.get(f"{address}?lang=hi")

    assert figures(english) == [3, 2, 0, 1]
    for page in (english, refused):
        said = text_of(page)
        assert '<td class="num">4</td>' in said
        assert "What happened: is empty" in said
        assert "District: not a district we know" in said
        assert "Mobile number: not a mobile number of 10 digits" in said
    assert "यह जनपद हमारी सूची में नहीं है" in text_of(hindi)
    assert (refused.status_code, count(session)) == (422, 0)


def test_columns_with_other_names_are_given_ours_on_the_page(clerk, session):
    address = bring(clerk, FORMS.replace("text", "What happened?").replace("mobile", "Phone"))
    first = clerk.get(address)
    mended = clerk.post(
        address,
        data={"act": "look", "column-0": "text", "column-1": "district", "column-2": "mobile"},
    )
    entered = clerk.post(
        address,
        data={"act": "enter", "column-0": "text", "column-1": "district", "column-2": "mobile"},
    )

    assert (figures(first)[3], figures(mended)) == (2, [2, 2, 0, 0])
    assert re.search(r'<option value="mobile" selected>', text_of(mended))
    assert (figures(entered)[:1], count(session)) == ([2], 2)


def test_a_field_that_is_not_ours_is_refused(clerk, session):
    answer = clerk.post(bring(clerk, FORMS), data={"act": "enter", "column-0": "state"})

    assert (answer.status_code, count(session)) == (422, 0)


def test_a_workbook_is_read_as_a_list_is(clerk, session):
    book = a_workbook([["text", "mobile"], ["पेंशन रोक दी गई", 9000000602]])

    assert figures(clerk.get(bring(clerk, book, name="list.xlsx"))) == [1, 1, 0, 0]


def test_a_register_of_letters_is_entered_in_the_clerks_name(clerk, session):
    address = bring(clerk, LETTERS, "letters")
    done = clerk.post(
        address,
        data={
            "act": "enter",
            "column-0": "member",
            "column-1": "office",
            "column-2": "received_on",
            "column-3": "subject",
        },
    )
    again = clerk.get(bring(clerk, LETTERS, "letters"))

    assert (figures(done)[:3], figures(again)) == ([1, 0, 0], [1, 0, 1, 0])
    assert [each.member for each in session.scalars(select(RepresentativeLetter))] == [
        "श्री रमेश कुमार"
    ]


BROKEN = {
    "no file": (b"", "forms", "Choose the file."),
    "no kind": (FORMS.encode(), "", "Choose what stands in the list."),
    "no rows": (b"text,mobile\n", "forms", "It has no rows under the names of the columns."),
    "no unicode": (
        "text\n¿Qué?\n".encode("cp1252"),
        "forms",
        "neither UTF-8 nor UTF-16: save it as CSV UTF-8",
    ),
    "no workbook": (b"PK\x03\x04" + b"x" * 50, "forms", "not a workbook we can read"),
    "too many rows": (
        b"text\n" + b"x\n" * 501,
        "forms",
        "It has more than 500 rows. Cut it into several.",
    ),
    "too large": (
        b"text\n" + b"x" * 5000,
        "forms",
        "It is larger than 5 MB. Cut it into several.",
    ),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_file_that_is_no_list_is_refused_with_the_reason(clerk, session, case, monkeypatch):
    monkeypatch.setattr(lists_views, "LARGEST", 4000)
    raw, kind, words = BROKEN[case]

    answer = clerk.post(
        START, data={"kind": kind, "file": (io.BytesIO(raw), "list.csv" if raw else "")}
    )

    assert (answer.status_code, words in text_of(answer)) == (422, True)
    assert count(session) == 0


def test_nobody_opens_another_clerks_list_and_only_clerks_have_the_page(clerk, sign_in):
    address = bring(clerk, FORMS)

    assert sign_in(Role.CLERK).get(address).status_code == 404
    assert sign_in(Role.CVO).get(START).status_code == 403
    assert (
        clerk.get(address.rpartition("/")[0] + "/00000000-0000-4000-8000-000000000000").status_code
        == 404
    )


def test_between_the_two_steps_the_list_lies_sealed(clerk, app):
    bring(clerk, FORMS)
    folder = app.config["SETTINGS"].blobs_dir / "tmp"

    kept = [path.read_bytes() for path in folder.glob("list-*")]
    assert kept
    assert not any("पाँच".encode() in each or b"9000000601" in each for each in kept)


def test_hostile_cells_are_words(clerk):
    page = clerk.get(bring(clerk, 'text\n"<script>alert(1)</script> {{ 7*7 }} =cmd|x"\n'))

    assert "&lt;script&gt;alert(1)&lt;/script&gt; {{ 7*7 }} =cmd|x" in text_of(page)


def test_the_page_is_reached_from_the_intake(clerk):
    assert f'href="{START}"' in text_of(clerk.get("/office/intake"))
