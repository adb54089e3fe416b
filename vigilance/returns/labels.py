"""The words of the coded values of this feature."""

from vigilance.returns import register_parts
from vigilance.returns.register_parts import Part
from vigilance.web.labels import register_labels


def register() -> None:
    """Make them known to every page."""
    register_labels(Part, register_parts.LABELS)
