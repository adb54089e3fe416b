"""The living page of all components, for those who build pages; a production office does not have it."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from vigilance.domain.permissions import Permission
from vigilance.web.guard import requires

components_page = Blueprint("components_page", __name__)


@components_page.get("/office/_components")
@requires(Permission.SIGN_IN_HOME)
def components() -> ResponseReturnValue:
    """Every component in each of its forms."""
    return render_template("components-page.html")
