"""The lines of a clock card: why a clock stands as it does, in both languages of the office."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from vigilance.domain.calendar import ClosedDay, ClosedReason, Days, Months, Span
from vigilance.domain.dates import day_in_words
from vigilance.domain.stays import StayGround
from vigilance.domain.time_limits import Authority, Confidence, Reading, Standing
from vigilance.domain.words import Words


class LineCode(StrEnum):
    """What one line of the card is about."""

    RULE = "rule"
    SOURCE = "source"
    DAY_ZERO = "day-zero"
    ALLOWED = "allowed"
    EXTENDED = "extended"
    CLOSED_DAYS = "closed-days"
    STAY = "stay"
    STAY_TOO_LATE = "stay-too-late"
    DUE = "due"
    DUE_NEXT_OPEN_DAY = "due-next-open-day"
    YEAR_WITHOUT_HOLIDAYS = "year-without-holidays"
    DONE = "done"
    DAYS = "days"
    STANDING = "standing"


Value = str | int | date | Words | Span | ClosedDay | tuple[ClosedDay, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the card: what it is about, and the values it tells."""

    code: LineCode
    values: Mapping[str, Value]


STANDINGS: dict[Standing, Words] = {
    Standing.NOT_STARTED: Words("अभी प्रारम्भ नहीं", "not started"),
    Standing.RUNNING: Words("समय चल रहा है", "running"),
    Standing.STAYED: Words("समय रुका हुआ है", "stayed"),
    Standing.DUE_TODAY: Words("आज अंतिम दिन", "due today"),
    Standing.OVERDUE: Words("समय बीत गया", "overdue"),
    Standing.MET: Words("समय से पूरा", "met"),
    Standing.MET_NEXT_OPEN_DAY: Words(
        "अगले कार्य दिवस पर पूरा: समय से", "met on the next open day: in time"
    ),
    Standing.MISSED: Words("समय बीतने पर पूरा", "done after the due date"),
}

GROUNDS: dict[StayGround, Words] = {
    StayGround.COURT_STAY: Words("न्यायालय का स्थगन", "court stay"),
    StayGround.AWAITING_COMPLAINANT: Words("शिकायतकर्ता की प्रतीक्षा", "awaiting the complainant"),
    StayGround.AWAITING_RECORD: Words(
        "अन्य कार्यालय से अभिलेख की प्रतीक्षा", "awaiting record from another office"
    ),
    StayGround.AWAITING_SANCTION: Words("स्वीकृति की प्रतीक्षा", "awaiting sanction"),
    StayGround.OFFICER_ABSCONDING_OR_LEAVE: Words(
        "अधिकारी फरार या अवकाश पर", "officer absconding or on leave"
    ),
    StayGround.OTHER: Words("अन्य, अंकित कारण से", "other, with reason recorded"),
}

AUTHORITIES: dict[Authority, Words] = {
    Authority.STATUTE: Words("क: कानून या उच्चतम न्यायालय", "A: statute or Supreme Court"),
    Authority.STATE_RULE: Words("ख: राज्य की नियमावली", "B: State rule"),
    Authority.STATE_ORDER: Words("ग: शासनादेश", "C: Government Order"),
    Authority.CENTRAL_BENCHMARK: Words(
        "घ: केन्द्रीय मानक, राज्य पर बाध्यकारी नहीं", "D: central benchmark, not binding on the State"
    ),
    Authority.OWN_POLICY: Words("ङ: विभाग की अपनी नीति", "E: the department's own policy"),
}

CONFIDENCES: dict[Confidence, Words] = {
    Confidence.SEEN: Words("मूल पाठ देखा गया", "text seen"),
    Confidence.COMMENTARY: Words("टीका में देखा गया", "seen in commentary"),
    Confidence.PRESS: Words("समाचार में देखा गया", "seen in the press"),
    Confidence.UNVERIFIED: Words("असत्यापित", "unverified"),
}

CLOSED_REASONS: dict[ClosedReason, Words] = {
    ClosedReason.HOLIDAY: Words("अवकाश", "holiday"),
    ClosedReason.SUNDAY: Words("रविवार", "Sunday"),
    ClosedReason.SATURDAY: Words("शनिवार", "Saturday"),
    ClosedReason.SECOND_SATURDAY: Words("द्वितीय शनिवार", "second Saturday"),
}

NOW = Words("अब", "now")

