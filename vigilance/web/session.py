"""The database session of this request: one per request, reading unless the method may change something."""

from flask import Flask, current_app, g, request
from sqlalchemy.orm import Session

from vigilance.database.engine import Database

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


def database() -> Database:
    """The database of record of this application."""
    found: Database = current_app.extensions["vigilance.database"]
    return found


def current_session() -> Session:
    """This request's session; nothing connects before its first statement."""
    if "session" not in g:
        reads = request.method in SAFE_METHODS
        g.session = database().reading() if reads else database().writing()
    session: Session = g.session
    return session


def let_go() -> None:
    """End this request's session, so that another transaction may write: SQLite has one writer at a time, and waits."""
    session: Session | None = g.pop("session", None)
    if session is not None:
        session.close()


def init_app(app: Flask, found: Database) -> None:
    """Give the application its database and close each request's session."""
    app.extensions["vigilance.database"] = found

    @app.teardown_appcontext
    def _close(_error: BaseException | None) -> None:
        let_go()
