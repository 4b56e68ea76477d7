// The place where the drawing is: keeps the canvas sharp, and tells what someone points at.

import { createCamera } from "./camera.js";
import { paint } from "./paint.js";

const CLICK = 5;
const NEAR = 9;
const STEP = 60;
// A saved picture has at least so many pixels for one of the screen.
const SHARP = 2;

/**
 * What is drawn, and where it can be pointed at.
 * @typedef {import("./marks.js").Mark} Mark
 * @typedef {{x: number, y: number}} Point
 * @typedef {{x: number, y: number, width: number, height: number, concept: number}} BoxTarget by its middle
 * @typedef {{points: Point[], key: string, said: string, claim: string | null}} LineTarget
 * @typedef {{at: Point, concept: number}} DotTarget
 * @typedef {{marks: Mark[], boxes: BoxTarget[], lines: LineTarget[], dots: DotTarget[]}} Scene
 * @typedef {{concept: number} | {link: LineTarget} | null} Target
 */

/**
 * @param {HTMLElement} container
 * @param {HTMLElement} tip
 * @param {object} parts
 * @param {() => Scene} parts.scene what is drawn now
 * @param {(target: Target) => void} parts.pick someone clicked
 * @param {(target: Target) => void} parts.point someone points
 * @param {(concept: number, by: Point) => void} parts.drag someone moves a concept
 * @param {(target: Target) => string} parts.told what the tip says
 * @param {() => void} parts.resized
 * @param {() => string} parts.ground
 */
