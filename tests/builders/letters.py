"""A case with a long file: an accused charged, suspended and prosecuted, from which every letter can be drafted."""

from datetime import date

from tests.builders.complaints import an_upload
from tests.builders.stories import a_story, noon, on
from vigilance.audit.commands import append_event
from vigilance.cases.accused_models import PointFinding
from vigilance.cases.accused_queries import accused_by_number, points_of
from vigilance.cases.commands.accused import Charge, Particulars, add_allegation, record_finding
from vigilance.domain.letters import LetterKind
from vigilance.domain.personnel import Group
from vigilance.domain.tracks import Track
from vigilance.domain.words import Language
from vigilance.evidence.commands import add_papers, store_papers
from vigilance.evidence.queries import record_recipient
from vigilance.proceedings.commands.issuing import issue
from vigilance.proceedings.commands.letters import Wanted, approve, draft, put_up
from vigilance.proceedings.letters import UNFILLED

NAMED = Particulars(
    name="Invented Superintendent",
    group=Group.C,
    designation="HOSTEL_SUP",
    appointing_authority="DIR",
    disciplinary_authority="DIR",
    hrms_id="TEST0071",
    superannuates_on=date(2031, 7, 31),
)
MAJOR = Track.DEPARTMENTAL_MAJOR
TODAY = "2025-06-02"


def a_charged_officer(session, walk, case=None, named="2024-01-05"):
    """One accused with two allegations and one paper on the file; no track begun."""
    story = a_story(session, walk, NAMED, named=named, case=case)
    record, by, at = story.record, walk.team.vo, noon(on(named))
    charges = [
        Charge(
            text="छात्रावास के भोजन के लिए मिली धनराशि का दुरुपयोग किया।",
            done_from=date(2022, 4, 1),
            done_until=date(2023, 3, 31),
            amount=125_000,
            provision="UPCR-3",
        ),
        Charge(text="Bills were passed without verification.", done_from=date(2023, 5, 2)),
    ]
    for charge in charges:
        add_allegation(session, record, charge, [story.accused], by=by, at=at)
    recipient = record_recipient(session, record.id)
    uploads = [an_upload("register.txt", b"stock register", "text/plain")]
    stored = store_papers(uploads, recipient, walk.office.settings.blobs_dir)
    rows = add_papers(session, record, stored, by=by, at=at)
    append_event(session, record, "papers-added", {"numbers": [1]}, by=by, at=at, rows=rows)
    session.flush()
    return story


def through_everything(story):
    """The same officer along every track of his, up to the orders."""
    at = noon(on("2024-06-01"))
    for point in points_of(story.session, story.record.id):
        found = PointFinding.SUBSTANTIATED
        record_finding(
            story.session, story.record, point, found, "Proved.", by=story.walk.team.cvo, at=at
        )
    story.act("2024-01-10", Track.SUSPENSION, "propose-suspension", note="Grave.")
    story.act("2024-01-12", Track.SUSPENSION, "order-suspension", order="SUS/7", authority="DIR")
    story.act("2024-02-01", MAJOR, "decide-major-proceedings", note="Prima facie proved.")
    story.act(
        "2024-03-15", MAJOR, "issue-charge-sheet", letter="CS/12", articles=2, authority="DIR"
    )
    story.act("2024-03-20", MAJOR, "serve-charge-sheet", served="in-person")
    story.act("2024-04-02", MAJOR, "receive-reply", letter="reply 1")
    story.act(
        "2024-04-10",
        MAJOR,
        "appoint-inquiry-authority",
        order="AP/3",
        inquiry_officer="JD",
        presenting_officer="ACCT",
    )
    story.act("2024-08-01", MAJOR, "receive-inquiry-report", report="IR/5")
    story.act("2024-08-05", MAJOR, "send-report-copy", served="in-person")
    story.act("2024-08-15", MAJOR, "receive-representation", letter="rep 1")
    story.act(
        "2024-09-10",
        MAJOR,
        "pass-order",
        order="FO/9",
        outcome="penalty",
        penalties=["increments-withheld-cumulative", "recovery-of-loss"],
        amount=125_000,
        authority="DIR",
    )
    story.act(
        "2024-02-02",
        Track.CRIMINAL,
        "refer-to-agency",
        with_whom="vigilance-establishment",
        note="To be prosecuted.",
    )
    story.act("2024-02-20", Track.CRIMINAL, "register-fir", fir="FIR 41/2024")
    story.act("2024-07-01", Track.CRIMINAL, "receive-agency-report", report="VE/88")
    story.act(
        "2024-02-03", Track.DEPARTMENTAL_MINOR, "decide-minor-proceedings", note="For the other."
    )
    story.act(
        "2024-02-13",
        Track.DEPARTMENTAL_MINOR,
        "serve-imputations",
        letter="IM/4",
        served="registered-post",
    )
    story.act("2024-02-25", Track.DEPARTMENTAL_MINOR, "receive-explanation", letter="expl 1")
    story.act(
        "2024-03-05",
        Track.DEPARTMENTAL_MINOR,
        "pass-order",
        order="MO/2",
        outcome="penalty",
        penalties=["censure"],
        authority="DIR",
    )
    story.act("2024-05-06", Track.RTI, "receive-rti")
    return story


def drafted(story, kind=LetterKind.CHARGE_SHEET, language=Language.HINDI, day=TODAY, by=None):
    """A draft of this letter about the story's accused."""
    who = accused_by_number(story.session, story.record.id, story.accused.number)
    found = draft(
        story.session,
        story.record,
        Wanted(kind, language, who),
        by=by or story.walk.team.vo,
        at=noon(on(day)),
        office=story.walk.office,
    )
    story.session.flush()
    return found


def approved(story, letter, day=TODAY):
    """The same letter put up by the VO and approved by the CVO; what was left to be written in is taken as written."""
    text = (letter.text or "").replace(UNFILLED, "—")
    at = noon(on(day))
    put_up(story.session, letter, text, by=story.walk.team.vo, at=at)
    approve(story.session, letter, by=story.walk.team.cvo, at=at)
    story.session.flush()
    return letter


def issued(story, letter, day=TODAY):
    """The same letter, gone out."""
    approved(story, letter, day)
    issue(
        story.session,
        letter,
        letter.text or "",
        by=story.walk.team.vo,
        at=noon(on(day)),
        office=story.walk.office,
    )
    story.session.flush()
    return letter
