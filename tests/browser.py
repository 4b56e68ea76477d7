"""What the tests of pages share: a browser that reaches nothing."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

import kg

_ARGUMENTS = (
    "--no-sandbox --disable-gpu --disable-background-networking --disable-component-update"
    " --disable-sync --no-first-run"
).split()

# Keeps what was drawn last, and every breach of the page's content security policy.
_WATCH = """
window.breaches = [];
document.addEventListener("securitypolicyviolation", (e) => breaches.push(e.violatedDirective));
document.addEventListener("drawn", (e) => { window.drawn = e.detail; });
"""


@dataclass
class Shown:
    """Hold an open page, and what happened in it."""

    page: Page
    url: str
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def choose(self, name: str) -> None:
        """Type a name, take the first suggestion, and wait until it is told of."""
        self.page.fill("#search", name)
        self.page.press("#search", "Enter")
        self.page.wait_for_selector("#details h2")
        self.settle()

    def settle(self) -> None:
        """Wait until what was asked for is drawn."""
        self.page.evaluate(
            "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
        )

    def until(self, condition: str) -> None:
        """Wait until a condition holds, or fail; the page's policy forbids Playwright's own wait."""
        for _ in range(100):
            if self.page.evaluate(condition):
                return
            self.page.wait_for_timeout(50)
        pytest.fail(f"it never came true that {condition}")

    def drawn(self) -> dict[str, Any]:
        """Return what is drawn: the labels of concepts, and the keys of lines with their words."""
        self.settle()
        found: dict[str, Any] = self.page.evaluate(
            """() => ({
              boxes: drawn.boxes.map(({ concept, x, y, width, height }) => ({ concept, x, y, width, height })),
              lines: drawn.lines.map(({ key, said, claim }) => ({ key, said, claim })),
              texts: drawn.marks.filter(({ kind }) => kind === "text").map(({ text }) => text),
              view: drawn.view,
            })"""
        )
        return found

    def point_of(self, concept: int) -> tuple[float, float]:
        """Return where a concept is drawn, by its number, in pixels of the window."""
        x, y = self.page.evaluate(
            """(concept) => {
              const box = drawn.boxes.find((one) => one.concept === concept);
              const at = box ?? drawn.dots.find((one) => one.concept === concept).at;
              const { left, top, width, height } = document.getElementById("drawing").getBoundingClientRect();
              const { x, y, scale } = drawn.view;
              return [left + width / 2 + (at.x - x) * scale, top + height / 2 + (at.y - y) * scale];
            }""",
            concept,
        )
        return x, y


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.fail(
            "the page is tested in Chromium, and none is installed;"
            " install Debian's: sudo apt-get install chromium"
        )
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=_ARGUMENTS)
        yield running
        running.close()


@pytest.fixture(scope="session")
def ms_page(ms: kg.Knowledge, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the page of the pack ms, written once."""
    path = tmp_path_factory.mktemp("page") / "ms.html"
    ms.view(path)
    return path


@pytest.fixture
def show(browser: Browser) -> Iterator[Callable[..., Shown]]:
    """Return a function that opens a file in a window that reaches no network."""
    contexts: list[BrowserContext] = []

    def open_file(
        path: Path, *, width: int = 1366, height: int = 768, ready: bool = True, **options: Any
    ) -> Shown:
        options.setdefault("reduced_motion", "reduce")
        context = browser.new_context(viewport={"width": width, "height": height}, **options)
        contexts.append(context)
        context.add_init_script(_WATCH)
        context.route("**/*", _only_files)
        page = context.new_page()
        shown = Shown(page, path.as_uri())
        context.on("request", lambda request: shown.requests.append(request.url))
        page.on("console", lambda message: shown.complaints.append(message.text))
        page.on("pageerror", lambda error: shown.complaints.append(str(error)))
        page.on("dialog", lambda dialog: shown.complaints.append(f"dialog {dialog.message}"))
        page.goto(shown.url)
        if ready and options.get("java_script_enabled", True):
            page.wait_for_selector("html[data-ready]")
        return shown

    yield open_file
    for context in contexts:
        context.close()


def violations(page: Page) -> list[tuple[str, str]]:
    """Return what axe-core finds wrong with a page: the rule, and the first element that breaks it."""
    checker = Path(sys.prefix) / "node" / "node_modules" / "axe-core" / "axe.min.js"
    if not checker.exists():
        pytest.fail("the page is checked with axe-core; make .venv/installed-for-scripts")
    page.evaluate(checker.read_text(encoding="utf-8"))
    found = page.evaluate(
        """axe.run(document, {
          runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
        })"""
    )
    assert len(found["passes"]) > 25
    return [(one["id"], one["nodes"][0]["html"]) for one in found["violations"]]


def _only_files(route: Any) -> None:
    if route.request.url.startswith("file:"):
        route.continue_()
    else:
        route.abort()
