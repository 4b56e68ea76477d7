"""What the tests of pages share: a browser that reaches nothing."""

from __future__ import annotations

import shutil
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

# Keeps the network that the page makes, and every breach of its content security policy.
_WATCH = """
window.breaches = [];
document.addEventListener("securitypolicyviolation", (e) => breaches.push(e.violatedDirective));
window.vis = new Proxy({}, {
  set(target, name, value) {
    target[name] = name !== "Network" ? value : new Proxy(value, {
      construct(Made, given) {
        window.network = new Made(...given);
        return window.network;
      },
    });
    return true;
  },
});
"""


@dataclass
class Shown:
    """Hold an open page, and what happened in it."""

    page: Page
    url: str
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def choose(self, name: str) -> None:
        """Type a name, take the first suggestion, and wait until nothing moves any more."""
        self.page.fill("#search", name)
        self.page.press("#search", "Enter")
        self.page.wait_for_selector("#details h2")

    def until(self, condition: str) -> None:
        """Wait until a condition holds, or fail; the page's policy forbids Playwright's own wait."""
        for _ in range(100):
            if self.page.evaluate(condition):
                return
            self.page.wait_for_timeout(50)
        pytest.fail(f"it never came true that {condition}")

    def faded(self) -> set[str]:
        """Return the nodes that are neither chosen nor tied to what is chosen."""
        lit = set(self.page.evaluate("network.getSelectedNodes()"))
        return set(self.page.evaluate("Object.keys(network.getPositions())")) - lit

    def point_of(self, node: str) -> tuple[float, float]:
        """Return where a node is drawn, in pixels of the window."""
        x, y = self.page.evaluate(
            """(id) => {
              const { x, y } = network.canvasToDOM(network.getPosition(id));
              const { left, top } = document.getElementById("drawing").getBoundingClientRect();
              return [left + x, top + y];
            }""",
            node,
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


def _only_files(route: Any) -> None:
    if route.request.url.startswith("file:"):
        route.continue_()
    else:
        route.abort()
