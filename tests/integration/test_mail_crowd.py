"""Many mails at once, read by several workers: each becomes one complaint, and each sender has one answer."""

from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import select

from tests.builders.heard import NOW
from tests.builders.mails import TEXT, a_mail
from vigilance.arrivals.commands.taking import take_arrival
from vigilance.arrivals.mail_models import MailAnswerOwed
from vigilance.arrivals.understanding import understand_due
from vigilance.complaints.models import Complaint
from vigilance.correspondence.models import OutboxEntry
from vigilance.database.acting import act_as
from vigilance.domain.actors import SYSTEM
from vigilance.domain.lanes import Channel

MAILS = 8
WORKERS = 4


def test_mails_of_one_sender_and_copies_by_another_way_heard_by_four_workers(register, own_office):
    raws = [a_mail(f"{TEXT} ({n})", name=f"{n}@mail.example.com") for n in range(MAILS)]
    copies = [b"Received: from elsewhere\r\n" + raw for raw in raws]
    with register.writing() as session, session.begin():
        for place, raw in enumerate([*raws, *copies]):
            take_arrival(
                act_as(session, SYSTEM), channel=Channel.EMAIL, account="sahayata",
                provider_key=f"INBOX/1/{place}", raw=raw, at=NOW, office=own_office,
            )  # fmt: skip

    with ThreadPoolExecutor(WORKERS) as workers:
        list(workers.map(lambda _: understand_due(register, own_office, NOW), range(WORKERS)))

    with register.reading() as session:
        act_as(session, SYSTEM)
        assert len(session.scalars(select(Complaint)).all()) == MAILS
        assert len(session.scalars(select(OutboxEntry)).all()) == 1
        assert len(session.scalars(select(MailAnswerOwed)).all()) == MAILS - 1
