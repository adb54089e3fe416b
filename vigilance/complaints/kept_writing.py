"""A page that a clerk writes on while he listens or reads: kept as he writes, then registered, alike at every desk.

What is typed is kept in transactions of its own (`keep`), so that a mistake in the form, a file too large or a page
that is no longer the newest never loses it: the page is drawn again from what was kept.
"""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import redirect, request
from flask.typing import ResponseReturnValue
from flask_babel.speaklater import LazyString

from vigilance.accounts.signing_in import current_actor
from vigilance.complaints.models import Complaint
from vigilance.domain.actors import Actor
from vigilance.domain.errors import ActionNotAllowed, EditConflict, Invalid
from vigilance.web.clock import now
from vigilance.web.input import Malformed, TooLarge, in_words
from vigilance.web.session import let_go

STATUS = {Malformed: 400, TooLarge: 413}
"""What answers a form with a mistake besides 422."""


@dataclass(frozen=True, slots=True)
class ComplaintLine:
    """A complaint in a list beside the form: its number and where it stands, and nothing of what it says."""

    complaint: Complaint
    url: str


@dataclass(frozen=True, slots=True)
class Writing:
    """One desk's page: how its form is kept, how it is drawn, and what is said where it is no longer the newest."""

    keep: Callable[..., object]
    draw: Callable[..., str]
    stale: LazyString

    def saved(self, item_id: uuid.UUID, address: str) -> ResponseReturnValue:
        """Keep what is typed and go on at the address; the page's script asks for no page in return."""
        return self._kept(
            item_id, lambda _actor: ("", 204) if "quiet" in request.form else redirect(address, 303)
        )

    def registered(
        self, item_id: uuid.UUID, register: Callable[[Actor], ResponseReturnValue]
    ) -> ResponseReturnValue:
        """Keep what is typed and register it; a body that is no form of ours is answered as everywhere."""
        return self._kept(item_id, register, passed_on=(Malformed,))

    def _kept(
        self,
        item_id: uuid.UUID,
        then: Callable[[Actor], ResponseReturnValue],
        passed_on: tuple[type[Exception], ...] = (),
    ) -> ResponseReturnValue:
        actor = current_actor()
        let_go()
        try:
            self.keep(item_id, by=actor, at=now())
            return then(actor)
        except passed_on:
            raise
        except Invalid as error:
            words: dict[str, Any] = in_words(error.fields)
            return self.draw(item_id, actor, words), STATUS.get(type(error), 422)
        except (ActionNotAllowed, EditConflict):
            return self.draw(item_id, actor, problem=str(self.stale)), 409
