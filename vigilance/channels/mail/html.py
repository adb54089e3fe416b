"""HTML as text and as HTML that can be shown: no script, no style, nothing fetched, nothing hidden (rows 68 and 69)."""

import html
import re

import nh3
from inscriptis import get_text
from inscriptis.css_profiles import CSS_PROFILES
from inscriptis.model.config import ParserConfig

LONGEST_HTML = 2_000_000
"""Characters of one HTML part that are read: what is longer has pictures inside it."""
HIDDEN_TEXT = "hidden-text"

_TAGS = frozenset((
    "a", "abbr", "b", "blockquote", "br", "caption", "center", "code", "dd", "del", "div", "dl", "dt", "em",
    "font", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "ins", "li", "ol", "p", "pre", "q", "s", "small",
    "span", "strike", "strong", "sub", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "tt", "u",
    "ul",
))  # fmt: skip
_WITHOUT_CONTENT = {"script", "style", "title", "template", "noscript", "object", "svg", "math"}
_ATTRIBUTES = {"td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan"}, "ol": {"start"}}
_PLAIN = ParserConfig(css=CSS_PROFILES["strict"])
_DATA = re.compile(r"data:[a-z/+.-]{0,60};base64,[A-Za-z0-9+/=\s]{200,}", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]{0,2000}>")
_SPACE = re.compile(r"\s+")
_EMPTY_LINES = re.compile(r"\n{3,}")
_MOST_OF = 0.9
_GAP = r"\s{0,9}"
_HIDING = re.compile(
    rf"display{_GAP}:{_GAP}none|visibility{_GAP}:{_GAP}hidden|mso-hide{_GAP}:{_GAP}all"
    rf"|(?:font-size|opacity){_GAP}:{_GAP}0(?![.\d]{{0,9}}[1-9])"
    r"|<[a-z]{1,10}[^<>]{0,300}\shidden[\s=>]"
    rf"|(?<![-a-z])color{_GAP}[:=]{_GAP}[\"']?{_GAP}"
    rf"(?:white\b|#fff(?:fff)?\b|rgb\({_GAP}255{_GAP},{_GAP}255{_GAP},{_GAP}255)",
    re.IGNORECASE,
)
_BACKGROUND = re.compile(r"background(?:-color)?\s{0,9}:|bgcolor\s{0,9}=", re.IGNORECASE)
_COLOUR = re.compile(r"color", re.IGNORECASE)
_INVISIBLE = re.compile(
    "[\u200b\u2060\u2061-\u2064\u00ad\ufeff\u202a-\u202e\u2066-\u2069\U000e0000-\U000e007f]"
)
_A_FEW = 3


def cleaned_html(markup: str) -> str:
    """The HTML with its words and tables and nothing that runs, fetches, links or hides; for a frame of its own."""
    return nh3.clean(
        markup[:LONGEST_HTML],
        tags=set(_TAGS),
        clean_content_tags=_WITHOUT_CONTENT,
        attributes=_ATTRIBUTES,
        url_schemes=set(),
        link_rel=None,
    )


def html_text(markup: str) -> str:
    """The words of the HTML, also those it hides, tables in columns."""
    safe = cleaned_html(_DATA.sub("", markup[: 4 * LONGEST_HTML]))
    bare = html.unescape(_TAG.sub(" ", safe))
    try:
        text = str(get_text(f"<div>{safe}</div>", _PLAIN))
    except RecursionError:
        text = bare
    if len(_SPACE.sub("", text)) < _MOST_OF * len(_SPACE.sub("", bare)):
        # The parser gives up at some hundred elements one in another; no word of a complaint is lost by that.
        text = bare
    lines = [line.rstrip() for line in text.replace("\xa0", " ").split("\n")]
    return _EMPTY_LINES.sub("\n\n", "\n".join(lines)).strip("\n")


def hides_text(markup: str) -> bool:
    """Whether the HTML tries to show less than it says: by style, by colour, by signs nobody sees."""
    seen = markup[:LONGEST_HTML]
    for found in _HIDING.finditer(seen):
        if not _COLOUR.search(found.group()):
            return True
        # White letters on a coloured ground are a heading.
        around = seen[max(0, found.start() - 300) : found.end() + 200]
        if not _BACKGROUND.search(around):
            return True
    return has_invisible_signs(html.unescape(seen))


def has_invisible_signs(text: str) -> bool:
    """Whether there are signs that no reader sees; the two joiners of Devanagari are none of them."""
    return len(_INVISIBLE.findall(text.lstrip("\ufeff"))) >= _A_FEW
