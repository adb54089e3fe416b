"""The page of all channels: how each stands, in figures and words."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from vigilance.arrivals.accounts import current_accounts
from vigilance.arrivals.standing import standings
from vigilance.arrivals.words import LIGHTS, TROUBLES, standing_name
from vigilance.correspondence.words import trouble_words
from vigilance.database.acting import act_as
from vigilance.domain.actors import SYSTEM
from vigilance.domain.permissions import Permission, allowed
from vigilance.web.clock import now
from vigilance.web.guard import current_roles, requires
from vigilance.web.session import database

channels = Blueprint("channels", __name__, url_prefix="/office/channels")


@channels.get("")
@requires(Permission.CHANNELS_SEE)
def everything() -> ResponseReturnValue:
    """Every channel: whether it is open and well, what came last, what waits."""
    with database().reading() as session:
        # Figures alone, of which none is a record's: who mends a channel sees no record.
        found = standings(act_as(session, SYSTEM), current_accounts(), now())
    return render_template(
        "arrivals/channels.html",
        rows=[
            (
                each,
                standing_name(each),
                LIGHTS[each.light],
                [TROUBLES[trouble] for trouble in each.troubles],
                trouble_words(each.error) if each.error else None,
            )
            for each in found
        ],
        may_decide=allowed(current_roles(), Permission.HELD_DECIDE),
    )
