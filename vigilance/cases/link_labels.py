"""How one case stands to another, in words."""

from enum import StrEnum

from vigilance.cases.link_models import LinkKind
from vigilance.domain.words import Words
from vigilance.web.labels import register_labels

LINK_KINDS: dict[StrEnum, Words] = {
    LinkKind.RELATED: Words(hi="सम्बन्धित", en="Related to"),
    LinkKind.MERGED_INTO: Words(hi="इसमें सम्मिलित", en="Merged into"),
    LinkKind.MERGED_FROM: Words(hi="इसे अपने में सम्मिलित किया", en="Has taken in"),
    LinkKind.SPLIT_FROM: Words(hi="इससे अलग हुआ", en="Split from"),
    LinkKind.SPLIT_INTO: Words(hi="इसे अलग किया", en="Split into"),
}


def register() -> None:
    """Make them known to every page."""
    register_labels(LinkKind, LINK_KINDS)
