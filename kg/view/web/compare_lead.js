// Leads a cell with what is known against the treatments chosen beside its own, in the words of `kg/comparison/leading.py`.

import { listed } from "./compare_words.js";

/**
 * @typedef {import("./compare_data.js").Cell} Cell
 * @typedef {import("./compare_data.js").Estimate} Estimate
 * @typedef {import("./compare_data.js").Pair} Pair
 */

export const NOT_CHOSEN = "not chosen here";

/**
 * The cell with what leads it; what it holds against a treatment that nobody chose says so.
 * @param {Cell} cell
 * @param {Pair[]} pairs
 * @returns {Cell}
 */
export function led(cell, pairs) {
  const { treatment, estimate } = cell;
  if (cell.empty) return cell;
  /** @type {Map<string, {kind: string, words: string, level: string, at: string[]}>} */
  const found = new Map();
  for (const { estimates, notEstimated } of pairs.filter(({ a, b }) => a === treatment || b === treatment)) {
    for (const one of estimates) {
      const [kind, said] = verdict(one, treatment.label);
      const apart = ofWhom(one, estimates[0]);
      const words = apart ? `also: ${said}` : said;
      // What follows may be of others.
      const whom = apart || (notEstimated.length && one.people.length ? `, in ${listed(one.people)}` : "");
      const level = whom + (one.strength ? ` (strength ${one.strength.level})` : "");
      const lead = found.get(words + level) ?? { kind, words, level, at: [] };
      if (one.at) lead.at.push(one.at);
      found.set(words + level, lead);
    }
  }
  const leads = [...found.values()].map(({ kind, words, level, at }) => ({ kind, words, rest: `${at.length ? ` at ${listed(at)}` : ""}${level}` }));
  for (const pair of pairs.filter(({ a, b }) => a === treatment || b === treatment)) {
    leads.push(...pair.notEstimated.map(({ lead }) => ({ kind: "open", words: lead, rest: "" })));
  }
  const beside = Boolean(estimate && !pairs.some(({ a, b }) => [a.label, b.label].includes(estimate.comparator)));
  return { ...cell, leads, beside, reading: estimate && beside ? `Against ${estimate.comparator}, ${NOT_CHOSEN}: ${cell.reading}` : cell.reading };
}

/**
 * Of whom an estimate is, where none of them are the first's.
 * @param {Estimate} estimate
 * @param {Estimate} first
 */
function ofWhom({ people }, first) {
  const apart = people.length && first.people.length && !people.some((one) => first.people.includes(one));
  return apart ? `, in ${listed(people)}` : "";
}

/**
 * What an estimate comes to for one of its treatments: a kind, and words.
 * @param {Estimate} estimate
 * @param {string} name
 */
export function verdict({ treatment, comparator, favours, value, lower, upper, none }, name) {
  const other = name === treatment ? comparator : treatment;
  if (favours) return favours === name ? ["better", `better than ${other}`] : ["worse", `worse than ${other}`];
  if (lower === null || upper === null) return ["open", `against ${other}: cannot be told`];
  if (lower <= none && none <= upper) return ["open", `no difference shown from ${other}`];
  return ["open", `${(value > none) === (name === treatment) ? "more" : "less"} than with ${other}`];
}
