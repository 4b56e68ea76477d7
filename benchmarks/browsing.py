"""Open pages in a real Chromium without a GPU, and count the frames while someone moves about.

A page has drawn when it fills its first shape on a canvas. Frames are those that the page's main
thread gets while the mouse pans, the wheel zooms, or a concept is dragged. No frame waits for a
display: one of 60 a second would hide how long a page needs for it.
"""

from __future__ import annotations

import shutil
import statistics
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-frame-rate-limit",
    "--disable-gpu-vsync",
)
_SECONDS = 1.5
_ROUNDS = 5

# Keeps when the first shape was drawn, how many frames there were, and what was drawn last.
_WATCH = """
window.frames_seen = 0;
window.first_shape = null;
const fill = CanvasRenderingContext2D.prototype.fill;
CanvasRenderingContext2D.prototype.fill = function (...given) {
  window.first_shape ??= performance.now();
  return fill.apply(this, given);
};
(function tick() { window.frames_seen += 1; requestAnimationFrame(tick); })();
document.addEventListener("drawn", (event) => { window.drawn = event.detail; });
"""


@contextmanager
def _browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=list(_ARGUMENTS)
        )
        yield browser
        browser.close()


def measure(pages: Mapping[str, str], rounds: int = _ROUNDS) -> dict[str, dict[str, float]]:
    """Return, for each page, medians: seconds to the first shape, and seconds a frame.

    Parameters
    ----------
    pages
        Paths by name; pages are opened in turn.
    """
    found: dict[str, list[dict[str, float]]] = {name: [] for name in pages}
    with _browser() as browser:
        for _ in range(rounds):
            for name, path in pages.items():
                found[name].append(_visit(browser, path))
    return {
        name: {what: statistics.median(one[what] for one in visits) for what in visits[0]}
        for name, visits in found.items()
    }


def _visit(browser: Browser, path: str) -> dict[str, float]:
    context = browser.new_context(viewport={"width": 1366, "height": 768}, reduced_motion="reduce")
    page = context.new_page()
    page.set_default_timeout(180_000)
    page.add_init_script(_WATCH)
    page.goto(Path(path).resolve().as_uri())
    while page.evaluate("window.first_shape") is None:
        time.sleep(0.02)
    found = {"first": float(page.evaluate("window.first_shape")) / 1000}
    found["pan"] = _frame(page, _panning)
    found["zoom"] = _frame(page, _zooming)
    _to_a_concept(page)
    found["drag"] = _frame(page, _panning)
    context.close()
    return found


def _frame(page: Page, moving: object) -> float:
    """Return the seconds that a frame takes while something moves."""
    assert callable(moving)
    before = page.evaluate("window.frames_seen")
    began = time.perf_counter()
    moving(page, began + _SECONDS)
    took = time.perf_counter() - began
    frames = float(page.evaluate("window.frames_seen")) - float(before)
    return took / max(frames, 1)


_MIDDLE = (800, 430)


def _panning(page: Page, until: float) -> None:
    """Move the mouse to and fro with its button down."""
    x, y = page.evaluate("window.grip ?? null") or _MIDDLE
    page.mouse.move(x, y)
    page.mouse.down()
    step = 0
    while time.perf_counter() < until:
        step += 1
        page.mouse.move(x + 60 * (step % 4), y + 25 * (step % 3))
    page.mouse.up()


def _zooming(page: Page, until: float) -> None:
    """Turn the wheel to and fro."""
    page.mouse.move(*_MIDDLE)
    step = 0
    while time.perf_counter() < until:
        step += 1
        page.mouse.wheel(0, -60 if step % 20 < 10 else 60)


def _to_a_concept(page: Page) -> None:
    """Set where a concept can be gripped: with the explorer, among all that is around it."""
    if page.evaluate("'drawn' in window"):
        page.click(".hubs button")
        page.wait_for_timeout(300)
        page.evaluate(
            """() => {
              const box = drawn.boxes.find((one) => one.concept === drawn.boxes[0].concept);
              const area = document.getElementById("drawing").getBoundingClientRect();
              const { x, y, scale } = drawn.view;
              window.grip = [
                area.left + area.width / 2 + (box.x - x) * scale,
                area.top + area.height / 2 + (box.y - y) * scale,
              ];
            }"""
        )
        return
    page.evaluate(
        """() => {
          const area = document.getElementById("mynetwork").getBoundingClientRect();
          const places = Object.values(network.getPositions()).map((at) => network.canvasToDOM(at));
          const away = ({ x, y }) => Math.hypot(x - area.width / 2, y - area.height / 2);
          const nearest = places.reduce((a, b) => (away(b) < away(a) ? b : a));
          window.grip = [area.left + nearest.x, area.top + nearest.y];
        }"""
    )
