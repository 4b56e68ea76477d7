// Draws a risk as dots, of which some are filled: so many of 1,000 people.

import { whole } from "./compare_words.js";
import { element, picture } from "./elements.js";

// Where a risk is smaller than this, each of 1,000 people is a dot; else each dot is ten of them.
const SMALL = 0.03;
const FEW = { dots: 100, across: 10, step: 16, radius: 6 };
const MANY = { dots: 1000, across: 40, step: 8, radius: 3 };

/**
 * @typedef {{label: string, risk: number, lower?: number, upper?: number, note: string}} Risk
 */

/** @param {number} risk */
const perThousand = (risk) => whole(1000 * risk);

/**
 * Risks beside each other, on dots of one size.
 * @param {string} outcome
 * @param {Risk[]} risks
 */
export function iconArrays(outcome, risks) {
  const small = risks.some(({ risk }) => risk < SMALL);
  const size = small ? MANY : FEW;
  const each = small ? "Each dot is one of 1,000 people." : "Each dot is 10 of 1,000 people.";
  return element(
    "div",
    { class: "icon-arrays" },
    ...risks.map((risk) => iconArray(outcome, risk, size)),
    element("p", { class: "quiet" }, `${each} Filled: they have ${outcome}. Ringed: within the interval.`),
  );
}

/**
 * @param {string} outcome
 * @param {Risk} risk
 * @param {typeof FEW} size
 */
function iconArray(outcome, { label, risk, lower, upper, note }, { dots, across, step, radius }) {
  const interval = lower === undefined || upper === undefined ? "" : ` (${perThousand(lower)} to ${perThousand(upper)})`;
  const said = `${perThousand(risk)}${interval} of 1,000`;
  const had = Math.round(risk * dots);
  const low = lower === undefined ? had : Math.round(lower * dots);
  const high = upper === undefined ? had : Math.round(upper * dots);
  /** @type {Record<string, string>} */
  const paths = { had: "", ringed: "", might: "", not: "" };
  for (let i = 0; i < dots; i += 1) {
    const within = i >= low && i < high;
    const kind = i < had ? (within ? "ringed" : "had") : within ? "might" : "not";
    const r = kind === "had" ? radius : kind === "not" ? radius * 0.55 : radius * 0.82;
    const x = (i % across) * step + step / 2 - r;
    const y = Math.floor(i / across) * step + step / 2;
    paths[kind] += `M${round(x)} ${y}a${round(r)} ${round(r)} 0 1 0 ${round(2 * r)} 0a${round(r)} ${round(r)} 0 1 0-${round(2 * r)} 0Z`;
  }
  const kinds = Object.entries(paths).filter(([, d]) => d).map(([kind, d]) => ({ class: kind, d }));
  const drawn = picture("dots", `0 0 ${across * step} ${(dots / across) * step}`, kinds);
  drawn.removeAttribute("aria-hidden");
  drawn.setAttribute("role", "img");
  drawn.setAttribute("aria-label", `With ${label}, ${said} people have ${outcome}`);
  return element(
    "figure",
    { class: "icon-array" },
    drawn,
    element("figcaption", {}, element("b", {}, said), ` with ${label}`, element("small", {}, note)),
  );
}

/** @param {number} value */
function round(value) {
  return Math.round(100 * value) / 100;
}
