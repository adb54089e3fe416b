"""Whom a matter may be given to, each officer with what he carries."""

import uuid

from flask_babel import gettext as _

from vigilance.complaints.people import People
from vigilance.complaints.workload import NOTHING_YET, Workload, workloads
from vigilance.domain.handover import ROLE_OF, Part
from vigilance.web.clock import today
from vigilance.web.session import current_session


def takers(who: People, part: Part) -> list[tuple[str, str]]:
    """Whom a matter may be given to in this part, each with what he carries, whoever carries least first."""
    loads = workloads(current_session(), part, today())
    known = {str(officer): load for officer, load in loads.items()}
    lines = [
        (value, words, known.get(value, NOTHING_YET))
        for value, words in who.with_role(ROLE_OF[part])
    ]
    return [
        (value, with_load(words, load, who.absence(uuid.UUID(value), part)))
        for value, words, load in sorted(lines, key=lambda line: (line[2].open, line[1]))
    ]


def with_load(name: str, load: Workload, absence: str | None = None) -> str:
    """An officer's name with what he carries, and who acts for him where he is on leave."""
    words = str(
        _("%(name)s (%(open)s open, %(late)s late)", name=name, open=load.open, late=load.late)
    )
    return f"{words}: {absence}" if absence else words
