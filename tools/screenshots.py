"""Pictures of the main pages, drawn by a real browser from a demonstration office made for it and thrown away.

python -m tools.screenshots              draws the few pages and papers that the documents show, into docs/pictures/
python -m tools.screenshots --out DIR    draws every page besides, in both languages and both widths, into DIR
python -m tools.screenshots --out DIR --only office-case     only those whose name has this in it

What does not answer, is wider than its window, or makes the browser complain is named at the end, with exit 1.
"""

import argparse
import io
import secrets
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pypdfium2
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page
from playwright.sync_api import Error as BrowserError

from tests.browser.launch import NoBrowser, browser
from tests.drills.server import OfficeProcess
from tools.views import KEPT, PAPERS, VIEWS, Paper, View

PICTURES = Path(__file__).resolve().parent.parent / "docs" / "pictures"
WIDTHS = {360: 740, 1366: 900}
LANGUAGES = ("hi", "en")
LARGEST_KEPT = 150_000
COLOURS = 64
"""As many as a page and a paper have, with the softened edges of their letters."""
PAPER_WIDTH = 1000
TALLEST = 6000
PATIENCE_MS = 30_000
PATIENCE_S = 300


@dataclass(slots=True)
class Studio:
    """Where pictures are drawn: the browser, the office, and what was found wrong on the way."""

    chromium: Browser
    office: OfficeProcess
    password: str
    wrong: list[str] = field(default_factory=list)

    @contextmanager
    def window(self, who: str, width: int) -> Iterator[BrowserContext]:
        """A browser of its own for one officer, signed in, or for a stranger."""
        context = self.chromium.new_context(viewport={"width": width, "height": WIDTHS[width]})
        context.set_default_timeout(PATIENCE_MS)
        try:
            if who:
                self._sign_in(context, who)
            yield context
        finally:
            context.close()

    def _sign_in(self, context: BrowserContext, who: str) -> None:
        page = context.new_page()
        page.goto(f"{self.office.url}/office/sign-in?lang=en")
        page.fill("input[name=email]", f"{who}@demo.invalid")
        page.fill("input[name=password]", self.password)
        page.click("main button")
        page.wait_for_load_state()
        if "/sign-in" in page.url:
            self.wrong.append(f"{who} cannot sign in")
        page.close()

    def shown(self, context: BrowserContext, view: View, language: str) -> Page | None:
        """The page of this view, or None, and the reason among what is wrong."""
        page, label = context.new_page(), f"{view.name} {language}"
        page.on("pageerror", lambda error: self.wrong.append(f"{label}: {error}"))
        page.on("console", lambda said: self._hear(label, said.type, said.text))
        address = f"{self.office.url}{view.address}?lang={language}"
        arrived = self._goto(page, address)
        for selector in view.follow if arrived else ():
            link = page.locator(selector).first
            if link.count() == 0:
                self.wrong.append(f"{label}: no {selector} on {page.url}")
                page.close()
                return None
            arrived = self._goto(page, page.evaluate("a => a.href", link.element_handle()))
        if not arrived or (view.who and "/sign-in" in page.url):
            self.wrong.append(f"{label}: no page at {page.url}")
            page.close()
            return None
        page.evaluate("document.fonts.ready.then(() => true)")
        return page

    @staticmethod
    def _goto(page: Page, address: str) -> bool:
        answer = page.goto(address, wait_until="load")
        return answer is not None and answer.ok

    def _hear(self, label: str, kind: str, text: str) -> None:
        if kind == "error":
            self.wrong.append(f"{label}: {text}")

    def measure(self, page: Page, view: View, language: str, width: int) -> int:
        """How tall the page is; a page wider than its window is told."""
        wide, tall = page.evaluate(
            "[document.documentElement.scrollWidth, document.documentElement.scrollHeight]"
        )
        if wide > width:
            self.wrong.append(f"{view.name} {language}: {wide} px wide in a window of {width}")
        return int(tall)


def draw_all(studio: Studio, out: Path, only: str) -> int:
    """Every view, language and width, as whole pages; how many pictures were made."""
    out.mkdir(parents=True, exist_ok=True)
    chosen = [view for view in VIEWS if only in view.name]
    made = 0
    for width in WIDTHS:
        for who in dict.fromkeys(view.who for view in chosen):
            with studio.window(who, width) as context:
                for view in (view for view in chosen if view.who == who):
                    made += sum(
                        _draw(
                            studio,
                            context,
                            view,
                            language,
                            out / f"{view.name}-{language}-{width}.png",
                        )
                        for language in LANGUAGES
                    )
    return made


