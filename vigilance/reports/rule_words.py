"""The words of the office's rules that a sheet names by code: grounds, time limits, review queues."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from vigilance.cases.desk_views import limit_name
from vigilance.domain.gravity import Ground
from vigilance.reports.gravity import grounds_in
from vigilance.reviews.rules import every_version


@dataclass(frozen=True)
class RuleWords:
    """Says codes in words of one language; what is in no rule any more is said as its code."""

    config_dir: Path
    language: str

    @cached_property
    def grounds(self) -> dict[str, Ground]:
        """The rule of gravity by name, in the order of the file."""
        return {ground.name: ground for ground in grounds_in(self.config_dir)}

    @cached_property
    def _queues(self) -> dict[str, str]:
        versions = every_version(self.config_dir)
        return {rule.name: rule.label.said_in(self.language) for rule in versions}

    def ground(self, name: str) -> str:
        """What makes a case grave."""
        known = self.grounds.get(name)
        return known.label.said_in(self.language) if known else name

    def queue(self, name: str) -> str:
        """A review queue."""
        return self._queues.get(name, name)

    def limit(self, name: str) -> str:
        """A time limit."""
        return limit_name(name)
