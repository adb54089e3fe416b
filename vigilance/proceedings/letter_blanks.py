"""Where each blank of a letter is filled from: one table. What the file does not say is left for the officer."""

from collections.abc import Mapping

from vigilance.domain.letters import Blank, LetterKind, Source
from vigilance.domain.personnel import Group
from vigilance.domain.tracks import Track
from vigilance.proceedings.labels_people import LABELS
from vigilance.proceedings.letter_addressees import signer_words
from vigilance.proceedings.letter_lists import articles, documents, findings, imputations, witnesses
from vigilance.proceedings.letter_matter import Matter
from vigilance.proceedings.letter_readers import (
    Filled,
    agency,
    amount,
    bar,
    day_of,
    earlier,
    fact_of,
    in_words,
    last_event,
    of_complaint,
    of_official,
    order_of,
    outcome,
    penalty,
    post_of,
    provisions,
    reply_day,
    time_allowed,
    waiting_letter,
    waiting_rule,
    what_waits,
)
from vigilance.proceedings.letter_words import post_words
from vigilance.proceedings.letters import LETTERS, UNFILLED

GROUPS = LABELS[Group]

WRITTEN_IN = Filled(Source.OFFICER, lambda _matter, _form: None)
MAJOR, MINOR = Track.DEPARTMENTAL_MAJOR, Track.DEPARTMENTAL_MINOR
SUSPENSION, CRIMINAL = Track.SUSPENSION, Track.CRIMINAL


BLANKS: Mapping[Blank, Filled] = {
    Blank.FILE_NUMBER: Filled(Source.RECORD, lambda matter, _form: matter.record.number),
    Blank.COMPLAINT_NUMBER: of_complaint(lambda complaint, _matter: complaint.number),
    Blank.COMPLAINT_DAY: of_complaint(
        lambda complaint, matter: in_words(matter, complaint.received_on)
    ),
    Blank.COMPLAINT_OUTCOME: Filled(Source.RECORD, outcome),
    Blank.HELPLINE: Filled(Source.OFFICE, lambda matter, _form: matter.helpline),
    Blank.OFFICER_NAME: of_official(lambda matter: matter.official.name),
    Blank.POST_NOW: of_official(lambda matter: post_words(matter, matter.official.designation)),
    Blank.POST_THEN: of_official(lambda matter: post_words(matter, matter.post_then or "")),
    Blank.GROUP: of_official(lambda matter: GROUPS[matter.official.group].said_in(matter.language)),
    Blank.HRMS_ID: of_official(lambda matter: matter.official.hrms_id),
    Blank.RETIREMENT_DAY: of_official(
        lambda matter: in_words(matter, matter.official.superannuates_on)
    ),
    Blank.ARTICLES: Filled(Source.ALLEGATIONS, articles),
    Blank.IMPUTATIONS: Filled(Source.ALLEGATIONS, imputations),
    Blank.PROVISIONS: Filled(Source.ALLEGATIONS, provisions),
    Blank.FINDINGS: Filled(Source.ALLEGATIONS, findings),
    Blank.DOCUMENTS: Filled(Source.PAPERS, documents),
    Blank.WITNESSES: Filled(Source.PAPERS, witnesses),
    Blank.LAST_EVENT_DAY: Filled(
        Source.ALLEGATIONS, lambda matter, _form: in_words(matter, last_event(matter))
    ),
    Blank.BAR_DAY: Filled(Source.CLOCK, bar),
    Blank.TIME_ALLOWED: Filled(Source.CLOCK, time_allowed),
    Blank.INQUIRING_OFFICER: Filled(
        Source.RECORD,
        lambda matter, _form: matter.inquirer.said_in(matter.language) if matter.inquirer else None,
    ),
    Blank.CHARGE_SHEET_NUMBER: fact_of("issue-charge-sheet", "letter", MAJOR),
    Blank.CHARGE_SHEET_DAY: day_of("issue-charge-sheet", MAJOR),
    Blank.REPLY_DAY: Filled(Source.TRACK, reply_day),
    Blank.IMPUTATIONS_NUMBER: fact_of("serve-imputations", "letter", MINOR),
    Blank.IMPUTATIONS_DAY: day_of("serve-imputations", MINOR),
    Blank.INQUIRY_OFFICER: post_of("appoint-inquiry-authority", "inquiry_officer"),
    Blank.PRESENTING_OFFICER: post_of("appoint-inquiry-authority", "presenting_officer"),
    Blank.REPORT_NUMBER: fact_of("receive-inquiry-report", "report", MAJOR),
    Blank.REPORT_DAY: day_of("receive-inquiry-report", MAJOR),
    Blank.REPRESENTATION_DAY: day_of("receive-representation", MAJOR),
    Blank.PENALTY: Filled(Source.TRACK, penalty),
    Blank.AMOUNT: Filled(Source.TRACK, amount),
    Blank.ORDER_NUMBER: order_of("number"),
    Blank.ORDER_DAY: order_of("day"),
    Blank.SUSPENSION_NUMBER: fact_of("order-suspension", "order", SUSPENSION),
    Blank.SUSPENSION_DAY: day_of("order-suspension", SUSPENSION),
    Blank.AGENCY: Filled(Source.TRACK, agency),
    Blank.FIR_NUMBER: fact_of("register-fir", "fir", CRIMINAL),
    Blank.FIR_DAY: day_of("register-fir", CRIMINAL),
    Blank.AGENCY_REPORT_NUMBER: fact_of("receive-agency-report", "report", CRIMINAL),
    Blank.REQUEST_DAY: day_of("receive-rti", Track.RTI),
    Blank.REFERENCE_NUMBER: earlier("number"),
    Blank.REFERENCE_DAY: earlier("day"),
    Blank.WHAT_WAITS: Filled(Source.CLOCK, what_waits),
    Blank.WAITING_SINCE: Filled(
        Source.CLOCK,
        lambda matter, _form: in_words(matter, matter.late.due_on) if matter.late else None,
    ),
    Blank.WAITING_RULE: Filled(Source.CLOCK, waiting_rule),
    Blank.WAITING_LETTER: Filled(Source.LETTERS, waiting_letter),
    Blank.EXPLANATION_DAYS: WRITTEN_IN,
    Blank.HEADQUARTERS: WRITTEN_IN,
    Blank.INSTALMENTS: WRITTEN_IN,
    Blank.REASONS: WRITTEN_IN,
    Blank.ANSWER: WRITTEN_IN,
    Blank.WITHHELD: WRITTEN_IN,
    Blank.DEPARTMENT: fact_of("decide-transfer", "department", Track.TRANSFER),
    Blank.SIGNER: Filled(Source.OFFICIAL, signer_words),
}


def values_for(kind: LetterKind, matter: Matter) -> dict[Blank, str]:
    """Every blank of this kind of letter, filled from the matter or left to be written in."""
    form = LETTERS[kind]
    return {blank: BLANKS[blank].read(matter, form) or UNFILLED for blank in sorted(form.blanks)}
