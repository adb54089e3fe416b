"""The look: what every component owes its reader, whatever the page that uses it."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import html5lib
import pytest
from babel.messages.pofile import read_po
from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

ROOT = Path(__file__).resolve().parents[3]
TEMPLATES = ROOT / "templates"
SOURCE = ROOT / "vigilance" / "static" / "source"
LOOK = [
    *TEMPLATES.glob("components/*.html"),
    *(TEMPLATES / name for name in ("base.html", "public.html", "office.html")),
    TEMPLATES / "errors" / "problem.html",
]
NAMESPACE = "{http://www.w3.org/1999/xhtml}"
VOID_FORM = SimpleNamespace(values={}, errors={})


def hindi_words() -> dict[str, str]:
    with (ROOT / "vigilance/translations/hi/look.po").open("rb") as file:
        return {message.id: message.string for message in read_po(file, locale="hi") if message.id}


def environment(language: str = "en") -> Environment:
    words = hindi_words() if language == "hi" else {}
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    made.install_gettext_callables(  # type: ignore[attr-defined]  # given by the extension
        lambda text: words.get(text, text), lambda one, _many, _n: one, newstyle=True
    )
    made.filters.update(day=str, instant=str, rupees=str, number=str, label=str)
    officer = SimpleNamespace(name_in=lambda _language: "Asha Verma", roles=frozenset({"vo"}))
    made.globals.update(
        asset=lambda name: f"/static/{name}",
        language=language,
        other_language_url="?lang=hi",
        current_officer=officer,
        office_nav=lambda: [
            SimpleNamespace(label="Today", url="/office", current=True, seldom=False)
        ],
        csrf_token=lambda: "token",
        get_flashed_messages=lambda **_options: [],
        now=datetime(2026, 11, 22, 5, 30, tzinfo=UTC),
        request=SimpleNamespace(args={}),
    )
    return made


def components_page(language: str) -> str:
    return environment(language).get_template("components-page.html").render()


def problem_page(*, office: bool) -> str:
    page = environment("hi").get_template("errors/problem.html")
    return page.render(
        status=503, title="T", words="W", fields={}, request_number="ab12", office=office
    )


def elements(html: str) -> list:
    return list(html5lib.parse(html).iter())


def macro(name: str) -> Callable[..., str]:
    return getattr(environment().get_template(f"components/{name}.html").module, name)


def drawn(source: str, **values: object) -> str:
    template: Template = environment().from_string(source)
    return template.render(**values)


@pytest.mark.parametrize("language", ["hi", "en"])
def test_page_of_all_components_is_valid_html(language: str) -> None:
    parser = html5lib.HTMLParser(strict=True)

    tree = parser.parse(components_page(language))

    assert len(list(tree.iter(f"{NAMESPACE}h1"))) == 1


@pytest.mark.parametrize("language", ["hi", "en"])
def test_ids_are_unique_and_every_reference_finds_its_element(language: str) -> None:
    found = elements(components_page(language))
    ids = [node.get("id") for node in found if node.get("id")]
    named = {
        target
        for node in found
        for attribute in ("for", "aria-describedby", "aria-labelledby")
        for target in (node.get(attribute) or "").split()
    }

    assert sorted(ids) == sorted(set(ids))
    assert named - set(ids) == set()


@pytest.mark.parametrize(
    "page", [lambda: components_page("hi"), lambda: problem_page(office=False)]
)
def test_pages_have_one_heading_and_nothing_inline(page: Callable[[], str]) -> None:
    found = elements(page())

    assert len([node for node in found if node.tag == f"{NAMESPACE}h1"]) == 1
    assert [
        node.tag for node in found if node.tag == f"{NAMESPACE}style" or node.get("style")
    ] == []
    assert [
        node.text for node in found if node.tag == f"{NAMESPACE}script" and not node.get("src")
    ] == []
    assert [name for node in found for name in node.attrib if str(name).startswith("on")] == []


def test_every_component_is_one_file_with_one_macro_of_its_name() -> None:
    fragments = {"language_switch"}
    wrong = [
        path.name
        for path in TEMPLATES.glob("components/*.html")
        if path.stem not in fragments
        and re.findall(r"{%-? macro (\w+)", path.read_text()) != [path.stem]
    ]

    assert wrong == []


def test_living_page_shows_every_component() -> None:
    parts = {"control", "described", "group", "icon", "language_switch"}
    shown = set(
        re.findall(r"components/(\w+)\.html", (TEMPLATES / "components-page.html").read_text())
    )

    assert {path.stem for path in TEMPLATES.glob("components/*.html")} - parts == shown


def test_every_word_of_the_look_exists_in_hindi() -> None:
    asked = {
        message
        for path in LOOK
        for pair in re.findall(r"""_\((?:"([^"]*)"|'([^']*)')""", path.read_text())
        for message in pair
        if message
    }

    assert {message for message in asked if not hindi_words().get(message)} == set()


def test_public_skeleton_shows_nothing_of_the_office() -> None:
    page = problem_page(office=False)

    assert "Asha Verma" not in page
    assert "/office" not in page
    assert "token" not in page


