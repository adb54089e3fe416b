"""Letters of public representatives, entered in the register."""

from datetime import UTC, datetime, time

from vigilance.post.commands.letters import (
    NewLetter,
    link_complaint,
    receive_letter,
    reply_to_letter,
)
from vigilance.post.models import MemberOffice


def a_letter(session, walk, received, replied, complaint=None):
    """A letter of an invented member that came on this day, was answered on that (or not), about this complaint."""
    at = datetime.combine(received, time(6), UTC)
    new = NewLetter(
        member="Shri Harsh Pal",
        office=MemberOffice.MLA,
        received_on=received,
        subject="Money asked for scholarships",
    )
    letter = receive_letter(session, new, by=walk.team.clerk, at=at, office=walk.office)
    session.flush()
    if complaint is not None:
        link_complaint(session, letter, complaint, by=walk.team.clerk, at=at)
    if replied is not None:
        on = datetime.combine(replied, time(6), UTC)
        reply_to_letter(session, letter, "R/1", replied, by=walk.team.vo, at=on)
    session.flush()
    return letter
