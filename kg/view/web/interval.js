// Draws an effect with its interval, on a scale that has no difference in it.

import { element, picture } from "./elements.js";

const WIDTH = 340;
const HEIGHT = 46;
const INSET = 26;

/**
 * An effect with its interval, on a scale that has no difference in it.
 * @param {import("./data.js").Figure} figure with a value
 */
export function interval({ text, measure, value, lower, upper, none, ratio }) {
  const scale = (/** @type {number} */ n) => (ratio ? Math.log(n) : n);
  const known = [value, lower, upper, none].filter((n) => n !== null && (!ratio || n > 0)).map((n) => scale(Number(n)));
  const [low, high] = [Math.min(...known), Math.max(...known)];
  const at = (/** @type {number} */ n) => INSET + ((scale(n) - low) / (high - low || 1)) * (WIDTH - 2 * INSET);
  const middle = 16;
  const paths = [{ class: "axis", d: `M8 ${middle + 14}H${WIDTH - 8}` }];
  if (none !== null) paths.push({ class: "none", d: `M${at(none)} 4V${middle + 14}` });
  if (lower !== null && upper !== null && (!ratio || lower > 0)) {
    paths.push({ class: "limits", d: `M${at(lower)} ${middle}H${at(upper)}M${at(lower)} ${middle - 5}v10M${at(upper)} ${middle - 5}v10` });
  }
  if (value !== null && (!ratio || value > 0)) {
    paths.push({ class: "value", d: `M${at(value) - 6} ${middle}l6-6 6 6-6 6Z` });
  }
  const drawn = picture("interval", `0 0 ${WIDTH} ${HEIGHT - 8}`, paths);
  drawn.removeAttribute("aria-hidden");
  drawn.setAttribute("role", "img");
  drawn.setAttribute("aria-label", text);
  const beside = none === null ? "" : `The upright line is no difference (${none}).`;
  const said = measure && !text.includes(measure) ? `${measure}: ${text}` : text;
  return element("figure", { class: "plot" }, drawn, element("figcaption", {}, `${said.replace(/\.$/, "")}. ${beside}`));
}
