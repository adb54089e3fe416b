"""What each background job does, in words for the administrator."""

from flask_babel import lazy_gettext as _l

JOB_NAMES = {
    "drain-spool": _l("Complaints kept while the database was away are entered"),
    "drain-arrivals": _l("Messages kept while the database was away are entered"),
    "poll-mailboxes": _l("Mailboxes are looked into"),
    "understand-arrivals": _l("What arrived is read"),
    "close-conversations": _l("Conversations are answered and complaints registered from them"),
    "fetch-media": _l("Files sent by chat are fetched from the providers"),
    "inspect-papers": _l("New papers are looked at by a machine"),
    "inspect-older-papers": _l("Papers not looked at yet are looked for"),
    "draw-papers": _l("Previews of new papers are drawn"),
    "draw-older-papers": _l("Papers without a preview are looked for"),
    "renew-previews": _l("Previews whose record's key changed are drawn anew"),
    "remove-orphans": _l("Sealed files that no paper names are removed"),
    "seal-ledger": _l("Events are sealed into the ledger"),
    "tell-owed-numbers": _l("Numbers are told to those who could not be told before"),
    "send-messages": _l("Waiting messages are sent"),
    "raise-alerts": _l("Reminders and escalations are raised"),
    "roll-ages": _l("Ages in the totals are brought up to the day"),
    "weigh-cases": _l("How grave each released case is, is weighed anew"),
    "count-due": _l("The time limits that end next are counted"),
    "keep-review-turns": _l("Reviews that are due or were not held are told"),
    "keep-policy": _l("Limits and holidays that can be read are kept"),
    "check-clocks": _l("Due dates are checked against the rules"),
    "check-ledger": _l("The ledger is checked"),
    "make-ordered-files": _l("Ordered files are made, and old ones destroyed"),
    "deliver-reports": _l("Scheduled reports are laid on desks"),
    "note-reading": _l("The weekly note on unusual reading is made"),
    "check-totals": _l("The figures of what is pending are counted anew"),
    "check-reviews": _l("That everything pending stands in a review queue is checked"),
    "forget-answers": _l("Answers kept for repeated requests are forgotten"),
}
"""By the name under which the job is kept; a test holds this complete."""
