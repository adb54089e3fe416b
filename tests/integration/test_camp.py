"""Complaints of a camp: by the plain form, and sealed by a phone that had no network."""

import base64
import io
import uuid

import pytest
from sqlalchemy import select

from tests.builders.forms import codes, hidden, page_of, said, value_of
from tests.builders.phone_seal import phone_seal
from vigilance.audit.models import Event, EventPayload
from vigilance.complaints.models import Complaint
from vigilance.domain.lanes import Channel, Lane
from vigilance.domain.roles import Role
from vigilance.web.security import WAITING

ENTRY = {
    "camp": "Camp at the block office, Rampur",
    "text": "लिपिक ने पेंशन के लिए तीन सौ रुपये माँगे।",
    "language": "hi",
    "lane": "ordinary",
    "name": "Geeta Verma",
    "mobile": "9000000621",
    "read_back": "true",
    "consent": "true",
}
PLACE = "/office/intake/camp"
PDF = b"%PDF-1.4\n%%EOF\n"


@pytest.fixture
def clerk(sign_in, at):
    at("2026-03-02")
    return sign_in(Role.CLERK)


def key_on(answer):
    return next(
        form.get("data-key") for form in page_of(answer).iter("form") if form.get("data-key")
    )


def seal(browser, entry, files=(), **fields):
    return phone_seal(key_on(browser.get(PLACE)), entry, ENTRY | fields, files)


def bring(browser, act, entry, sealed, **more):
    data = {"entry": entry, "sealed": (io.BytesIO(sealed), "entry")}
    data |= {name: (io.BytesIO(content), name) for name, content in more.items()}
    return browser.post(f"{PLACE}/{act}?lang=en", data=data, content_type="multipart/form-data")


def new_entry():
    return str(uuid.uuid4())


def complaints(session):
    return session.scalars(select(Complaint)).all()


def test_without_a_script_the_plain_form_registers(clerk, session):
    done = clerk.post(f"{PLACE}?lang=en", data=ENTRY, content_type="multipart/form-data")

    found = complaints(session)[0]
    act = session.scalars(
        select(Event).where(Event.record_id == found.record_id, Event.type == "register")
    ).one()
    assert done.status_code == 200
    assert codes(done)[0] == found.reference
    assert (found.channel, found.lane) == (Channel.FIELD_VISIT, Lane.ORDINARY)
    assert found.text.startswith("लिखने की जगह: Camp at the block office, Rampur\n\nलिपिक")
    assert act.actor == str(clerk.officer.id)
    assert 'name="slip"' in done.get_data(as_text=True)


def test_sending_the_plain_form_twice_registers_once(clerk, session):
    submission = hidden(clerk.get(PLACE), "submission_id")

    pages = [clerk.post(PLACE, data=ENTRY | {"submission_id": submission}) for _ in range(2)]

    assert codes(pages[0]) == codes(pages[1])
    assert len(complaints(session)) == 1


@pytest.mark.parametrize("missing", ["camp", "text", "language", "read_back", "consent"])
def test_what_is_missing_is_told_and_the_rest_stays_typed(clerk, session, missing):
    answer = clerk.post(f"{PLACE}?lang=en", data=ENTRY | {missing: ""})

    assert answer.status_code == 422
    assert value_of(answer, "name") == ENTRY["name"]
    assert complaints(session) == []


def test_what_a_phone_sealed_is_registered_with_its_day_and_its_files(clerk, session):
    entry = new_entry()
    photo = {"name": "paper.pdf", "content": base64.b64encode(PDF).decode()}
    sealed = seal(clerk, entry, [photo], made_at="2026-02-27T09:00:00+05:30")

    sent = bring(clerk, "send", entry, sealed)

    found = complaints(session)[0]
    told = session.scalars(select(EventPayload).where(EventPayload.record_id == found.record_id))
    first = next(each.body for each in told if "papers" in each.body)
    assert sent.status_code == 201
    assert sent.json["reference"] == found.reference
    assert found.received_on.isoformat() == "2026-02-27"
    assert (first["papers"], first["flags"]) == (1, ["consent", "read-back"])


def test_sent_again_the_same_entry_gets_the_same_answer(clerk, session):
    entry = new_entry()
    sealed = seal(clerk, entry)

    first, again = bring(clerk, "send", entry, sealed), bring(clerk, "send", entry, sealed)

    assert first.json["secret"] == again.json["secret"]
    assert len(complaints(session)) == 1


