"""What one kind of letter is made of: its step, who signs and who reads it, and its blanks."""

from dataclasses import dataclass
from enum import StrEnum

from vigilance.domain.letters import Addressee, Blank, Signer
from vigilance.domain.tracks import Track

HIM = frozenset({Blank.OFFICER_NAME, Blank.POST_NOW})
HIM_THEN = HIM | {Blank.POST_THEN}
ORDER = frozenset({Blank.ORDER_NUMBER, Blank.ORDER_DAY})
EARLIER = frozenset({Blank.REFERENCE_NUMBER, Blank.REFERENCE_DAY})
_SEEN_BY_HIM = frozenset(
    {Addressee.CHARGED_OFFICER, Addressee.INQUIRY_OFFICER, Addressee.PRESENTING_OFFICER}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterForm:
    """One kind of letter.

    `step` is the act on its track of which the letter is the paper, `serving` the act that its service is. `limit`
    names the time limit whose length it tells, `number_as` the fact of the step that is the letter's number. An order
    (`is_order`) bears a title and no addressee above its text; who gets it stands under it.
    """

    track: Track
    step: StrEnum | None
    addressee: Addressee
    signer: Signer
    blanks: frozenset[Blank]
    serving: StrEnum | None = None
    limit: str | None = None
    number_as: str | None = None
    is_order: bool = False

    @property
    def of_accused(self) -> bool:
        """Whether it is about one accused, who must be chosen."""
        return Blank.OFFICER_NAME in self.blanks or self.addressee is Addressee.CHARGED_OFFICER

    @property
    def read_by_charged_officer(self) -> bool:
        """Whether the officer complained against reads it: then nothing in it points to who complained."""
        return self.of_accused and self.addressee in _SEEN_BY_HIM


def form(  # noqa: PLR0913 -- one row of the table
    track: Track,
    step: StrEnum | None,
    addressee: Addressee,
    *blanks: Blank | frozenset[Blank],
    signer: Signer = Signer.CVO,
    serving: StrEnum | None = None,
    limit: str | None = None,
    number_as: str | None = None,
    is_order: bool = False,
) -> LetterForm:
    """One row of the table."""
    asked = {Blank.SIGNER} | ({Blank.TIME_ALLOWED} if limit else set())
    for each in blanks:
        asked |= {each} if isinstance(each, Blank) else each
    return LetterForm(
        track=track,
        step=step,
        addressee=addressee,
        signer=signer,
        blanks=frozenset(asked),
        serving=serving,
        limit=limit,
        number_as=number_as,
        is_order=is_order,
    )