def _draw(studio: Studio, context: BrowserContext, view: View, language: str, path: Path) -> int:
    page = studio.shown(context, view, language)
    if page is None:
        return 0
    width = page.viewport_size["width"] if page.viewport_size else 0
    tall = min(studio.measure(page, view, language, width), TALLEST)
    page.screenshot(
        path=path, full_page=True, clip={"x": 0, "y": 0, "width": width, "height": tall}
    )
    page.close()
    return 1


def draw_kept(studio: Studio, only: str) -> int:
    """The few pictures that the documents show; how many were made."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    by_name = {view.name: view for view in VIEWS}
    made = 0
    for name, (view_name, language, width) in KEPT.items():
        view = by_name[view_name]
        if only not in view.name:
            continue
        with studio.window(view.who, width) as context:
            page = studio.shown(context, view, language)
            if page is not None:
                _keep(page, PICTURES / f"{name}.png", WIDTHS[width])
                made += 1
    return made


def _keep(page: Page, path: Path, height: int) -> None:
    """The top of the page, as much of it as a file of modest size holds."""
    width = page.viewport_size["width"] if page.viewport_size else 0
    while True:
        drawn = page.screenshot(clip={"x": 0, "y": 0, "width": width, "height": height})
        small = _in_few_colours(Image.open(io.BytesIO(drawn)))
        if len(small) <= LARGEST_KEPT:
            path.write_bytes(small)
            return
        height -= 60


def _in_few_colours(picture: Image.Image) -> bytes:
    """The picture as a PNG of modest size."""
    # By coverage of the colours there are, so that the few red letters of what is overdue stay red.
    few = picture.convert("RGB").quantize(
        COLOURS, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE
    )
    held = io.BytesIO()
    few.save(held, "PNG", optimize=True)
    return held.getvalue()


def draw_papers(studio: Studio, only: str) -> int:
    """The first side of each paper that the documents show, in both languages; how many were drawn."""
    by_name, made = {view.name: view for view in VIEWS}, 0
    for name, paper in PAPERS.items():
        view = by_name[paper.view]
        if only not in name:
            continue
        with studio.window(view.who, max(WIDTHS)) as context:
            for language in LANGUAGES:
                made += _draw_paper(studio, context, view, paper, f"{name}-{language}")
    return made


def _draw_paper(
    studio: Studio, context: BrowserContext, view: View, paper: Paper, name: str
) -> int:
    language = name.rpartition("-")[2]
    page = studio.shown(context, view, language)
    if page is None:
        return 0
    with page.expect_download() as coming:
        page.locator(paper.clicked(language)).first.click()
    with pypdfium2.PdfDocument(coming.value.path()) as document:
        side = document[0]
        drawn = side.render(scale=PAPER_WIDTH / side.get_width()).to_pil()
    (PICTURES / f"{name}.png").write_bytes(_in_few_colours(drawn))
    page.close()
    return 1


@contextmanager
def demonstration(password: str) -> Iterator[OfficeProcess]:
    """An office with the demonstration in it, served from a temporary home."""
    with tempfile.TemporaryDirectory(prefix="vigilance-pictures-") as home:
        office = OfficeProcess(Path(home))
        for words in (("init",), ("demo", "--password", password), ("jobs", "--once")):
            office.run(*words, timeout=PATIENCE_S)
        office.start()
        try:
            yield office
        except BrowserError:
            print((Path(home) / "server.log").read_text()[-2000:], file=sys.stderr)
            raise
        finally:
            office.stop()


def asked() -> argparse.Namespace:
    """What the command line asks for."""
    parser = argparse.ArgumentParser(
        prog="python -m tools.screenshots", description=__doc__.split("\n")[0]
    )
    parser.add_argument("--out", type=Path, help="draw every page into this directory besides")
    parser.add_argument("--only", default="", help="only the views whose name has this in it")
    return parser.parse_args()


def main() -> None:
    """Draw, and tell what is wrong."""
    order, password = asked(), f"pictures-{secrets.token_hex(12)}"
    try:
        with browser() as chromium, demonstration(password) as office:
            studio = Studio(chromium, office, password)
            made = draw_kept(studio, order.only) + draw_papers(studio, order.only)
            made += draw_all(studio, order.out, order.only) if order.out else 0
    except (NoBrowser, BrowserError) as missing:
        sys.exit(f"No pictures: {missing}")
    print(f"{made} pictures")
    if studio.wrong:
        sys.exit("\n".join(dict.fromkeys(studio.wrong)))


if __name__ == "__main__":
    main()
