"""Open pages in a real Chromium without a GPU, and time the frames while someone moves about.

A page has drawn when it fills its first shape on a canvas. Then something moves in every frame: the
mouse pans, the wheel zooms, or a concept is dragged, as the page's own handlers see it. A mouse
moved from outside would leave frames without any motion, which cost nothing and would be counted;
and no frame waits for a display, as one of 60 a second would hide how long a page needs for it.
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

# Keeps when the first shape was drawn and what was drawn last, and moves something in every frame.
_WATCH = """
window.first_shape = null;
window.frames_moved = 0;
window.move = null;
const fill = CanvasRenderingContext2D.prototype.fill;
CanvasRenderingContext2D.prototype.fill = function (...given) {
  window.first_shape ??= performance.now();
  return fill.apply(this, given);
};
document.addEventListener("drawn", (event) => { window.drawn = event.detail; });
(function tick() {
  if (window.move) window.move(window.frames_moved++);
  requestAnimationFrame(tick);
})();
// Of a pointer that does not exist, nothing can be captured.
const capture = Element.prototype.setPointerCapture;
Element.prototype.setPointerCapture = function (pointer) {
  if (pointer !== 7) capture.call(this, pointer);
};
window.startMoving = (way, x, y) => {
  const at = document.elementFromPoint(x, y);
  const send = (kind, type, given) => at.dispatchEvent(new kind(type, {
    bubbles: true, cancelable: true, clientX: x, clientY: y,
    pointerId: 7, pointerType: "mouse", isPrimary: true, ...given,
  }));
  if (way === "wheel") {
    window.move = (step) => send(WheelEvent, "wheel", { deltaY: step % 20 < 10 ? -60 : 60 });
    window.stopMoving = () => { window.move = null; };
    return;
  }
  send(PointerEvent, "pointerdown", { button: 0, buttons: 1 });
  window.move = (step) => send(PointerEvent, "pointermove", {
    button: -1, buttons: 1, clientX: x + 60 * (step % 4), clientY: y + 25 * (step % 3),
  });
  window.stopMoving = () => {
    window.move = null;
    send(PointerEvent, "pointerup", { button: 0, buttons: 0 });
  };
};
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
    found["pan"] = _frame(page, "mouse", _MIDDLE)
    found["zoom"] = _frame(page, "wheel", _MIDDLE)
    _to_a_concept(page)
    x, y = page.evaluate("window.grip")
    found["drag"] = _frame(page, "mouse", (x, y))
    context.close()
    return found


_MIDDLE = (800, 430)


def _frame(page: Page, way: str, at: tuple[float, float]) -> float:
    """Return the seconds that a frame takes in which something moves."""
    now = "[window.frames_moved, performance.now() / 1000]"
    still = page.screenshot()
    page.evaluate("([way, x, y]) => startMoving(way, x, y)", [way, *at])
    if all(page.screenshot() == still for _ in range(5)):
        raise RuntimeError(f"nothing moves by {way} at {at} in {page.url}")
    before, began = page.evaluate(now)
    page.wait_for_timeout(_SECONDS * 1000)
    after, ended = page.evaluate(now)
    page.evaluate("stopMoving()")
    return float(ended - began) / max(float(after - before), 1)


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
