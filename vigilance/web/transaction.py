"""The only commit: a view that returns, commits; a view that raises, or answers with an error, leaves no trace."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from flask import make_response
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from vigilance.web.session import current_session

Params = ParamSpec("Params")
Answer = TypeVar("Answer")
ERRORS_BEGIN = 400


def transactional(
    view: Callable[Params, ResponseReturnValue],
) -> Callable[Params, Response]:
    """Run the view in one transaction and commit inside the call, so that a conflict reaches our error handlers.

    The page is drawn before the commit: nothing is loaded after the fact.
    """

    @wraps(view)
    def wrapped(*args: Params.args, **kwargs: Params.kwargs) -> Response:
        session = current_session()
        try:
            response = make_response(view(*args, **kwargs))
            if response.status_code < ERRORS_BEGIN:
                session.commit()
            else:
                session.rollback()
        except BaseException:
            session.rollback()
            raise
        return response

    wrapped.transactional = True  # type: ignore[attr-defined]  # read by the architecture test
    return wrapped


def own_transactions(view: Callable[Params, Answer]) -> Callable[Params, Answer]:
    """Mark a view whose work is done in transactions of its own, which outlive or precede its answer."""
    view.own_transaction = True  # type: ignore[attr-defined]  # read by the architecture test
    return view
