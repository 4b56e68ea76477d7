// Draws what is known of one treatment against another on an outcome.

import { estimateParts, restsPart, strengthPart, verdictPart } from "./compare_estimate.js";
import { gaps, MARK } from "./compare_words.js";
import { element } from "./elements.js";
import { startingRisks } from "./starting_risks.js";

/** @typedef {(outcome: string, pool: string, pair: string) => void} Pooled shows how an estimate is pooled */

/**
 * Below a row: its pairs with an estimate.
 * @param {import("./compare_data.js").Row} row
 * @param {Pooled} pooled
 * @returns {HTMLElement[]}
 */
export function pairParts({ about, pairs }, pooled) {
  const estimated = pairs.filter(({ estimates }) => estimates.length);
  if (!estimated.length) return [];
  const starts = startingRisks(estimated.flatMap(({ estimates }) => estimates));
  return [element("div", { class: "pairs-known" }, ...estimated.map((pair) => estimatedPair(pair, (pool) => pooled(about ?? "", pool, `${pair.a.concept.id}~${pair.b.concept.id}`))), starts)];
}

/**
 * At the end of a part: what is missing between treatments, once for all its outcomes, and what has to be known of its figures.
 * @param {import("./compare_data.js").Row[]} rows
 * @returns {HTMLElement[]}
 */
export function partNotes(rows) {
  const missing = gaps(rows);
  const note = rows.map((row) => row.note).find(Boolean);
  return [
    ...(missing.length ? [element("ul", { class: "gaps" }, ...missing.map((line) => element("li", {}, line)))] : []),
    ...(note ? [element("p", { class: "note" }, `${MARK} ${note}`)] : []),
  ];
}

/** @param {import("./compare_data.js").Pair} pair */
function ends({ a, b }) {
  return { "data-a": a.concept.id, "data-b": b.concept.id };
}

/**
 * @param {import("./compare_data.js").Pair} pair
 * @param {(pool: string) => void} pooled
 */
function estimatedPair(pair, pooled) {
  const { a, b, estimates, sentence } = pair;
  return element(
    "div",
    { class: "pair-known" },
    element("h3", {}, `${a.label} against ${b.label}`),
    element("p", { class: "pair", ...ends(pair) }, sentence),
    ...estimates.map((estimate) => element(
      "div",
      { class: "estimate" },
      element("div", {}, verdictPart(estimate), estimate.strength && strengthPart(estimate.strength), restsPart(estimate), inEvidence(estimate, () => pooled(estimate.pool))),
      ...estimateParts(estimate),
    )),
  );
}

/**
 * Leads to the same number among all that studies say, where it is opened down to its trials.
 * @param {import("./compare_data.js").Estimate} estimate
 * @param {() => void} show
 */
function inEvidence({ treatment, comparator, outcome, at, measure }, show) {
  const where = `${treatment} against ${comparator}, ${measure} of ${at ? `${outcome} by ${at}` : outcome}`;
  return element("button", { type: "button", class: "link in-evidence", "aria-label": `Show in Evidence: ${where}`, click: show }, "Show in Evidence");
}
