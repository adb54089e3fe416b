"""Taking a step on the file of any kind of record: one table says which form it reads and which command does it."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import redirect
from flask.typing import ResponseReturnValue

from vigilance.complaints.file_page import Page, acting
from vigilance.domain.errors import NotFound
from vigilance.web.attempts import attempt
from vigilance.web.session import current_session


def step_taken(
    found: Any,  # noqa: ANN401 -- a complaint or a case: what has a number and a version
    action: str,
    steps: Mapping[str, Any],
    page: Page,
    address: Callable[[], str],
) -> ResponseReturnValue:
    """Do what the form of this step asks and go back to the file, or draw the file with the form as it was typed."""
    session, taken, who = current_session(), steps.get(action), acting()
    if taken is None:
        raise NotFound("step")
    refused = attempt(
        session,
        action,
        taken.schema,
        lambda typed: taken.take(session, found, typed, **who),
        version=found.version,
    )
    if refused is not None:
        return page(found.number, refused), refused.status
    return redirect(address(), 303)
