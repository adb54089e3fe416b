"""Which of the forms of a file its page draws: one, so that the page is light; every other is a link.

It is the form that came back refused, the one that the address asks for, or that of the step the reader usually takes
next where the record stands.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

from flask import request
from marshmallow import fields, validate

from vigilance.domain.offers import OfferedStep
from vigilance.domain.roles import Role
from vigilance.domain.usual_steps import usual_from, usual_of
from vigilance.web.arguments import read_arguments
from vigilance.web.attempts import Refused
from vigilance.web.navigation import url_of_each
from vigilance.web.record_schema import RecordSchema

ARGUMENT = "do"
"""What names the form in the address of a file."""
LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class FormDrawn:
    """The one form that the page draws, if any, and the address of the page with another one drawn."""

    name: str | None
    refused: Refused | None
    address: Callable[[str], str]

    def draws(self, name: str) -> bool:
        """Whether it is the form of this name."""
        return name == self.name


@dataclass(frozen=True, slots=True)
class FormWanted:
    """The form that is to be drawn, as far as it is known before the file is read."""

    name: str | None = None
    refused: Refused | None = None

    def likely(self, state: StrEnum, roles: Collection[Role]) -> Collection[str]:
        """The names among which the one that is drawn will be."""
        return usual_from(state, roles) if self.name is None else (self.name,)

    def among(
        self,
        offers: Iterable[OfferedStep],
        state: StrEnum,
        roles: Collection[Role],
        address: Callable[[str], str],
    ) -> FormDrawn:
        """The one that is drawn, once it is known which steps are open; none where nothing is asked for or usual."""
        name = self.name
        if name is None:
            name = usual_of(state, roles, (offer.action for offer in offers if offer.allowed))
        return FormDrawn(name, self.refused, address)


def wanted_again(refused: Refused | None) -> FormWanted:
    """The form that could not be taken, as it was typed."""
    return FormWanted(refused.name, refused) if refused else FormWanted()


def wanted_of_address() -> FormWanted:
    """The form that the address of this request asks for."""
    if not request.args:
        return FormWanted()
    asked: FormWanted = read_arguments(_FormWanted)
    return asked


def addresses_of_forms(endpoint: str, number: str) -> Callable[[str], str]:
    """Makes, of a form's name, the address of the file with that form drawn."""
    return url_of_each(endpoint, ARGUMENT, number=number)


class _FormWanted(RecordSchema):
    makes = FormWanted
    name = fields.String(
        data_key=ARGUMENT, load_default=None, validate=validate.Length(max=LONGEST_NAME)
    )