export function createStage(container, tip, { scene, pick, point, drag, told, resized, ground }) {
  const canvas = document.createElement("canvas");
  canvas.setAttribute("aria-hidden", "true");
  container.append(canvas);
  const ctx = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d", { alpha: false }));
  let asked = 0;
  /** @type {Scene | null} */
  let drawn = null;
  /** @type {Target} */
  let target = null;
  /** @type {Map<number, Point>} */
  const pointers = new Map();
  /** @type {{from: Point, at: Point, moved: boolean, concept: number | null, spread: number} | null} */
  let grip = null;

  const camera = createCamera(() => redraw());

  /** Draws with the next frame; what is drawn first does not wait for it. */
  function redraw() {
    if (!drawn) draw();
    else if (!asked) asked = requestAnimationFrame(draw);
  }

  function draw() {
    cancelAnimationFrame(asked);
    asked = 0;
    if (!canvas.width || !canvas.height) return;
    drawn = scene();
    put(ctx, drawn, devicePixelRatio || 1);
    // Whoever follows the drawing learns what is drawn where.
    container.dispatchEvent(new CustomEvent("drawn", { detail: { ...drawn, view: camera.get() }, bubbles: true }));
  }

  /**
   * @param {CanvasRenderingContext2D} onto
   * @param {Scene} what
   * @param {number} ratio pixels of the canvas for one of the screen
   */
  function put(onto, { marks }, ratio) {
    const { width, height } = onto.canvas;
    const { x, y, scale } = camera.get();
    onto.setTransform(1, 0, 0, 1, 0, 0);
    onto.fillStyle = ground();
    onto.fillRect(0, 0, width, height);
    onto.setTransform(scale * ratio, 0, 0, scale * ratio, width / 2 - x * scale * ratio, height / 2 - y * scale * ratio);
    paint(onto, marks);
  }

  /** What is in sight, so sharp that it can be shown larger. */
  function picture() {
    const ratio = Math.max(SHARP, devicePixelRatio || 1);
    const { clientWidth: width, clientHeight: height } = container;
    const made = Object.assign(document.createElement("canvas"), { width: Math.round(width * ratio), height: Math.round(height * ratio) });
    put(/** @type {CanvasRenderingContext2D} */ (made.getContext("2d", { alpha: false })), scene(), ratio);
    return made;
  }

  /** Makes the canvas as large as its place; says whether it was not. */
  function fit() {
    const { clientWidth: width, clientHeight: height } = container;
    const ratio = devicePixelRatio || 1;
    const [w, h] = [Math.round(width * ratio), Math.round(height * ratio)];
    if (!w || !h || (canvas.width === w && canvas.height === h)) return false;
    Object.assign(canvas, { width: w, height: h });
    camera.resize({ width, height });
    return true;
  }

  /** @param {PointerEvent | WheelEvent} event
   * @returns {Point} */
  function placeOf(event) {
    const { left, top } = container.getBoundingClientRect();
    return { x: event.clientX - left, y: event.clientY - top };
  }

  /** @param {Point} place of the screen
   * @returns {Target} */
  function under(place) {
    if (!drawn) return null;
    const { x, y } = camera.worldOf(place);
    const { scale } = camera.get();
    const box = drawn.boxes.find((one) => Math.abs(one.x - x) <= one.width / 2 && Math.abs(one.y - y) <= one.height / 2);
    if (box) return { concept: box.concept };
    const dot = nearest(drawn.dots, (one) => Math.hypot(one.at.x - x, one.at.y - y) * scale);
    if (dot) return { concept: dot.concept };
    const line = nearest(drawn.lines, (one) => distance(one.points, { x, y }) * scale);
    return line ? { link: line } : null;
  }

  /** @param {Target} now
   * @param {Point} place */
  function pointAt(now, place) {
    if (keyOf(now) !== keyOf(target)) {
      target = now;
      container.style.cursor = now ? "pointer" : "grab";
      point(now);
      redraw();
    }
    const words = now ? told(now) : "";
    tip.hidden = !words;
    if (!words) return;
    tip.textContent = words;
    const { clientWidth: width, clientHeight: height } = container;
    tip.style.left = `${Math.max(6, Math.min(place.x + 14, width - tip.offsetWidth - 6))}px`;
    tip.style.top = `${place.y + 18 + tip.offsetHeight > height ? place.y - tip.offsetHeight - 10 : place.y + 18}px`;
  }

  container.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    const place = placeOf(event);
    pointers.set(event.pointerId, place);
    container.setPointerCapture(event.pointerId);
    container.toggleAttribute("data-active", true);
    const hit = under(place);
    const concept = hit && "concept" in hit ? hit.concept : null;
    grip = { from: place, at: place, moved: pointers.size > 1, concept, spread: spreadOf() };
  });
  container.addEventListener("pointermove", (event) => {
    const place = placeOf(event);
    if (!grip || !pointers.has(event.pointerId)) {
      pointAt(under(place), place);
      return;
    }
    pointers.set(event.pointerId, place);
    if (pointers.size > 1) {
      const spread = spreadOf();
      const middle = middleOf();
      if (grip.spread) camera.zoom(spread / grip.spread, middle);
      camera.pan(middle.x - grip.at.x, middle.y - grip.at.y);
      Object.assign(grip, { at: middle, spread, moved: true });
      return;
    }
    const [dx, dy] = [place.x - grip.at.x, place.y - grip.at.y];
    if (!grip.moved && Math.hypot(place.x - grip.from.x, place.y - grip.from.y) < CLICK) return;
    tip.hidden = true;
    grip.moved = true;
    grip.at = place;
    const { scale } = camera.get();
    if (grip.concept === null) camera.pan(dx, dy);
    else drag(grip.concept, { x: dx / scale, y: dy / scale });
    redraw();
  });
  for (const over of ["pointerup", "pointercancel"]) {
    container.addEventListener(over, (event) => {
      const { pointerId } = /** @type {PointerEvent} */ (event);
      if (!pointers.delete(pointerId) || !grip) return;
      const { moved, from } = grip;
      grip = pointers.size ? { ...grip, at: middleOf(), spread: spreadOf(), moved: true } : null;
      if (over !== "pointerup" || moved || pointers.size) return;
      tip.hidden = true;
      pick(under(from));
    });
  }
  // No click follows a tap: it would be on what the tap has laid under the finger.
  container.addEventListener("touchend", (event) => event.cancelable && event.preventDefault());
  container.addEventListener("pointerleave", () => {
    container.removeAttribute("data-active");
    if (!grip) pointAt(null, { x: 0, y: 0 });
  });
  // The wheel scrolls the page, unless one has clicked into the drawing or holds Ctrl.
  container.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && !event.metaKey && !container.hasAttribute("data-active")) return;
    event.preventDefault();
    const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 30 : 1;
    camera.zoom(Math.exp((-event.deltaY * lines) / 500), placeOf(event));
  }, { passive: false });
  container.addEventListener("keydown", (event) => {
    const pans = { ArrowLeft: [STEP, 0], ArrowRight: [-STEP, 0], ArrowUp: [0, STEP], ArrowDown: [0, -STEP] };
    const by = pans[/** @type {keyof typeof pans} */ (event.key)];
    if (by) camera.pan(by[0], by[1]);
    else if (event.key === "+" || event.key === "=") camera.zoom(1.25);
    else if (event.key === "-") camera.zoom(0.8);
    else return;
    event.preventDefault();
  });

  function spreadOf() {
    const [a, b] = [...pointers.values()];
    return b ? Math.hypot(a.x - b.x, a.y - b.y) : 0;
  }

  function middleOf() {
    const all = [...pointers.values()];
    return { x: all.reduce((sum, { x }) => sum + x, 0) / all.length, y: all.reduce((sum, { y }) => sum + y, 0) / all.length };
  }

  new ResizeObserver(() => fit() && resized()).observe(container);
  return { camera, fit, redraw, picture, size: () => ({ width: container.clientWidth, height: container.clientHeight }) };
}

/** @param {Target} target */
function keyOf(target) {
  if (!target) return "";
  return "concept" in target ? `concept ${target.concept}` : target.link.key;
}

/**
 * @template T
 * @param {T[]} values
 * @param {(value: T) => number} away in pixels of the screen
 */
function nearest(values, away) {
  let found = null;
  let least = NEAR;
  for (const value of values) {
    const distance = away(value);
    if (distance < least) [found, least] = [value, distance];
  }
  return found;
}

/**
 * How far a point is from a line that is given by points along it.
 * @param {Point[]} points
 * @param {Point} at
 */
function distance(points, { x, y }) {
  let least = Infinity;
  for (let i = 1; i < points.length; i += 1) {
    const [a, b] = [points[i - 1], points[i]];
    const [dx, dy] = [b.x - a.x, b.y - a.y];
    const length = dx * dx + dy * dy;
    const part = length ? Math.min(1, Math.max(0, ((x - a.x) * dx + (y - a.y) * dy) / length)) : 0;
    least = Math.min(least, Math.hypot(a.x + part * dx - x, a.y + part * dy - y));
  }
  return least;
}
