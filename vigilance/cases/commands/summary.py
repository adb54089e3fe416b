"""What the minister is shown of a case: a summary that the CVO wrote for that reader and released."""

import uuid
from datetime import datetime

from sqlalchemy.orm import Session

from vigilance.audit.commands import append_event, lock_record
from vigilance.cases.models import Case, ReportSummary
from vigilance.clocks.commands import name_clocks
from vigilance.domain.actors import Actor
from vigilance.domain.errors import Invalid, NotPermitted
from vigilance.domain.roles import Role
from vigilance.domain.words import Words

LONGEST = 20_000


def release_summary(
    session: Session, case: Case, text: Words, *, by: Actor, at: datetime
) -> ReportSummary:
    """Release a summary in both languages; it names no complainant, no witness and no officer."""
    if Role.CVO not in by.roles or by.officer_id is None:
        raise NotPermitted("release-summary")
    wrong = {
        f"text_{language}": ["Write the summary in both languages, at most 20,000 characters."]
        for language, written in (("en", text.en), ("hi", text.hi))
        if not written.strip() or len(written) > LONGEST
    }
    if wrong:
        raise Invalid(wrong)
    lock_record(session, case.record)
    summary = ReportSummary(
        id=uuid.uuid4(),
        record_id=case.record_id,
        text_en=text.en.replace("\x00", "\u2400"),
        text_hi=text.hi.replace("\x00", "\u2400"),
        released_by=by.officer_id,
        released_at=at,
    )
    session.add(summary)
    case.record.released_to_minister = True
    name_clocks(session, case.record)
    append_event(session, case.record, "release-summary", {}, by=by, at=at, rows=[summary])
    return summary
