// Lists the studies of an outcome: those that are pooled, those that are not and why, and the rest.

import { element } from "./elements.js";
import { readBadge } from "./pair_details.js";
import { counted } from "./trial_network.js";

/**
 * @typedef {import("./pools.js").Outcome} Outcome
 * @typedef {import("./pools.js").Pool} Pool
 */

/**
 * @param {import("./data.js").Data} data
 * @param {import("./pools.js").Pools} all
 * @param {Outcome} outcome
 * @param {Pool | null} pool
 * @param {(trial: number) => void} pick
 */
export function studyLists(data, all, outcome, pool, pick) {
  const named = (/** @type {number} */ trial) => data.studies[all.trials[trial].n].label;
  const button = (/** @type {number} */ trial) => element("button", { type: "button", class: "link", click: () => pick(trial) }, named(trial));
  const taken = pool?.taken.filter(({ pooled }) => pooled) ?? [];
  const partly = taken.filter((one) => one.left.length);
  const left = pool?.taken.filter(({ pooled }) => !pooled) ?? [];
  const there = new Set(pool?.taken.map(({ trial }) => trial));
  const rest = outcome.told.map(([trial]) => trial).filter((trial) => !there.has(trial));
  // Of others than this pool could have taken.
  const remarks = outcome.remarks.filter((remark) => !pool?.said.includes(remark));
  const item = (/** @type {import("./pools.js").Taken} */ { trial, figures, said }) => element("li", {}, button(trial), ...readBadge(all, figures), said.length > 0 && element("small", {}, said.join(" ")));
  const list = (/** @type {HTMLElement[]} */ items) => element("ul", { class: "study-list" }, ...items);
  return [
    taken.length > 0 && element("h3", {}, `Pooled: ${counted(taken.length, "study", "studies")}`),
    taken.length > 0 && list(taken.map(item)),
    partly.length > 0 && element("h3", {}, `Not pooled, of studies that are: figures of ${counted(partly.length, "study", "studies")}`),
    partly.length > 0 && list(partly.map(({ trial, left: said }) => element("li", {}, button(trial), element("small", {}, said.join(" "))))),
    left.length > 0 && element("h3", {}, `Not pooled: ${counted(left.length, "study", "studies")}`),
    left.length > 0 && list(left.map(item)),
    rest.length > 0 && element("h3", {}, pool ? `With figures of other times, kinds or people: ${counted(rest.length, "study", "studies")}` : `Each by itself: ${counted(rest.length, "study", "studies")}`),
    rest.length > 0 && !pool && element("p", { class: "note" }, "Figures of different studies stand beside each other here; by themselves they compare no treatments."),
    rest.length > 0 && list(rest.map((trial) => element("li", {}, button(trial), ...(pool ? [] : figuresOf(all, outcome, trial))))),
    remarks.length > 0 && element("ul", { class: "net-said" }, ...remarks.map((remark) => element("li", {}, remark))),
  ];
}

/**
 * @param {import("./pools.js").Pools} all
 * @param {Outcome} outcome
 * @param {number} trial
 */
function figuresOf(all, outcome, trial) {
  const of = outcome.told.find(([one]) => one === trial)?.[1] ?? [];
  return of.map((n) => {
    const { text, time } = all.figures[n];
    return element("span", {}, text, time && ` (${time})`, ...readBadge(all, [n]));
  });
}
