// Asks which outcome, which studies and which measure.

import { element } from "./elements.js";

/**
 * @typedef {import("./pools.js").Outcome} Outcome
 * @typedef {import("./pools.js").Pool} Pool
 */

/**
 * @param {import("./pools.js").Pools} all
 * @param {Outcome} outcome
 * @param {Pool | null} pool
 * @param {{outcome: (id: string | null) => void, pool: (key: string | null) => void}} pick
 */
export function evidenceTools(all, outcome, pool, pick) {
  const option = (/** @type {Outcome} */ { id, label }) => element("option", { value: id, selected: id === outcome.id }, label);
  const groups = [
    ["Pooled", all.outcomes.filter(({ pools: some }) => some.length)],
    ["Not pooled", all.outcomes.filter(({ pools: some }) => !some.length)],
  ];
  const names = groups.flatMap(([label, some]) => (some.length ? [element("optgroup", { label: String(label) }, .../** @type {Outcome[]} */ (some).map(option))] : []));
  return element(
    "div",
    { class: "tools evidence-tools", role: "group", "aria-label": "What is asked" },
    element("button", { type: "button", id: "all-outcomes", click: () => pick.outcome(null) }, "← All outcomes"),
    choice("Outcome", "outcome-choice", names, pick.outcome),
    ...(pool ? poolTools(outcome, pool, pick.pool) : []),
  );
}

/**
 * @param {Outcome} outcome
 * @param {Pool} pool
 * @param {(key: string | null) => void} pick
 */
function poolTools(outcome, pool, pick) {
  /** @type {Map<string, Pool[]>} */
  const groups = new Map();
  for (const one of outcome.pools) groups.set(studiesOf(one), [...(groups.get(studiesOf(one)) ?? []), one]);
  const choose = (/** @type {string} */ key) => pick(key === outcome.pools[0].key ? null : key);
  const here = groups.get(studiesOf(pool)) ?? [];
  const options = [...groups].map(([words, some]) => element("option", { value: some[0].key, selected: some.includes(pool) }, words));
  return [
    choice("Studies", "pool-choice", options, choose),
    choice("Measure", "measure-choice", here.map((one) => element("option", { value: one.key, selected: one === pool }, one.measureName)), choose),
  ];
}

/**
 * @param {string} label
 * @param {string} id
 * @param {HTMLElement[]} options
 * @param {(value: string) => void} pick
 */
export function choice(label, id, options, pick) {
  const select = /** @type {HTMLSelectElement} */ (element("select", { id }, ...options));
  select.addEventListener("change", () => pick(select.value));
  return element("label", { class: "choice-of" }, element("span", {}, label), select);
}

/**
 * In a few words, which studies are pooled: by time, by design, by people.
 * @param {Pool} pool
 */
function studiesOf({ at, randomised, people }) {
  return [at ?? "each study's longest time", randomised ? "trials" : "not randomised", people].filter(Boolean).join("; ");
}
