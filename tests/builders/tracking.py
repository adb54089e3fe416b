"""A complainant's page as its owner uses it."""

from sqlalchemy import func, select

from tests.builders.forms import hidden, open_status, page_of
from vigilance.domain.actors import Actor
from vigilance.domain.roles import Role

CLERK = Actor(roles=frozenset({Role.CLERK}))
VO = Actor(roles=frozenset({Role.VO}))


def opened(client, registration, **query):
    return open_status(client, registration.reference, registration.secret, **query)


def act(client, page, path, **fields):
    data = {"pass": hidden(page, "pass")} | fields
    return client.post(
        f"/complaints/track/{path}?lang=en", data=data, content_type="multipart/form-data"
    )


def count(session, table):
    return session.scalar(select(func.count()).select_from(table))


def forms(answer):
    return {
        form.get("action", "").partition("?")[0].removeprefix("/complaints/track")
        for form in page_of(answer).iter("form")
    }
