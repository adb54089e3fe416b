"""Answers that come from the register and the lists: the sender's own complaints, and what a scheme gives."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from vigilance.arrivals.conversation.turns import Scene
from vigilance.clocks.models import Clock
from vigilance.clocks.queries import clocks_of
from vigilance.clocks.rules import ClockRules
from vigilance.complaints.models import Complaint
from vigilance.complaints.office import Office
from vigilance.complaints.queries import SHOWN_LIMITS
from vigilance.domain.dates import day_in_words, ist_day
from vigilance.domain.numbering import grouped
from vigilance.domain.public_status import public_status
from vigilance.domain.words import Language
from vigilance.identities.queries import records_of_contact
from vigilance.records.models import RecordKind
from vigilance.web.labels import label_of

MOST_TOLD = 5


def status_words(
    session: Session, sender_digest: bytes, scene: Scene, *, office: Office, language: Language
) -> str:
    """Where the sender's own complaints stand, in the coarse public words; never a word of what they say.

    The provider vouches for the number or account, which is as much as an officer knows of who writes.
    """
    ids = records_of_contact(session, [sender_digest], limit=MOST_TOLD)
    statement = select(Complaint).where(Complaint.record_id.in_(ids))
    found = session.scalars(statement.order_by(Complaint.registered_at.desc())).all()
    if not found:
        return scene.talk.say("status-none", language, {"track": scene.track})
    rules, clocks = office.rules(session), clocks_of(session, ids)
    lines = []
    for complaint in found:
        lines.append(_standing(complaint, scene, language))
        lines += _due(clocks[complaint.record_id], rules, scene, language)
    lines.append(scene.talk.say("status-more", language, {"track": scene.track}))
    return "\n".join(lines)


def _standing(complaint: Complaint, scene: Scene, language: Language) -> str:
    status = public_status(complaint.state, complaint.inquiry_state)
    values = {
        "reference": grouped(complaint.reference),
        "day": day_in_words(ist_day(complaint.registered_at), language),
        "status": label_of(status).said_in(language),
    }
    return scene.talk.say("status-line", language, values)


def _due(clocks: Sequence[Clock], rules: ClockRules, scene: Scene, language: Language) -> list[str]:
    limits = rules.of_kind(RecordKind.COMPLAINT)
    return [
        scene.talk.say(
            "status-due",
            language,
            {
                "what": limits[clock.limit_name][0].label.said_in(language),
                "day": day_in_words(clock.due_on, language),
            },
        )
        for clock in clocks
        if clock.limit_name in SHOWN_LIMITS and not clock.done_on and not clock.stayed
    ]


def scheme_words(scene: Scene, code: str, language: Language) -> str:
    """What a scheme gives, to whom, and how to apply; of another department's, who runs it."""
    reference = scene.known.reference
    scheme = reference.schemes[code]
    values = {"name": scheme.name.said_in(language), "helpline": scene.helpline}
    told = reference.information.get(code)
    if told is None:
        run_by = reference.run_by.get(code)
        who = run_by.said_in(language) if run_by else scheme.department
        return scene.talk.say("scheme-of-others", language, values | {"who": who})
    return scene.talk.say(
        "scheme-information",
        language,
        values
        | {
            "gives": told.gives.said_in(language),
            "who": told.who.said_in(language),
            "apply": told.apply.said_in(language),
        },
    )
