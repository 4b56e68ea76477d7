// Shows what studies say of an outcome, pooled: the tab of evidence. Its data are unpacked when it is first opened.

import { inflate } from "./data.js";
import { element } from "./elements.js";
import { saveEstimates } from "./estimates_csv.js";
import { evidenceStart } from "./evidence_start.js";
import { capital, forest } from "./forest.js";
import { league } from "./league.js";
import { pairDetails, readBadge } from "./pair_details.js";
import { assemblePools } from "./pools.js";
import { rankTable } from "./ranks.js";
import { trialDetails } from "./trial_details.js";
import { counted, networkDrawing } from "./trial_network.js";

/**
 * @typedef {import("./state.js").State} State
 * @typedef {import("./pools.js").Outcome} Outcome
 * @typedef {import("./pools.js").Pool} Pool
 * @typedef {import("./pools.js").Network} Network
 */

/**
 * @param {{view: HTMLElement, packed: HTMLElement, panel: HTMLElement}} parts
 * @param {import("./data.js").Data} data
 * @param {{set: (patch: Partial<State>) => void, concept: (concept: import("./data.js").Concept) => void, claim: (claim: import("./data.js").Claim) => void, close: () => void}} hooks
 */
export function createEvidence({ view, packed, panel }, data, hooks) {
  /** @type {import("./pools.js").Pools | null} */
  let pools = null;
  /** @type {State | null} */
  let wanted = null;
  let drawn = "";

  /** @param {State} now */
  async function show(now) {
    const first = wanted === null;
    wanted = now;
    if (first) {
      pools = assemblePools(await inflate(packed.textContent ?? ""), data);
      view.dataset.ready = "yes";
    }
    if (pools && wanted.view === "evidence") draw(pools, wanted);
  }

  /**
   * @param {import("./pools.js").Pools} all
   * @param {State} now
   */
  function draw(all, now) {
    const outcome = all.outcomes.find(({ id }) => id === now.outcome) ?? null;
    const pool = outcome && (outcome.pools.find(({ key }) => key === now.pool) ?? outcome.pools[0] ?? null);
    const pair = pool && pairOf(pool, now.pair);
    const by = JSON.stringify([outcome?.id, pool?.key, now.against]);
    if (by !== drawn) {
      const before = view.contains(document.activeElement) ? document.activeElement?.id ?? "" : "";
      const anew = JSON.parse(drawn || "[]");
      const body = outcome ? aboutOutcome(all, outcome, pool, now) : evidenceStart(data, all, { outcome: pickOutcome, concept: hooks.concept });
      view.replaceChildren(...body.flatMap((part) => (part ? [part] : [])));
      if (anew[0] !== outcome?.id) view.scrollTop = 0;
      refocus(before);
      drawn = by;
    }
    mark(pair);
    fillPanel(all, outcome, pool, now, pair);
  }

  /** @param {string | null} id of an outcome; none leads back to all of them */
  function pickOutcome(id) {
    hooks.set({ outcome: id, pool: null, against: null, pair: null, trial: null });
    /** @type {HTMLElement | null} */ (view.querySelector("h2"))?.focus({ preventScroll: true });
  }

  /**
   * @param {import("./pools.js").Pools} all
   * @param {Outcome} outcome
   * @param {Pool | null} pool
   * @param {State} now
   */
  function aboutOutcome(all, outcome, pool, now) {
    const concept = outcome.concept === null ? null : data.concepts[outcome.concept];
    return [
      tools(all, outcome, pool),
      element(
        "div",
        { class: "evidence-head" },
        element("h2", { tabindex: "-1" }, pool ? `${capital(pool.words)}: ${pool.measureName}` : capital(outcome.label)),
        concept && element("button", { type: "button", class: "link", click: () => hooks.concept(concept) }, "All that is said of it"),
      ),
      ...(pool ? aboutPool(pool, now) : [element("p", { class: "intro" }, `Nothing is pooled. ${outcome.why}`)]),
      ...studyList(all, outcome, pool),
    ];
  }

  /**
   * @param {import("./pools.js").Pools} all
   * @param {Outcome} outcome
   * @param {Pool | null} pool
   */
  function tools(all, outcome, pool) {
    const option = (/** @type {Outcome} */ { id, label }) => element("option", { value: id, selected: id === outcome.id }, label);
    const groups = [
      ["Pooled", all.outcomes.filter(({ pools: some }) => some.length)],
      ["Not pooled", all.outcomes.filter(({ pools: some }) => !some.length)],
    ];
    const names = groups.flatMap(([label, some]) => (some.length ? [element("optgroup", { label: String(label) }, .../** @type {Outcome[]} */ (some).map(option))] : []));
    return element(
      "div",
      { class: "tools evidence-tools", role: "group", "aria-label": "What is asked" },
      element("button", { type: "button", id: "all-outcomes", click: () => pickOutcome(null) }, "← All outcomes"),
      choice("Outcome", "outcome-choice", names, pickOutcome),
      ...(pool ? poolTools(outcome, pool) : []),
    );
  }

  /**
   * @param {Outcome} outcome
   * @param {Pool} pool
   */
  function poolTools(outcome, pool) {
    /** @type {Map<string, Pool[]>} */
    const groups = new Map();
    for (const one of outcome.pools) groups.set(studiesOf(one), [...(groups.get(studiesOf(one)) ?? []), one]);
    const pick = (/** @type {string} */ key) => hooks.set({ pool: key === outcome.pools[0].key ? null : key, pair: null, trial: null });
    const here = groups.get(studiesOf(pool)) ?? [];
    const options = [...groups].map(([words, some]) => element("option", { value: some[0].key, selected: some.includes(pool) }, words));
    return [
      choice("Studies", "pool-choice", options, pick),
      choice("Measure", "measure-choice", here.map((one) => element("option", { value: one.key, selected: one === pool }, one.measureName)), pick),
    ];
  }

  /**
   * @param {string} label
   * @param {string} id
   * @param {HTMLElement[]} options
   * @param {(value: string) => void} pick
   */
  function choice(label, id, options, pick) {
    const select = /** @type {HTMLSelectElement} */ (element("select", { id }, ...options));
    select.addEventListener("change", () => pick(select.value));
    return element("label", { class: "choice-of" }, element("span", {}, label), select);
  }

  /**
   * @param {Pool} pool
   * @param {State} now
   */
  function aboutPool(pool, now) {
    const people = pool.networks.flatMap(({ studies }) => studies.map((study) => study.people));
    const known = people.filter((n) => n !== null).reduce((sum, n) => sum + n, 0);
    const many = people.every((n) => n !== null) ? `, with ${known.toLocaleString("en")} people` : known ? `, with ${known.toLocaleString("en")} people in those that tell` : "";
    const networks = pool.networks.length > 1 ? `, in ${pool.networks.length} networks that nothing connects` : "";
    const asked = `${pool.kind}${pool.people ? ` of ${pool.people}` : ""}: ${counted(pool.studies, "study", "studies")} of ${pool.treatments} treatments${networks}${many}.`;
    return [
      element("p", { class: "asked" }, asked),
      element(
        "div",
        { class: "known" },
        pool.said.length > 0 && element("ul", {}, ...pool.said.map((said) => element("li", {}, said))),
        pool.gaps.length > 0 && element(
          "details",
          {},
          element("summary", {}, `What cannot be compared, for want of studies: ${counted(pool.gaps.length, "remark", "remarks")}`),
          element("ul", {}, ...pool.gaps.map((said) => element("li", {}, said))),
        ),
      ),
      ...pool.networks.map((network) => aboutNetwork(pool, network, now)),
      element(
        "p",
        { class: "quiet method" },
        pool.method,
        " ",
        element("button", { type: "button", id: "save-estimates", class: "link", click: () => saveEstimates(pool) }, "Save all estimates as CSV"),
      ),
    ];
  }

  /**
   * @param {Pool} pool
   * @param {Network} network
   * @param {State} now
   */
  function aboutNetwork(pool, network, now) {
    const { treatments } = network;
    const asked = treatments.findIndex(({ id }) => id === now.against);
    const against = asked >= 0 ? asked : network.reference;
    const pick = (/** @type {number} */ first, /** @type {number} */ second) => pickPair(network, first, second);
    const pickAgainst = (/** @type {number} */ n) => hooks.set({ against: treatments[n].id });
    const title = pool.networks.length > 1 ? `Network ${network.n + 1}: ` : "";
    const options = treatments.map(({ name, id }, n) => element("option", { value: id, selected: n === against }, name));
    const several = treatments.length > 2;
    return element(
      "section",
      { class: "trial-net", "aria-label": `${title}${treatments.map(({ name }) => name).join(", ")}` },
      element("h3", {}, `${title}${counted(network.studies.length, "study", "studies")} of ${treatments.length} treatments`),
      element("ul", { class: "net-said" }, ...network.said.map((said) => element("li", {}, said))),
      element(
        "div",
        { class: "side-by-side" },
        networkDrawing(network, against, pickAgainst, pick),
        element("div", { class: "beside" }, choice("All against", `against-${network.n}`, options, (id) => hooks.set({ against: id })), forest(pool, network, against, pick)),
      ),
      several && element(
        "div",
        { class: "in-row" },
        element("div", {}, element("h4", {}, "League table"), ...league(network, pick)),
        network.ranks && element("div", {}, element("h4", {}, "Ranking"), ...rankTable(network, pool.level)),
      ),
    );
  }

  /**
   * @param {Network} network
   * @param {number} first
   * @param {number} second
   */
  function pickPair(network, first, second) {
    hooks.set({ pair: `${network.treatments[first].id}~${network.treatments[second].id}`, trial: null });
    /** @type {HTMLElement | null} */ (panel.querySelector("h2"))?.focus({ preventScroll: true });
  }

  /**
   * Makes the chosen number stand out wherever it stands.
   * @param {{network: Network, ends: [number, number]} | null} pair
   */
  function mark(pair) {
    const at = pair ? `${pair.network.n} ${pair.ends.join(" ")}` : "";
    const edge = pair ? `${pair.network.n} ${[...pair.ends].sort((a, b) => a - b).join(" ")}` : "";
    for (const one of /** @type {NodeListOf<HTMLElement | SVGElement>} */ (view.querySelectorAll("[data-pair], [data-edge]"))) {
      const here = one.dataset.edge ? one.dataset.edge === edge : one.dataset.pair === at;
      one.classList.toggle("chosen", here);
      const pressed = one.matches("[role=button]") ? one : one.querySelector("button");
      if (here) pressed?.setAttribute("aria-current", "true");
      else pressed?.removeAttribute("aria-current");
    }
  }

  /** @param {number | null} n */
  function pickTrial(n) {
    const id = n === null || !pools ? null : data.studies[pools.trials[n].n].id;
    hooks.set({ trial: id });
    /** @type {HTMLElement | null} */ (panel.querySelector("h2"))?.focus({ preventScroll: true });
  }

  /**
   * @param {import("./pools.js").Pools} all
   * @param {Outcome} outcome
   * @param {Pool | null} pool
   */
  function studyList(all, outcome, pool) {
    const named = (/** @type {number} */ trial) => data.studies[all.trials[trial].n].label;
    const button = (/** @type {number} */ trial) => element("button", { type: "button", class: "link", click: () => pickTrial(trial) }, named(trial));
    const taken = pool?.taken.filter(({ pooled }) => pooled) ?? [];
    const left = pool?.taken.filter(({ pooled }) => !pooled) ?? [];
    const there = new Set(pool?.taken.map(({ trial }) => trial));
    const rest = outcome.told.map(([trial]) => trial).filter((trial) => !there.has(trial));
    const item = (/** @type {import("./pools.js").Taken} */ { trial, figures, said }) => element("li", {}, button(trial), ...readBadge(all, figures), said.length > 0 && element("small", {}, said.join(" ")));
    const list = (/** @type {HTMLElement[]} */ items) => element("ul", { class: "study-list" }, ...items);
    return [
      taken.length > 0 && element("h3", {}, `Pooled: ${counted(taken.length, "study", "studies")}`),
      taken.length > 0 && list(taken.map(item)),
      left.length > 0 && element("h3", {}, `Not pooled: ${counted(left.length, "study", "studies")}`),
      left.length > 0 && list(left.map(item)),
      rest.length > 0 && element("h3", {}, pool ? `With figures of other times, kinds or people: ${counted(rest.length, "study", "studies")}` : `Each by itself: ${counted(rest.length, "study", "studies")}`),
      rest.length > 0 && !pool && element("p", { class: "note" }, "Figures of different studies stand beside each other here; by themselves they compare no treatments."),
      rest.length > 0 && list(rest.map((trial) => element("li", {}, button(trial), ...(pool ? [] : figuresOf(all, outcome, trial))))),
      !pool && outcome.remarks.length > 0 && element("ul", { class: "net-said" }, ...outcome.remarks.map((remark) => element("li", {}, remark))),
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

  /**
   * @param {import("./pools.js").Pools} all
   * @param {Outcome | null} outcome
   * @param {Pool | null} pool
   * @param {State} now
   * @param {{network: Network, ends: [number, number]} | null} pair
   */
  function fillPanel(all, outcome, pool, now, pair) {
    const trial = all.trials.findIndex(({ n }) => data.studies[n].id === now.trial);
    const back = pair && { words: pair.ends.map((n) => pair.network.treatments[n].name).join(" against "), act: () => pickTrial(null) };
    const parts = outcome && trial >= 0
      ? trialDetails(data, all, outcome, pool, trial, { back, concept: hooks.concept, claim: hooks.claim, close: hooks.close })
      : outcome && pool && pair
        ? pairDetails(data, all, outcome, pool, pair.network, pair.ends, {
          pair: (a, b) => pickPair(pair.network, a, b),
          trial: pickTrial,
          pool: (key) => hooks.set({ pool: key }),
          close: hooks.close,
        })
        : [];
    panel.hidden = !parts.length;
    panel.replaceChildren(...parts.flatMap((part) => (part ? [part] : [])));
    panel.scrollTop = 0;
  }

  /**
   * Gives the focus back to what had it before all was drawn anew.
   * @param {string} id
   */
  function refocus(id) {
    if (id && !view.contains(document.activeElement)) document.getElementById(id)?.focus({ preventScroll: true });
  }

  return { show };
}

/**
 * In a few words, which studies are pooled: by time, by design, by people.
 * @param {Pool} pool
 */
function studiesOf({ at, randomised, group }) {
  return [at ?? "each study's longest time", randomised ? "trials" : "not randomised", group].filter(Boolean).join("; ");
}

/**
 * @param {Pool} pool
 * @param {string | null} asked
 * @returns {{network: Network, ends: [number, number]} | null}
 */
function pairOf(pool, asked) {
  if (!asked) return null;
  for (const network of pool.networks) {
    const ends = asked.split("~").map((id) => network.treatments.findIndex((one) => one.id === id));
    if (ends.length === 2 && ends[0] >= 0 && ends[1] >= 0 && ends[0] !== ends[1]) return { network, ends: [ends[0], ends[1]] };
  }
  return null;
}
