"""What must be sealed is sealed before it reaches the register, and opens with its own key only."""

import dataclasses
import uuid
from datetime import date

import pytest
from sqlalchemy import func, inspect, select

from tests.builders.complaints import AT, SITA, TEXT, a_complaint, a_filing, an_upload
from vigilance.complaints.models import Receipt
from vigilance.complaints.preparation import prepare
from vigilance.complaints.spool_file import packed, unpacked
from vigilance.correspondence.models import OutboxEntry
from vigilance.correspondence.queries import messages_of, said_to_office, said_to_owner
from vigilance.database.base import Base
from vigilance.domain.actors import Actor
from vigilance.domain.lanes import Lane
from vigilance.domain.roles import Role
from vigilance.evidence.keys import open_record_key
from vigilance.evidence.queries import papers_of
from vigilance.evidence.texts import open_text, read_text
from vigilance.identities.commands import Identity
from vigilance.identities.models import RelayAddress
from vigilance.records.models import Tier
from vigilance.sealing.evidence import blob_path, open_blob
from vigilance.sealing.fields import FieldPlace
from vigilance.sealing.receipts import check_receipt, open_mailbox

CANARY = "नाम-कैनरी-QX7"


@pytest.fixture
def office(app):
    return app.extensions["vigilance.office"]


def count(session, table):
    return session.scalar(select(func.count()).select_from(table))


def everything(session):
    """Every row of every table, as text."""
    return "\n".join(
        repr([getattr(row, attr.key) for attr in inspect(type(row)).column_attrs])
        for mapper in Base.registry.mappers
        for row in session.scalars(select(mapper.class_))
    )


def test_an_ordinary_text_is_in_clear_and_a_protected_one_is_sealed(session, office):
    ordinary = a_complaint(session, office).complaint
    protected = a_complaint(session, office, lane=Lane.PROTECTED).complaint
    session.commit()

    assert (ordinary.text, ordinary.text_sealed, ordinary.record.tier) == (
        TEXT,
        None,
        Tier.ORDINARY,
    )
    assert (protected.text, protected.record.tier) == (None, Tier.PROTECTED)
    actor = Actor(frozenset({Role.CVO}), uuid.uuid4())
    key = open_record_key(session, protected.record_id, office.holder, actor, AT)
    assert read_text(protected, protected.record, lambda: key) == TEXT


def test_nothing_sealed_stands_in_any_row_in_clear(session, office):
    identity = Identity(
        name=CANARY, mobile="+919000000123", email="canary.qx7@example.com", address=f"{CANARY} गली"
    )
    papers = (an_upload(f"{CANARY}.pdf"),)
    a_complaint(
        session,
        office,
        lane=Lane.PROTECTED,
        text=f"{CANARY} ने देखा",
        identity=identity,
        papers=papers,
        original=CANARY.encode(),
    )
    session.commit()

    stored = everything(session)
    for canary in (CANARY, "9000000123", "canary.qx7", repr(CANARY.encode())[2:-1]):
        assert canary not in stored
    for path in office.settings.home.rglob("*"):
        if path.is_file():
            assert CANARY.encode() not in path.read_bytes()


def test_an_ordinary_record_seals_the_identity_and_the_original_all_the_same(session, office):
    identity = Identity(name=CANARY, email="canary.qx7@example.com")
    a_complaint(session, office, identity=identity, original=f"name={CANARY}".encode())
    session.commit()

    stored = everything(session)
    assert CANARY not in stored
    assert repr(CANARY.encode())[2:-1] not in stored


def test_the_papers_open_with_the_records_key(session, office):
    made = a_complaint(
        session,
        office,
        papers=(an_upload("शिकायत.pdf", b"%PDF-1.4 x"), an_upload("b.exe", b"MZ\x90")),
    )
    session.commit()

    first, second = papers_of(session, [made.record_id])
    key = open_record_key(
        session, made.record_id, office.holder, Actor(frozenset({Role.CVO}), uuid.uuid4()), AT
    )
    place = FieldPlace("paper", "name_sealed", first.id, made.record_id)
    assert open_text(place, first.name_sealed, key) == "शिकायत.pdf"
    assert (
        open_blob(blob_path(office.settings.blobs_dir, first.blob_name), key.private)
        == b"%PDF-1.4 x"
    )
    assert [(p.number, p.media_type, p.flags) for p in (first, second)] == [
        (1, "application/pdf", []),
        (2, "application/octet-stream", ["unrecognised"]),
    ]


def test_the_secret_opens_the_mailbox_and_nothing_stored_tells_it(session, office):
    made = a_complaint(session, office, lane=Lane.PROTECTED)
    session.commit()

    receipt = session.scalars(select(Receipt)).one()
    wrap_key = check_receipt(made.secret, receipt.salt, receipt.check_hash)
    mailbox = open_mailbox(wrap_key, receipt.mailbox_private_wrapped)
    (message,) = messages_of(session, [made.record_id])
    assert message.text is None
    (said,) = said_to_owner([message], mailbox)
    key = open_record_key(
        session, made.record_id, office.holder, Actor(frozenset({Role.CVO}), uuid.uuid4()), AT
    )
    assert said.text == said_to_office([message], made.complaint.record, lambda: key)[0].text
    assert f"{made.reference[:4]}-{made.reference[4:]}" in said.text
    assert made.secret not in everything(session)


def test_a_protected_complainant_leaves_no_address_with_the_relay(session, office):
    a_complaint(session, office, lane=Lane.PROTECTED)
    session.commit()

    assert (count(session, RelayAddress), count(session, OutboxEntry)) == (0, 0)


def test_what_is_put_aside_is_what_was_prepared(office):
    prepared = prepare(
        a_filing(papers=(an_upload(),), incident_date=date(2025, 12, 31)), office, AT
    )

    again, claim = unpacked(packed(prepared, None))

    assert claim is None
    assert again == dataclasses.replace(prepared, secret="", told=True)
    assert prepared.secret.encode() not in packed(prepared, None)
    assert SITA.name.encode() not in packed(prepared, None)
