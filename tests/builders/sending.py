"""An office whose providers are recorders, so that a test sees what would have left it."""

from datetime import UTC, datetime

from sqlalchemy import select

from tests.builders.complaints import a_complaint
from vigilance.channels.accounts import Account, ChannelAccounts, Mailbox
from vigilance.channels.http import Unreachable
from vigilance.channels.recorder import Recorder
from vigilance.complaints.commands.telling import write_to_complainant
from vigilance.correspondence.carriers import Carriers, Pace
from vigilance.correspondence.jobs import send_due
from vigilance.correspondence.models import OutboxEntry
from vigilance.domain.actors import SYSTEM
from vigilance.domain.lanes import Channel, Lane
from vigilance.domain.message import Contact, ContactKind
from vigilance.identities.contacts import Identity
from vigilance.sealing.keyring import KeyName

CHATS = ("whatsapp", "telegram", "facebook", "instagram", "x")
BOX = "sahayata@example.com"
NOW = datetime(2026, 1, 5, 7, tzinfo=UTC)
WORDS = "Please send us the page of the muster roll."
ADDRESS = {"email": "sita@example.com", "mobile": "+919000000007"}


class Nobody:
    """An `Http` that reaches nobody."""

    def post_json(self, _url, _body, *, headers):
        raise Unreachable(str(len(headers)))

    def get(self, _url, *, headers, hosts, limit):
        raise Unreachable(str((len(headers), hosts, limit)))


def recorders():
    """One recorder a provider."""
    found = {name: Recorder(Channel(name)) for name in CHATS}
    return found | {"sms": Recorder(Channel.PHONE)}


def carriers_with(office, adapters, *, settings=None, closed=(), **windows):
    """The ways out of this office over these adapters; `windows` are hours by channel, with an approved text."""
    providers = {
        name: Account(
            name=name,
            open=name not in closed,
            account="1",
            window_hours=windows.get(name, 0),
            template="news" if name == "whatsapp" else None,
        )
        for name in adapters
    }
    return Carriers(
        settings=settings or office.settings,
        accounts=ChannelAccounts(
            providers=providers,
            mailboxes=(Mailbox(name="b", host="h", user="u", address=BOX),),
        ),
        adapters=adapters,
        http=Nobody(),
        thread_key=office.keyring.private(KeyName.SERVER),
        pace=Pace(sleep=lambda _seconds: None),
    )


def who(kind):
    if kind in CHATS:
        return Identity(handle=Contact(ContactKind(kind), "9000000007"))
    return Identity(**{kind: ADDRESS[kind]})


def asked(session, office, kind, *, channel=None, lane=Lane.ORDINARY):
    """A complaint by this channel of somebody with this address, and an officer's words to him."""
    came_by = channel or (Channel(kind) if kind in CHATS else Channel.WEB)
    made = a_complaint(
        session, office, identity=who(kind), channel=came_by, lane=lane, language="en"
    )
    write_to_complainant(session, made.complaint, WORDS, by=SYSTEM, at=NOW)
    session.commit()
    return made


def entries(session):
    session.expire_all()
    return session.scalars(select(OutboxEntry).order_by(OutboxEntry.made_at)).all()


def sweep(connected, office, adapters, at=NOW, **more):
    carriers = carriers_with(office, adapters, settings=office.settings, **more)
    return send_due(connected, office.keyring, office.settings, at, carriers)
