// Draws an estimate of one treatment against another: its interval, its strength, and what it means for people.

import { verdict } from "./compare_lead.js";
import { counted } from "./compare_words.js";
import { element } from "./elements.js";
import { iconArrays } from "./icon_array.js";
import { interval } from "./interval.js";

export const LEVELS = ["very low", "low", "moderate", "high"];

/**
 * How far evidence can be trusted: the level in words and in bars, the reason when it is opened.
 * @param {import("./compare_data.js").Strength} strength
 * @param {string} [of] of what it is, where something else goes before it
 */
export function strengthPart({ level, sentence }, of = "") {
  const bars = LEVELS.map((_, i) => element("i", { class: i <= LEVELS.indexOf(level) ? "on" : "" }));
  return element(
    "details",
    { class: "strength" },
    element("summary", {}, element("span", { class: "bars", "aria-hidden": "true" }, ...bars), `strength ${level}${of}`),
    element("p", {}, sentence),
  );
}

/**
 * What an estimate speaks for, in few words.
 * @param {import("./compare_data.js").Estimate} estimate
 */
export function verdictPart(estimate) {
  const [kind, words] = verdict(estimate, estimate.treatment);
  return element("p", { class: `verdict ${kind}` }, words);
}

/**
 * The studies that an estimate rests on, and what those that compare the two say by themselves.
 * @param {import("./compare_data.js").Estimate} estimate
 */
export function restsPart({ direct, studies }) {
  return element(
    "details",
    { class: "behind rests" },
    element("summary", {}, `rests on ${counted(studies.length, "study")}`),
    element("p", {}, `${studies.join(", ")}.`, direct && ` By the studies that compare the two alone: ${direct}.`),
  );
}

/**
 * The interval on a scale, and the risks as dots where they are known.
 * @param {import("./compare_data.js").Estimate} estimate
 * @returns {HTMLElement[]}
 */
export function estimateParts({ treatment, comparator, outcome, at, measure, value, lower, upper, ratio, none, absolute, line, better }) {
  const sides = { below: better < 0 ? "better" : "worse", above: better < 0 ? "worse" : "better" };
  const parts = [interval({ text: line, measure: "", value, lower, upper, none, ratio, read: "" }, better ? sides : null)];
  if (absolute) {
    const [low, high] = [absolute.lower, absolute.upper].sort((a, b) => a - b);
    parts.push(iconArrays(at ? `${outcome} by ${at}` : outcome, [
      { label: treatment, risk: absolute.risk, lower: low, upper: high, note: `from the ${measure}` },
      { label: comparator, risk: absolute.baseline, note: `baseline: ${absolute.from}` },
    ]));
  }
  return parts;
}