def test_other_words_under_the_same_entry_are_not_a_second_complaint(clerk, session):
    entry = new_entry()
    sealed = seal(clerk, entry)
    bring(clerk, "send", entry, sealed)
    with_other_words = bring(clerk, "send", entry, seal(clerk, entry, text="Other words."))

    assert with_other_words.status_code == 422
    assert len(complaints(session)) == 1


@pytest.mark.parametrize("made_at", ["2026-03-05T00:00:00Z", "1999-01-01T00:00:00Z"])
def test_a_phone_with_a_wrong_clock_is_believed_as_little_as_needed(clerk, session, made_at):
    entry = new_entry()

    bring(clerk, "send", entry, seal(clerk, entry, made_at=made_at))

    assert complaints(session)[0].received_on.isoformat() == "2026-03-02"


def test_another_officer_cannot_open_it(clerk, sign_in, session):
    entry = new_entry()
    sealed = seal(clerk, entry)

    refused = bring(sign_in(Role.CLERK), "send", entry, sealed)

    assert refused.status_code == 403
    assert complaints(session) == []


@pytest.mark.parametrize(
    "spoil",
    [
        lambda sealed: sealed[:-1] + bytes([sealed[-1] ^ 1]),
        lambda sealed: sealed[:1] + bytes(65) + sealed[66:],
        lambda sealed: sealed[:40],
        lambda _sealed: b"",
        lambda sealed: b"\x02" + sealed[1:],
    ],
)
def test_a_spoilt_entry_is_refused(clerk, session, spoil):
    entry = new_entry()

    assert bring(clerk, "send", entry, spoil(seal(clerk, entry))).status_code == 403
    assert complaints(session) == []


def test_an_entry_does_not_pass_for_another(clerk):
    sealed = seal(clerk, new_entry())

    assert bring(clerk, "send", new_entry(), sealed).status_code == 403


def test_a_refused_entry_is_mended_and_keeps_its_files(clerk, session):
    entry = new_entry()
    photo = {"name": "paper.pdf", "content": base64.b64encode(PDF).decode()}
    sealed = seal(clerk, entry, [photo], mobile="12")

    refused = bring(clerk, "send", entry, sealed)
    form = bring(clerk, "mend", entry, sealed)
    sent = bring(clerk, "send", entry, seal(clerk, entry), earlier=sealed)

    told = session.scalars(select(EventPayload)).all()
    assert refused.status_code == 422
    assert list(refused.json["errors"]) == ["mobile"]
    assert value_of(form, "mobile") == "12"
    assert "10 digits" in said(form)
    assert sent.status_code == 201
    assert [each.body["papers"] for each in told if "papers" in each.body] == [1]


def test_the_page_kept_on_the_phone_names_nobody_and_carries_no_token(clerk):
    shell = clerk.get(f"{PLACE}/page?lang=en")

    assert clerk.officer.name_en not in shell.get_data(as_text=True)
    assert hidden(shell, "csrf_token") == ""
    assert key_on(shell) == key_on(clerk.get(PLACE))


def test_the_worker_sees_the_camp_page_and_no_other(clerk):
    worker = clerk.get(f"{PLACE}/worker.js")

    assert worker.headers["Service-Worker-Allowed"] == PLACE
    assert worker.content_type.startswith("text/javascript")


def test_signing_out_does_not_wipe_what_waits_on_the_phone(clerk):
    clerk.set_cookie(WAITING, "2")

    assert clerk.post("/office/sign-out").headers["Clear-Site-Data"] == '"cache"'


@pytest.mark.parametrize("path", ["", "/page", "/ready", "/worker.js", "/manifest.webmanifest"])
def test_only_who_enters_complaints_has_the_page(sign_in, client, at, path):
    at("2026-03-02")

    assert sign_in(Role.VO).get(PLACE + path).status_code == 403
    assert client.get(PLACE + path).status_code == 303


def test_the_camp_page_may_send_its_forms_home_and_names_its_manifest(sign_in):
    policy = sign_in(Role.CLERK).get("/office/intake/camp").headers["Content-Security-Policy"]
    assert "form-action 'self';" in policy
    assert policy.endswith("manifest-src 'self'")
    assert "{" not in policy
