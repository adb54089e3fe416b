"""The public way to be called: a number, a language and a time; nothing of the matter."""

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from vigilance.complaints.schemas import current_office
from vigilance.database.acting import act_as
from vigilance.domain.actors import SYSTEM
from vigilance.domain.errors import Invalid
from vigilance.domain.lanes import Channel
from vigilance.helpline.commands.call_backs import request_call_back
from vigilance.helpline.models import BestTime
from vigilance.helpline.schemas import CallMeSchema
from vigilance.web.choices import choices
from vigilance.web.clock import now
from vigilance.web.forms import Form, typed_form
from vigilance.web.guard import public
from vigilance.web.input import Malformed, read_input
from vigilance.web.language import language
from vigilance.web.session import current_session
from vigilance.web.transaction import transactional

helpline_public = Blueprint("helpline_public", __name__, url_prefix="/call-me")


@helpline_public.get("")
@public
def call_me() -> ResponseReturnValue:
    """The form."""
    return _form(Form({"language": language(), "best_time": BestTime.ANY.value}))


def _form(form: Form) -> str:
    return render_template(
        "helpline/public-call-me.html",
        form=form,
        labels={
            "number": _("Telephone number"),
            "language": _("In which language?"),
            "best_time": _("When is it best?"),
        },
        times=choices(BestTime),
    )


@helpline_public.post("")
@public
@transactional
def ask() -> ResponseReturnValue:
    """Note the wish. The answer is the same whether it is the first of this number or not."""
    try:
        typed = read_input(CallMeSchema)
    except Malformed as error:
        return _form(typed_form(error.fields)), 400
    except Invalid as error:
        return _form(typed_form(error.fields)), 422
    request_call_back(
        act_as(current_session(), SYSTEM),
        number=typed["number"],
        channel=Channel.WEB,
        language=typed["language"],
        best_time=typed["best_time"],
        at=now(),
        office=current_office(),
    )
    return redirect(url_for(".noted"), 303)


@helpline_public.get("/noted")
@public
def noted() -> ResponseReturnValue:
    """It is noted; the number is on no page."""
    return render_template("helpline/public-noted.html")