SENTENCES: dict[LineCode, Words] = {
    LineCode.RULE: Words("नियम: {label}। {rule}", "Rule: {label}. {rule}"),
    LineCode.SOURCE: Words(
        "स्रोत: {source} ({authority}; {confidence}; {effective_from} से प्रभावी)",
        "Source: {source} ({authority}; {confidence}; in force from {effective_from})",
    ),
    LineCode.DAY_ZERO: Words(
        "शून्य दिवस: {started}; यह दिन गिना नहीं जाता।",
        "Day zero: {started}; the day itself is not counted.",
    ),
    LineCode.ALLOWED: Words(
        "अनुमत समय: {span}, अर्थात {due} तक।", "Time allowed: {span}, that is by {due}."
    ),
    LineCode.EXTENDED: Words(
        "अनुमत समय: {span}, और {times} बार {more} की वृद्धि; आरम्भ से गिनकर {due} तक।",
        "Time allowed: {span}, extended {times} time(s) by {more}; counted from the start, "
        "that is by {due}.",
    ),
    LineCode.CLOSED_DAYS: Words("बन्द दिन छोड़े गए: {closed}।", "Closed days skipped: {closed}."),
    LineCode.STAY: Words(
        "समय रुका: {ground}, {since} से {until} तक, {days} दिन।",
        "Stayed: {ground}, from {since} until {until}, {days} day(s).",
    ),
    LineCode.STAY_TOO_LATE: Words(
        "गणना में नहीं: {ground}, {since} से {until} तक; यह रोक देय समय को आगे नहीं बढ़ाती।",
        "Not counted: {ground}, from {since} until {until}; it does not move the due date.",
    ),
    LineCode.DUE: Words("देय तिथि: {due}।", "Due: {due}."),
    LineCode.DUE_NEXT_OPEN_DAY: Words(
        "{due} को कार्यालय बन्द है; {next_open} को किया गया कार्य समय से माना जाता है।",
        "The office is closed on {due}; what is done on {next_open} is in time.",
    ),
    LineCode.YEAR_WITHOUT_HOLIDAYS: Words(
        "वर्ष {year} की अवकाश सूची उपलब्ध नहीं; केवल साप्ताहिक अवकाश गिने गए।",
        "No holiday list is known for {year}; only weekly closed days were counted.",
    ),
    LineCode.DONE: Words("कार्य पूरा: {done}।", "Done: {done}."),
    LineCode.DAYS: Words(
        "कुल दिन {gross}; रुके दिन घटाकर {net}।", "Days in all: {gross}; less stays: {net}."
    ),
    LineCode.STANDING: Words("{on} को स्थिति: {standing}।", "On {on}: {standing}."),
}


def lines(reading: Reading) -> list[Line]:
    """The card line by line, as codes and values, for a page or another program."""
    limit = reading.limit
    card = [
        Line(LineCode.RULE, {"label": limit.label, "rule": limit.rule}),
        Line(
            LineCode.SOURCE,
            {
                "source": limit.source,
                "authority": AUTHORITIES[limit.authority],
                "confidence": CONFIDENCES[limit.confidence],
                "effective_from": limit.effective_from,
            },
        ),
        Line(LineCode.DAY_ZERO, {"started": reading.started}),
        _span_line(reading),
    ]
    if reading.holidays_skipped:
        card.append(Line(LineCode.CLOSED_DAYS, {"closed": reading.holidays_skipped}))
    card += _stay_lines(reading)
    card.append(Line(LineCode.DUE, {"due": reading.due}))
    if reading.due_next_open_day != reading.due:
        card.append(
            Line(
                LineCode.DUE_NEXT_OPEN_DAY,
                {"due": reading.due, "next_open": reading.due_next_open_day},
            )
        )
    card += [
        Line(LineCode.YEAR_WITHOUT_HOLIDAYS, {"year": year})
        for year in reading.years_without_holidays
    ]
    if reading.done:
        card.append(Line(LineCode.DONE, {"done": reading.done}))
    card.append(Line(LineCode.DAYS, {"gross": reading.gross_days, "net": reading.net_days}))
    standing = STANDINGS[reading.standing]
    card.append(Line(LineCode.STANDING, {"on": reading.on, "standing": standing}))
    return card


def explain(reading: Reading, language: str) -> list[str]:
    """The card in words, one sentence a line."""
    return [
        SENTENCES[line.code]
        .said_in(language)
        .format_map({name: _said(value, language) for name, value in line.values.items()})
        for line in lines(reading)
    ]


def span_in_words(span: Span, language: str) -> str:
    """The span as a letter says it: 1 month, 3 working days."""
    if isinstance(span, Months):
        unit = Words("माह", "month" if span.count == 1 else "months")
    elif isinstance(span, Days):
        unit = Words("दिन", "day" if span.count == 1 else "days")
    else:
        unit = Words("कार्य दिवस", "working day" if span.count == 1 else "working days")
    return f"{span.count} {unit.said_in(language)}"


def _span_line(reading: Reading) -> Line:
    values: dict[str, Value] = {"span": reading.limit.allowed, "due": reading.due_unstayed}
    extension = reading.limit.extension
    if extension is None or not reading.extended:
        return Line(LineCode.ALLOWED, values)
    return Line(LineCode.EXTENDED, {**values, "more": extension.span, "times": reading.extended})


def _stay_lines(reading: Reading) -> list[Line]:
    return [
        Line(
            LineCode.STAY if effect.counts else LineCode.STAY_TOO_LATE,
            {
                "ground": GROUNDS[effect.stay.ground],
                "since": effect.stay.since,
                "until": effect.stay.until or NOW,
                "days": effect.days,
            },
        )
        for effect in reading.stays
    ]


def _said(value: Value, language: str) -> str:
    if isinstance(value, Words):
        return value.said_in(language)
    if isinstance(value, date):
        return day_in_words(value, language)
    if isinstance(value, tuple):
        return ", ".join(_said(closed, language) for closed in value)
    if isinstance(value, ClosedDay):
        return _closed_day(value, language)
    return str(value) if isinstance(value, str | int) else span_in_words(value, language)


def _closed_day(closed: ClosedDay, language: str) -> str:
    why = CLOSED_REASONS[closed.reason].said_in(language)
    if closed.holiday is not None:
        why = closed.holiday.name.said_in(language)
        if not closed.holiday.confirmed:
            why += Words(", तिथि सत्यापित की जानी है", ", day to be verified").said_in(language)
    return f"{day_in_words(closed.on, language)} ({why})"
