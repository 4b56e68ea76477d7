// Lists the outcomes: what is pooled of each, and of those that are not, why.

import { element } from "./elements.js";
import { choice } from "./evidence_tools.js";
import { byText } from "./text.js";
import { counted } from "./trial_network.js";

/**
 * @param {import("./data.js").Data} data
 * @param {import("./pools.js").Pools} pools
 * @param {string | null} wanted a treatment, by id: only pools with it are listed
 * @param {{outcome: (id: string, pool?: string) => void, treatment: (id: string | null) => void, concept: (concept: import("./data.js").Concept) => void}} choose
 */
export function evidenceStart(data, pools, wanted, choose) {
  const every = pools.outcomes.filter((outcome) => outcome.pools.length);
  const treatments = new Map(every.flatMap((outcome) => outcome.pools.flatMap((pool) => treatmentsOf(pool).map(({ id, name }) => [id, name]))));
  const named = treatments.get(wanted ?? "");
  const pooled = named ? every.flatMap((outcome) => {
    const some = outcome.pools.filter((pool) => treatmentsOf(pool).some(({ id }) => id === wanted));
    return some.length ? [{ ...outcome, pools: some }] : [];
  }) : every;
  const others = pools.outcomes.filter((outcome) => !outcome.pools.length);
  const told = new Set(pools.outcomes.map(({ concept }) => concept));
  const silent = data.concepts.filter(({ n, family }) => family.name === "outcome" && !told.has(n));
  const button = (/** @type {import("./pools.js").Outcome} */ { id, label, pools: some }) => (
    element("button", { type: "button", class: "link", click: () => choose.outcome(id, named && some[0]?.key) }, label)
  );
  const options = [...treatments].sort(([, a], [, b]) => byText(a, b)).map(([id, name]) => element("option", { value: id, selected: id === wanted }, name));
  return [
    element("h2", { tabindex: "-1" }, "What studies say, pooled"),
    element("p", { class: "intro" }, every.length
      ? "Choose an outcome to see which treatments were compared, what comes of all studies together, and what each number rests on."
      : "Nothing is pooled: no two treatments are compared by figures of a study here."),
    every.length > 0 && element(
      "div",
      { class: "with-treatment" },
      choice("Pools with", "with-treatment", [element("option", { value: "" }, "any treatment"), ...options], (id) => choose.treatment(id || null)),
      named && element("span", { class: "quiet" }, `${named} is pooled on ${counted(pooled.length, "outcome", "outcomes")} of ${every.length}.`),
    ),
    pooled.length > 0 && table(
      ["Outcome", "Direction", "Most studies pooled together", "Ways of pooling"],
      pooled.map((outcome) => [button(outcome), outcome.pools[0].good ?? "which direction is better is not said", most(outcome, choose.outcome), ways(outcome)]),
    ),
    others.length > 0 && element("h3", {}, "Studies have figures, and nothing is pooled"),
    others.length > 0 && table(["Outcome", "Why"], others.map((outcome) => [button(outcome), outcome.why])),
    silent.length > 0 && element("details", { class: "fold" },
      element("summary", {}, `No evidence found: no study here has a figure of ${counted(silent.length, "other symptom or outcome", "other symptoms and outcomes")}`),
      element("ul", { class: "columns" }, ...silent.map((concept) => element("li", {}, element("button", { type: "button", class: "link", click: () => choose.concept(concept) }, concept.label))))),
  ];
}

/**
 * The most studies that are pooled together, with a way to just these: the outcome itself leads to its first pool.
 * @param {import("./pools.js").Outcome} outcome
 * @param {(id: string, pool: string) => void} choose
 */
function most({ id, label, pools }, choose) {
  const largest = pools.reduce((best, one) => (one.studies > best.studies ? one : best));
  const networks = largest.networks.length > 1 ? `, in ${largest.networks.length} networks` : "";
  const words = `${counted(largest.studies, "study", "studies")} of ${largest.treatments} treatments${networks}`;
  return element("button", { type: "button", class: "link", "aria-label": `${words}, on ${label}`, click: () => choose(id, largest.key) }, words);
}

/** @param {import("./pools.js").Pool} pool */
function treatmentsOf({ networks }) {
  return networks.flatMap(({ treatments }) => treatments);
}

/** @param {import("./pools.js").Outcome} outcome */
function ways({ pools }) {
  const times = new Set(pools.map(({ at }) => at)).size;
  const measures = new Set(pools.map(({ measureName }) => measureName)).size;
  return `${counted(times, "time", "times")}, ${counted(measures, "measure", "measures")}`;
}

/**
 * @param {string[]} head
 * @param {(Node | string)[][]} rows
 */
function table(head, rows) {
  const body = rows.map(([first, ...rest]) => element("tr", {}, element("th", { scope: "row" }, first), ...rest.map((cell) => element("td", {}, cell))));
  return element(
    "div",
    { class: "wide-table" },
    element("table", { class: "numbers outcomes" }, element("thead", {}, element("tr", {}, ...head.map((name) => element("th", { scope: "col" }, name)))), element("tbody", {}, ...body)),
  );
}