def test_public_title_is_neutral() -> None:
    title = next(
        node for node in elements(problem_page(office=False)) if node.tag.endswith("title")
    )

    assert title.text == "समाज कल्याण, उत्तर प्रदेश"


def test_field_keeps_what_was_typed_and_says_its_error() -> None:
    form = SimpleNamespace(values={"place": '<b>"x"</b>'}, errors={"place": ["Write it."]})

    box = next(
        n
        for n in elements(macro("field")(form, "place", "Where", hint="A village"))
        if n.tag.endswith("input")
    )

    assert box.get("value") == '<b>"x"</b>'
    assert box.get("aria-describedby") == "place-hint place-error"
    assert box.get("aria-invalid") == "true"


def test_password_is_never_drawn_again() -> None:
    form = SimpleNamespace(values={"password": "what was typed"}, errors={})

    assert "what was typed" not in macro("field")(form, "password", "Password", type="password")


def test_textarea_keeps_a_first_empty_line() -> None:
    form = SimpleNamespace(values={"text": "\nhello"}, errors={})

    area = next(
        n for n in elements(macro("textarea")(form, "text", "Text")) if n.tag.endswith("textarea")
    )

    assert area.text == "\nhello"


def test_checkboxes_compare_whole_values() -> None:
    form = SimpleNamespace(values={"points": "bribery"}, errors={})

    html = macro("checkboxes")(form, "points", "Points", [("bribe", "A"), ("bribery", "B")])

    assert re.findall(r'value="(\w+)" checked', html) == ["bribery"]


def test_first_radio_carries_the_name_so_that_the_summary_finds_it() -> None:
    html = macro("radios")(VOID_FORM, "lane", "Lane", [("a", "A"), ("b", "B", "hint")])

    assert re.findall(r'<input [^>]*id="([^"]+)"', html) == ["lane", "lane-2"]


def test_error_summary_links_fields_and_keeps_what_has_no_field() -> None:
    html = macro("error_summary")({"when": ["No such day."], "_schema": ["Odd."]}, {"when": "When"})

    assert '<a href="#when">When – No such day.</a>' in html
    assert "<li>Odd.</li>" in html


@pytest.mark.parametrize(
    ("standing", "days_left", "words"),
    [
        ("overdue", -12, "Overdue by 12 days"),
        ("overdue", -1, "Overdue by 1 day"),
        ("due-today", 0, "Due today"),
        ("running", 23, "23 days left"),
        ("running", 1, "1 day left"),
        ("stayed", None, "Clock stopped"),
        ("met", None, "Done in time"),
        ("met-next-open-day", None, "Done on the next open day"),
        ("missed", None, "Done late"),
        ("not-started", None, "Not started"),
    ],
)
def test_clock_badge_says_how_the_clock_stands(
    standing: str, days_left: int | None, words: str
) -> None:
    html = macro("clock_badge")(SimpleNamespace(standing=standing, days_left=days_left, due=None))

    assert re.sub(r"<[^>]+>", "", html) == words
    assert ("overdue" in html) == (standing == "overdue")


def test_receipt_code_stands_in_groups_of_four() -> None:
    html = macro("receipt_code")([("Code", "T4V8-N2WP C6HJ")])

    assert re.findall(r"<span>(\w+)</span>", html) == ["T4V8", "N2WP", "C6HJ"]


def test_step_not_allowed_says_why_and_offers_no_form() -> None:
    step = SimpleNamespace(
        name="close", label="Close", needs=(), allowed=False, reason="Ask the CVO."
    )
    source = '{% from "components/steps.html" import steps %}{% call(step) steps(all) %}FORM{% endcall %}'

    html = drawn(source, all=[step])

    assert "Ask the CVO." in html
    assert "FORM" not in html


def test_bands_of_the_age_bar_fill_it() -> None:
    bands = [SimpleNamespace(label=str(n), count=n, overdue=False) for n in (1, 0, 3)]

    html = macro("age_bar")("Age", bands, 4)

    assert re.findall(r'x="([\d.]+)"', html) == ["0.0", "250.0"]
    assert re.findall(r'(?<= )width="([\d.]+)" height="44"', html) == ["247.0", "747.0"]


def test_scripts_use_no_sink_that_the_policy_forbids() -> None:
    forbidden = re.compile(
        r"innerHTML|outerHTML|insertAdjacentHTML|\beval\(|new Function|\.style\b|\.cssText"
    )

    assert [path.name for path in SOURCE.glob("*.js") if forbidden.search(path.read_text())] == []


OFFICE_SCRIPTS = ("camp", "phone", "post", "intake-keys", "tables", "slides", "opener")
"""Scripts that no page of the public loads."""
OFFICE_SHEETS = ("slides.css", "sheet.css")
"""Style sheets of a single page of the office."""


def test_styles_and_scripts_stay_small() -> None:
    def bytes_of(ending: str) -> int:
        return sum(path.stat().st_size for path in SOURCE.glob(f"*.{ending}"))

    office_alone = sum((SOURCE / f"{name}.js").stat().st_size for name in OFFICE_SCRIPTS)
    assert bytes_of("js") - office_alone <= 15 * 1024
    of_one_page = sum((SOURCE / name).stat().st_size for name in OFFICE_SHEETS)
    assert bytes_of("css") - of_one_page <= 32 * 1024
