// Draws every treatment of a network against one: a table whose rows are drawn on one scale.

import { shape, ticksOf } from "./draw.js";
import { element } from "./elements.js";
import { between } from "./pools.js";
import { forestAlone, saveButton } from "./save_drawing.js";

const WIDTH = 300;
const HEIGHT = 30;
const INSET = 14;

/** @typedef {{at: (n: number) => number, low: number, high: number, none: number, ticks: number[]}} Scale */

/**
 * @param {import("./pools.js").Pool} pool
 * @param {import("./pools.js").Network} network
 * @param {number} against by its place
 * @param {(first: number, second: number) => void} pick
 */
export function forest(pool, network, against, pick) {
  const others = network.treatments.map((_, n) => n).filter((n) => n !== against);
  const rows = others.map((n) => ({ n, found: between(network, n, against) }));
  rows.sort((a, b) => (pool.better === "higher" ? b.found.value - a.found.value : a.found.value - b.found.value) || a.n - b.n);
  const scale = scaleOf(pool, rows.map(({ found }) => found));
  const name = network.treatments[against].name;
  const predicted = rows.some(({ found }) => found.predicted);
  const head = ["Treatment", "", `${capital(pool.measureName)}, ${pool.level} interval`];
  const body = rows.map(({ n, found }) => {
    return element(
      "tr",
      { "data-pair": `${network.n} ${n} ${against}` },
      element("th", { scope: "row" }, network.treatments[n].name),
      element("td", { class: "plotted" }, bar(scale, found)),
      element(
        "td",
        { class: "figure" },
        element("button", { type: "button", class: "number", title: found.sentence, click: () => pick(n, against) }, found.text),
        element("small", {}, found.pair.kind, found.predictedText && `; in a new study ${found.predictedText}`),
      ),
    );
  });
  const foot = element("tr", { class: "axis-row" }, element("td"), element("td", { class: "plotted" }, axis(scale)), element("td", {}, sides(pool, name)));
  const caption = `${pool.measureName} against ${name}${pool.good ? ` (${pool.good})` : ""}`;
  const figure = element(
    "figure",
    { class: "forest" },
    element(
      "table",
      { class: "numbers" },
      element("caption", {}, capital(caption)),
      element("thead", {}, element("tr", {}, ...head.map((text) => (text ? element("th", { scope: "col" }, text) : element("td"))))),
      element("tbody", {}, ...body),
      element("tfoot", {}, foot),
    ),
    element("figcaption", {}, legend(predicted)),
  );
  figure.append(saveButton("Save the forest plot as SVG", () => forestAlone(figure), `${capital(pool.words)}: ${caption}`, ["forest", pool.words, pool.measure, name]));
  return figure;
}

/** @param {boolean} predicted */
function legend(predicted) {
  const limits = predicted ? "Thick line: confidence interval; thin line: where the effect in a new study would lie. " : "";
  return `${limits}A filled square rests on studies that compare the two, a hollow one on indirect evidence alone. The dashed line is no difference. Press a number for what it rests on.`;
}

/**
 * In words, which side of no difference speaks for whom.
 * @param {import("./pools.js").Pool} pool
 * @param {string} name
 */
function sides(pool, name) {
  if (!pool.better) return "";
  return pool.better === "lower" ? `← better than ${name} · worse →` : `← worse · better than ${name} →`;
}

/**
 * @param {import("./pools.js").Pool} pool
 * @param {{value: number, lower: number | null, upper: number | null, predicted: [number, number] | null}[]} found
 * @returns {Scale}
 */
function scaleOf({ ratio, none }, found) {
  const to = (/** @type {number} */ n) => (ratio ? Math.log(n) : n);
  const near = found.flatMap(({ value, lower, upper }) => [value, lower ?? value, upper ?? value]);
  const far = found.flatMap(({ predicted }) => predicted ?? []);
  const kept = (/** @type {number[]} */ some) => [...some, none].filter((n) => Number.isFinite(to(n))).map(to);
  const [low, high] = [Math.min(...kept(near)), Math.max(...kept(near))];
  const span = high - low || 1;
  // A prediction interval may be far wider than all else: it is cut, with an arrow.
  const ends = [Math.max(Math.min(low, ...kept(far)), low - span), Math.min(Math.max(high, ...kept(far)), high + span)];
  const back = (/** @type {number} */ n) => (ratio ? Math.exp(n) : n);
  const at = (/** @type {number} */ n) => INSET + ((to(n) - ends[0]) / (ends[1] - ends[0] || 1)) * (WIDTH - 2 * INSET);
  return { at, low: back(ends[0]), high: back(ends[1]), none, ticks: ticksOf(back(ends[0]), back(ends[1]), ratio) };
}

/**
 * @param {Scale} scale
 * @param {{value: number, lower: number | null, upper: number | null, predicted: [number, number] | null, pair: {kind: string}}} found
 */
function bar(scale, { value, lower, upper, predicted, pair }) {
  const middle = HEIGHT / 2;
  const inside = (/** @type {number} */ n) => Math.min(Math.max(scale.at(n), 3), WIDTH - 3);
  const drawn = [shape("line", { class: "none", x1: scale.at(scale.none), x2: scale.at(scale.none), y1: 0, y2: HEIGHT })];
  if (predicted) {
    const [from, to] = predicted;
    drawn.push(shape("line", { class: "predicted", x1: inside(from), x2: inside(to), y1: middle, y2: middle }));
    if (scale.at(from) < 3) drawn.push(shape("path", { class: "cut", d: `M8 ${middle - 4}l-6 4 6 4` }));
    if (scale.at(to) > WIDTH - 3) drawn.push(shape("path", { class: "cut", d: `M${WIDTH - 8} ${middle - 4}l6 4-6 4` }));
  }
  if (lower !== null && upper !== null) {
    drawn.push(shape("line", { class: "limits", x1: inside(lower), x2: inside(upper), y1: middle, y2: middle }));
  }
  const x = scale.at(value);
  drawn.push(shape("rect", { class: pair.kind === "indirect" ? "value hollow" : "value", x: x - 5, y: middle - 5, width: 10, height: 10 }));
  return shape("svg", { class: "bar-plot", viewBox: `0 0 ${WIDTH} ${HEIGHT}`, "aria-hidden": "true" }, ...drawn);
}

/** @param {Scale} scale */
function axis(scale) {
  const drawn = [shape("line", { class: "axis", x1: 2, x2: WIDTH - 2, y1: 1, y2: 1 })];
  for (const tick of scale.ticks) {
    const x = scale.at(tick);
    drawn.push(shape("line", { class: "axis", x1: x, x2: x, y1: 1, y2: 6 }));
    drawn.push(shape("text", { x, y: 18, "text-anchor": "middle" }, String(tick)));
  }
  return shape("svg", { class: "bar-plot", viewBox: `0 0 ${WIDTH} 24`, "aria-hidden": "true" }, ...drawn);
}

/** @param {string} text */
export function capital(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
