"""A session belongs to one actor for its whole life, so that nothing read for one is shown to another."""

from sqlalchemy.orm import Session

from vigilance.domain.actors import Actor

ACTOR = "actor"


def act_as(session: Session, actor: Actor) -> Session:
    """The session, now this actor's."""
    if session.info.get(ACTOR, actor) != actor:
        raise RuntimeError("a session belongs to one actor")
    session.info[ACTOR] = actor
    return session


def actor_of(session: Session) -> Actor:
    """Whose session this is."""
    actor: Actor = session.info[ACTOR]
    return actor
