"""A headless Chromium for the tests, the same everywhere."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
FLAGS = (
    "--no-sandbox",  # the tests may run as root, where the sandbox refuses to start
    "--disable-quic",
    "--disable-background-networking",  # the browser asks nobody for anything
    "--disable-component-update",
    "--disable-sync",
    "--disable-default-apps",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--no-first-run",
    "--no-default-browser-check",
    "--font-render-hinting=none",  # pictures are alike on every machine
    "--force-color-profile=srgb",
)


class NoBrowser(Exception):
    """There is no Chromium here; says what was looked for."""


def chromium_path() -> str:
    """Where Chromium is, or NoBrowser with the reason."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        message = f"None of {', '.join(NAMES)} is on the path."
        raise NoBrowser(message)
    return found


@contextmanager
def browser() -> Iterator[Browser]:
    """A browser that is closed at the end; open a new context in it for each test."""
    path = chromium_path()
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        try:
            yield chromium
        finally:
            chromium.close()
