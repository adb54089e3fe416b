"""What a district office is asked: it sees the question, and nothing of the complaint."""

import uuid

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from vigilance.accounts.signing_in import current_actor
from vigilance.cases import schemas
from vigilance.complaints.commands.factual_report import Question, answer_question, questions_for
from vigilance.complaints.schemas import current_office
from vigilance.domain.actors import Actor
from vigilance.domain.errors import Invalid
from vigilance.domain.permissions import Permission
from vigilance.web.clock import now
from vigilance.web.forms import Form, typed_form
from vigilance.web.guard import requires
from vigilance.web.input import Malformed, in_words, read_input
from vigilance.web.session import database, let_go
from vigilance.web.transaction import own_transactions

district = Blueprint("district", __name__, url_prefix="/office/requests")


@district.get("")
@requires(Permission.FACTUAL_REPORT_ANSWER)
def requests() -> ResponseReturnValue:
    """The questions put to this officer's district, the newest first."""
    return _page(current_actor(), None, Form())


def _page(actor: Actor, opened: uuid.UUID | None, form: Form) -> str:
    questions = questions_for(database(), actor)
    return render_template(
        "office/requests.html",
        waiting=[one for one in questions if one.answered_at is None],
        answered=[one for one in questions if one.answered_at is not None],
        forms={one.id: _form(one, opened, form) for one in questions},
        opened=opened,
        form=form,
    )


def _form(question: Question, opened: uuid.UUID | None, form: Form) -> Form:
    return form if question.id == opened else Form(prefix=f"{question.id}-")


@district.post("/<uuid:question_id>")
@requires(Permission.FACTUAL_REPORT_ANSWER)
@own_transactions
def answer(question_id: uuid.UUID) -> ResponseReturnValue:
    """Answer a question. The district officer sees no record, so the command has a transaction of the system's."""
    actor = current_actor()
    let_go()
    try:
        typed = read_input(schemas.Answer)
        answer_question(
            database(), question_id, typed["answer"], by=actor, at=now(), office=current_office()
        )
    except Malformed:
        raise
    except Invalid as error:
        wrong = in_words(error.fields)
        return _page(actor, question_id, typed_form(wrong, f"{question_id}-")), 422
    flash(_("Your answer was handed over."))
    return redirect(url_for(".requests"), 303)
