"""A refused step of a signed-in officer goes on the ledger: what was tried outlives the request that was undone."""

from flask import Flask, request
from flask_login import current_user
from werkzeug.wrappers import Response

from vigilance.audit.commands import append_event
from vigilance.database.acting import act_as
from vigilance.domain.actors import SYSTEM
from vigilance.records.commands import system_record
from vigilance.web.clock import now
from vigilance.web.session import database, let_go

FORBIDDEN = 403


def init_app(app: Flask) -> None:
    """Record every 403 that an officer is given, in a transaction of its own."""

    @app.after_request
    def _record(response: Response) -> Response:
        if response.status_code == FORBIDDEN and current_user.is_authenticated:
            let_go()
            with database().writing() as session, session.begin():
                record = system_record(act_as(session, SYSTEM), "auth", at=now())
                body = {"endpoint": request.endpoint or "", "method": request.method}
                append_event(session, record, "refused", body, by=current_user.actor, at=now())
        return response
