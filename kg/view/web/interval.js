// Draws an effect with its interval: every ratio on the same scale, so that widths can be compared.

import { shape, ticksOf } from "./draw.js";
import { element } from "./elements.js";

const WIDTH = 340;
const INSET = 26;
const MIDDLE = 14;
const AXIS = 28;
// What ratios are drawn between; beyond it, an arrow.
const RATIOS = [0.1, 10];

/**
 * @param {import("./data.js").Figure} figure with a value
 * @param {{below: string, above: string} | null} [sides] what lies on either side of no difference, where that is known
 */
export function interval({ text, measure, value, lower, upper, none, ratio }, sides = null) {
  const said = `${(measure && !text.includes(measure) ? `${measure}: ${text}` : text).replace(/\.$/, "")}.`;
  const drawable = value !== null && lower !== null && upper !== null && none !== null && (!ratio || lower > 0);
  if (!drawable) return element("figure", { class: "plot" }, element("figcaption", {}, said));
  const scale = (/** @type {number} */ n) => (ratio ? Math.log(n) : n);
  const reach = 1.15 * Math.max(...[value, lower, upper].map((n) => Math.abs(n - none))) || 1;
  const [low, high] = ratio ? RATIOS : [none - reach, none + reach];
  const at = (/** @type {number} */ n) => INSET + ((scale(n) - scale(low)) / (scale(high) - scale(low))) * (WIDTH - 2 * INSET);
  const inside = (/** @type {number} */ n) => Math.min(Math.max(at(n), INSET - 14), WIDTH - INSET + 14);
  const end = (/** @type {number} */ n, /** @type {number} */ out) => (
    (out < 0 ? n < low : n > high) ? `M${inside(n) - out * 6} ${MIDDLE - 5}l${out * 6} 5 ${-out * 6} 5` : `M${inside(n)} ${MIDDLE - 5}v10`
  );
  const drawn = shape(
    "svg",
    { class: "interval", viewBox: `0 0 ${WIDTH} ${sides ? 60 : 46}`, role: "img", "aria-label": text },
    shape("path", { class: "axis", d: `M8 ${AXIS}H${WIDTH - 8}${ticksOf(low, high, ratio).map((n) => `M${at(n)} ${AXIS}v4`).join("")}` }),
    ...ticksOf(low, high, ratio).map((n) => shape("text", { x: at(n), y: AXIS + 15, "text-anchor": "middle" }, String(n))),
    shape("path", { class: "none", d: `M${at(none)} 2V${AXIS}` }),
    shape("path", { class: "limits", d: `M${inside(lower)} ${MIDDLE}H${inside(upper)}${end(lower, -1)}${end(upper, 1)}` }),
    ...(value < low || value > high ? [] : [shape("path", { class: "value", d: `M${at(value) - 6} ${MIDDLE}l6-6 6 6-6 6Z` })]),
    ...(sides ? [
      shape("text", { x: at(none) - 6, y: AXIS + 29, "text-anchor": "end" }, `← ${sides.below}`),
      shape("text", { x: at(none) + 6, y: AXIS + 29 }, `${sides.above} →`),
    ] : []),
  );
  return element("figure", { class: "plot" }, drawn, element("figcaption", {}, `${said} The upright line is no difference (${none}).`));
}
