"""Which pages are drawn: a table of views, and those of them that the documents show."""

from dataclasses import dataclass

COMPLAINT = "a[href*='/office/complaints/SWD-']"
CASE = "a[href*='/office/cases/SWD-']"


@dataclass(frozen=True, slots=True)
class View:
    """One page to be drawn: its name, its address, who looks at it, and the links to follow from there in turn."""

    name: str
    address: str
    who: str = ""
    follow: tuple[str, ...] = ()


VIEWS = (
    View("public-home", "/"),
    View("public-new", "/complaints/new"),
    View("public-track", "/complaints/track"),
    View("public-schemes", "/schemes"),
    View("public-scheme", "/schemes", follow=("main a[href*='/schemes/']",)),
    View("public-transparency", "/transparency"),
    View("public-privacy", "/privacy"),
    View("public-security", "/security"),
    View("public-accessibility", "/accessibility"),
    View("public-call-me", "/call-me"),
    View("sign-in", "/office/sign-in"),
    View("clerk-today", "/office", "clerk"),
    View("clerk-intake", "/office/intake", "clerk"),
    View("clerk-phone", "/office/intake/phone", "clerk"),
    View("clerk-calls", "/office/intake/calls", "clerk"),
    View("clerk-held", "/office/held", "clerk"),
    View("clerk-channels", "/office/channels", "clerk"),
    View("clerk-complaint", "/office/intake", "clerk", (COMPLAINT,)),
    View("vo-today", "/office", "vo"),
    View("vo-intake", "/office/intake", "vo"),
    View("vo-complaint", "/office", "vo", (COMPLAINT,)),
    View("vo-case", "/office", "vo", (CASE,)),
    View("cvo-today", "/office", "cvo"),
    View("cvo-decisions", "/office/cvo", "cvo"),
    View("cvo-complaint", "/office/cvo", "cvo", (COMPLAINT,)),
    View("cvo-case", "/office/cvo", "cvo", (CASE,)),
    View("cvo-reviews", "/office/reviews", "cvo"),
    View("cvo-review-rules", "/office/reviews/rules", "cvo"),
    View("cvo-sittings", "/office/sittings", "cvo"),
    View(
        "cvo-sitting",
        "/office/sittings",
        "cvo",
        ("main tr:last-child a[href*='/office/sittings/SWD-R']",),
    ),
    View(
        "cvo-sitting-open",
        "/office/sittings",
        "cvo",
        ("main tr:has(.tag.active) a[href*='/office/sittings/SWD-R']",),
    ),
    View("cvo-others", "/office/others", "cvo"),
    View("cvo-spoken", "/office/directions/spoken", "cvo"),
    View("liaison-agency", "/office/agency", "liaison"),
    View("minister-directions", "/minister/directions", "minister"),
    View("cvo-directions", "/office/directions", "cvo"),
    View("inquiry-today", "/office", "inquiry"),
    View("inquiry-case", "/office", "inquiry", (CASE,)),
    View("minister", "/minister", "minister"),
    View("minister-pending", "/minister/pending", "minister"),
    View("minister-case", "/minister", "minister", ("main a[href*='/minister/cases/']",)),
    View("minister-tracks", "/minister/tracks", "minister"),
    View("minister-sheets", "/minister/sheets", "minister"),
    View("minister-sheet", "/minister/sheets", "minister", ("main td a[href*='/sheets/SWD-']",)),
    View("minister-compared", "/minister/sheets", "minister", ("main a[href*='/since/']",)),
    *(
        View(f"minister-slide-{place}", f"/minister/slides/{place}", "minister")
        for place in range(1, 11)
    ),
    View(
        "minister-public",
        "/minister/sheets",
        "minister",
        ("main td a[href*='/sheets/SWD-']", "main a[href$='/public']"),
    ),
    View("minister-due", "/minister/due", "minister"),
    View("minister-holders", "/minister/holders", "minister"),
    View("minister-scheme", "/minister", "minister", ("main a[href*='scheme=']",)),
    View("cvo-tracks", "/office/tracks", "cvo"),
    View("district-today", "/office", "district"),
    View("district-requests", "/office/requests", "district"),
    View("auditor-ledger", "/office/ledger", "auditor"),
    View("auditor-checks", "/office/ledger/checks", "auditor"),
    View("auditor-reads", "/office/reads", "auditor"),
    View("admin-officers", "/office/officers", "admin"),
    View("admin-calendar", "/office/calendar", "admin"),
    View("admin-limits", "/office/limits", "admin"),
    View("admin-jobs", "/office/jobs", "admin"),
    View("public-components", "/office/_components", "admin"),
    View("clerk-call", "/office/intake/calls", "clerk", ("main a[href*='/intake/calls/']",)),
    View("clerk-writing", "/office/intake/calls", "clerk", ("main a[href*='/intake/phone/']",)),
    View("clerk-post", "/office/intake/post", "clerk"),
    View("clerk-envelope", "/office/intake/post", "clerk", ("main a[href*='/intake/post/']",)),
    View("clerk-paste", "/office/intake/paste", "clerk"),
    View("clerk-camp", "/office/intake/camp", "clerk"),
    View("clerk-camp-page", "/office/intake/camp/page", "clerk"),
    View("clerk-letters", "/office/letters", "clerk"),
    View("clerk-letter-new", "/office/letters/new", "clerk"),
    View("clerk-letter", "/office/letters", "clerk", ("main a[href*='/letters/SWD-']",)),
    View("clerk-letters-register", "/office/letters/register", "clerk"),
    View("clerk-outbox", "/office/outbox", "clerk"),
    View("clerk-held-one", "/office/held", "clerk", ("main a[href*='/held/']",)),
    View("vo-radar", "/office/radar", "vo"),
    View("vo-diary", "/office/diary", "vo"),
    View("vo-cause-list", "/office/diary/cause-list", "vo"),
    View("cvo-handover", "/office/handover", "cvo"),
    View("cvo-charge-list", "/office/handover/charge-list", "cvo"),
    View("cvo-outcomes", "/office/outcomes", "cvo"),
    View("vo-accused-list", "/office/radar", "vo", (CASE, "main a[href$='/accused']")),
    View("vo-accused", "/office/radar", "vo", (CASE, "main a[href$='/accused/1']")),
    View("vo-case-letters", "/office/radar", "vo", (CASE, "main a[href$='/letters']")),
    View(
        "vo-case-letter",
        "/office/radar",
        "vo",
        (CASE, "main a[href$='/letters']", "main a[href*='/letters/']"),
    ),
    View("vo-case-links", "/office/radar", "vo", (CASE, "main a[href$='/links']")),
    View("vo-case-notes", "/office/radar", "vo", (CASE, "main a[href*='/print/notes']")),
    View("vo-clock-card", "/office/radar", "vo", (CASE, "main a[href*='/clocks/card/']")),
    View("admin-officer", "/office/officers", "admin", ("main td a[href*='/officers/']",)),
    View("cvo-hrms-numbers", "/office/hrms-numbers", "cvo"),
    View("admin-hrms-numbers", "/office/hrms-numbers", "admin"),
    View("secretary-today", "/office", "secretary"),
    View(
        "cvo-accused-who-signs-in",
        "/office/radar",
        "cvo",
        (CASE, "main a[href$='/accused']", "main a[href$='/accused/2']"),
    ),
    View(
        "vo-strike-offs",
        "/office/radar",
        "vo",
        (CASE, "main a[href$='/accused']", "main a[href$='/strike-offs']"),
    ),
    View(
        "vo-witnesses",
        "/office/radar",
        "vo",
        (CASE, "main a[href$='/accused/1']", "main a[href*='/witnesses']"),
    ),
    View("vo-tracks", "/office/radar", "vo", (CASE, "main a[href$='/tracks']")),
    View("inquiry-inquiries", "/office/inquiries", "inquiry"),
    View("inquiry-one", "/office/inquiries", "inquiry", ("main a[href*='/office/inquiries/']",)),
    View("clerk-lists", "/office/intake/lists", "clerk"),
    View(
        "admin-another-officer",
        "/office/officers",
        "admin",
        ("main tr:nth-child(3) a[href*='/officers/']",),
    ),
    View("admin-officer-new", "/office/officers/new", "admin"),
    View("cvo-reports", "/office/reports", "cvo"),
    View("cvo-report", "/office/reports/complaint-register", "cvo"),
    View("cvo-report-days", "/office/reports/days-per-stage", "cvo"),
    View("cvo-report-penalties", "/office/reports/penalties", "cvo"),
    View("cvo-report-letters", "/office/reports/representatives-register", "cvo"),
    View("cvo-report-closings", "/office/reports/disposal-honesty", "cvo"),
    View("cvo-report-offices", "/office/reports/offices-by-stage", "cvo"),
    View("cvo-report-shares", "/office/reports/offices-sent-back", "cvo"),
    View("cvo-report-load", "/office/reports/officers-load", "cvo"),
    View(
        "cvo-report-matters",
        "/office/reports/days-per-stage",
        "cvo",
        ("main a[href*='/matters']",),
    ),
    View("cvo-ordered", "/office/reports/files", "cvo"),
    View("cvo-saved", "/office/reports/saved", "cvo"),
    View("cvo-returns", "/office/returns", "cvo"),
    View("cvo-return", "/office/returns", "cvo", ("main section a[href*='/returns/monthly/']",)),
    View(
        "cvo-return-matters",
        "/office/returns",
        "cvo",
        ("main section a[href*='/returns/monthly/']", "main a[href*='/matters']"),
    ),
    View("auditor-unusual", "/office/reads/unusual", "auditor"),
    View("clocks", "/office/clocks", "vo"),
)
# What the documents show: name in docs/pictures, the view, language, width.
KEPT = {
    "public-home": ("public-home", "hi", 360),
    "complaint-form": ("public-new", "en", 360),
    "office-today": ("vo-today", "en", 1366),
    "office-case": ("cvo-case", "en", 1366),
    "reviews": ("cvo-reviews", "hi", 1366),
    "minister": ("minister", "hi", 1366),
    **{
        f"{name}-{language}": (view, language, 1366)
        for name, view in (
            ("sheet", "minister-sheet"),
            ("sitting", "cvo-sitting-open"),
            ("return", "cvo-return"),
            ("register", "cvo-report"),
        )
        for language in ("hi", "en")
    },
}


@dataclass(frozen=True, slots=True)
class Paper:
    """A PDF to be drawn: the view it is taken from, and what is clicked there in each language."""

    view: str
    hi: str
    en: str

    def clicked(self, language: str) -> str:
        """The link or the button."""
        return self.hi if language == "hi" else self.en


_PRESSED = "main button[name=form][value=pdf]"
# The same four on A4: name in docs/pictures, with the language behind it.
PAPERS = {
    "sheet-a4": Paper("minister-sheet", *2 * ("main a[href*='paper.pdf']",)),
    "minutes-a4": Paper("cvo-sitting", "main a[href*='minutes-hi']", "main a[href*='minutes-en']"),
    "return-a4": Paper("cvo-return", _PRESSED, _PRESSED),
    "register-a4": Paper("cvo-report", _PRESSED, _PRESSED),
}
