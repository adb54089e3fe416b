"""How templates are set up: what is undefined is refused, and a page of many components stays quick."""

from collections.abc import MutableMapping
from typing import Any

from flask import Flask
from flask.templating import Environment
from jinja2 import StrictUndefined, pass_eval_context
from jinja2.nodes import EvalContext
from markupsafe import Markup

from vigilance.web.language import Catalogues


class OfficeEnvironment(Environment):
    """Flask's environment for an application whose templates have no globals of their own."""

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """The one table of globals itself: to lay an empty one over it makes each import of a macro compare both."""
        return super().make_globals(d) if d else self.globals


def init_app(app: Flask, catalogues: Catalogues) -> None:
    """Refuse what is undefined, write tidy lines, and look a word of a page up by one call instead of five."""

    @pass_eval_context
    def said(context: EvalContext, text: str, **values: Any) -> str:
        """The text in the reader's language with these values put in, which are escaped where the page is HTML."""
        found = catalogues.get_translations().gettext(text)
        if context.autoescape:
            found = Markup(found)  # noqa: S704 -- the words of templates and of our own catalogue
        return found % values if "%" in found else found

    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals["_"] = said
