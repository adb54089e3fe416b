"""Pages of an officer who sees no record and reads of all in codes: the auditor, less what is walled off from him."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from vigilance.accounts.signing_in import current_officer
from vigilance.domain.actors import overseer
from vigilance.web.system_sight import begin_anew

Params = ParamSpec("Params")
Answer = TypeVar("Answer")


def in_an_overseers_sight(view: Callable[Params, Answer]) -> Callable[Params, Answer]:
    """Go on with a new session that reads every record but those of which the officer must know nothing."""

    @wraps(view)
    def wrapped(*args: Params.args, **kwargs: Params.kwargs) -> Answer:
        begin_anew(overseer(current_officer().officer_id))
        return view(*args, **kwargs)

    return wrapped
