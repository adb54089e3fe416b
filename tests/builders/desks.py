"""The team of a walk, each at a browser of their own."""

from vigilance.accounts.models import Officer
from vigilance.domain.actors import Actor


def seated(session, sign_in, actor: Actor):
    """A browser in which this officer of the team is signed in."""
    session.commit()
    return sign_in(session.get_one(Officer, actor.officer_id))
