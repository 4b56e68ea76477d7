// Shows what studies say of an outcome, pooled: the tab of evidence. Its data are unpacked when it is first opened.

import { unpackLater } from "./data.js";
import { element } from "./elements.js";
import { evidenceStart } from "./evidence_start.js";
import { evidenceTools } from "./evidence_tools.js";
import { capital } from "./forest.js";
import { isInSight, keepInSight } from "./kept_sight.js";
import { pairDetails } from "./pair_details.js";
import { poolView } from "./pool_view.js";
import { assemblePools } from "./pools.js";
import { studyLists } from "./study_lists.js";
import { trialDetails } from "./trial_details.js";
import { unmetLine } from "./unmet.js";

/**
 * @typedef {import("./state.js").State} State
 * @typedef {import("./pools.js").Outcome} Outcome
 * @typedef {import("./pools.js").Pool} Pool
 * @typedef {import("./pools.js").Network} Network
 */

/**
 * @param {{view: HTMLElement, panel: HTMLElement}} parts
 * @param {import("./data.js").Data} data
 * @param {{set: (patch: Partial<State>) => void, unmet: (lines: string[]) => void, concept: (concept: import("./data.js").Concept) => void, claim: (claim: import("./data.js").Claim) => void, close: () => void}} hooks
 */
export function createEvidence({ view, panel }, data, hooks) {
  /** @type {import("./pools.js").Pools | null} */
  let pools = null;
  /** @type {State | null} */
  let wanted = null;
  let asked = false;
  let drawn = "";

  // What is folded away is on paper, too, but for a table that says what is drawn above it.
  addEventListener("beforeprint", () => {
    for (const fold of view.querySelectorAll("details")) fold.open ||= !fold.matches(".as-table");
  });

  /**
   * @param {State} now
   * @param {boolean} fresh whether an address asks for it
   */
  async function show(now, fresh) {
    const first = wanted === null;
    wanted = now;
    asked = fresh;
    if (first) {
      const [evidence, { texts }] = await Promise.all([unpackLater("evidence-data"), unpackLater("comparison-data")]);
      pools = assemblePools(evidence, data, texts);
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
      const body = outcome ? aboutOutcome(all, outcome, pool, now) : evidenceStart(data, all, now.against, { outcome: pickFrom, treatment: (id) => hooks.set({ against: id }), concept: hooks.concept });
      view.replaceChildren(...body.flatMap((part) => (part ? [part] : [])));
      if (anew[0] !== outcome?.id) view.scrollTop = 0;
      refocus(before);
      drawn = by;
    }
    // As details open or close beside them, plots come to stand beneath or beside each other.
    const keep = keepInSight(view, numberInSight());
    mark(pair);
    fillPanel(all, outcome, pool, now, pair);
    keep();
    if (asked) hooks.unmet(unmetIn(all, now, outcome, pool, pair));
    asked = false;
  }

  /**
   * What an address asks of the studies that they do not have.
   * @param {import("./pools.js").Pools} all
   * @param {State} now
   * @param {Outcome | null} outcome
   * @param {Pool | null} pool
   * @param {{network: Network, ends: [number, number]} | null} pair
   */
  function unmetIn(all, now, outcome, pool, pair) {
    if (!outcome) {
      return [
        now.outcome && unmetLine("outcome", now.outcome, "all outcomes are listed"),
        now.against && !all.outcomes.some((one) => treatmentsIn(one).has(now.against ?? "")) && unmetLine("treatment", now.against, "pools with any are listed"),
      ].flatMap((line) => line || []);
    }
    // What all are shown against stays where the pool is changed.
    const treatments = treatmentsIn(outcome);
    const shown = pool ? `${pool.measureName}, ${pool.at ?? "each study's longest time"}, is shown` : "nothing is pooled";
    return [
      now.pool && now.pool !== pool?.key && unmetLine("pool of studies", now.pool, shown),
      now.against && !treatments.has(now.against) && unmetLine("treatment", now.against, "all are shown against another"),
      now.pair && !pair && unmetLine("comparison", now.pair, "none is opened"),
      now.trial && !all.trials.some(({ n }) => data.studies[n].id === now.trial) && unmetLine("trial", now.trial, "none is opened"),
    ].flatMap((line) => line || []);
  }

  /**
   * From the list, which may be of pools with a treatment: then all are shown against that.
   * @param {string} id
   * @param {string} [pool]
   */
  function pickFrom(id, pool) {
    pickOutcome(id, pool, wanted?.against);
  }

  /**
   * @param {string | null} id of an outcome; none leads back to all of them
   * @param {string | null} [pool] of its studies; none for the first
   * @param {string | null} [against] a treatment
   */
  function pickOutcome(id, pool = null, against = null) {
    hooks.set({ outcome: id, pool, against, pair: null, trial: null });
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
      evidenceTools(all, outcome, pool, { outcome: pickOutcome, pool: pickPool }),
      element(
        "div",
        { class: "evidence-head" },
        element("h2", { tabindex: "-1" }, pool ? `${capital(pool.words)}: ${pool.measureName}` : capital(outcome.label)),
        concept && element("button", { type: "button", class: "link", click: () => hooks.concept(concept) }, "All that is said of it"),
      ),
      ...(pool ? poolView(pool, now.against, { against: (id) => hooks.set({ against: id }), pair: pickPair }) : [element("p", { class: "intro" }, `Nothing is pooled. ${outcome.why}`)]),
      ...studyLists(data, all, outcome, pool, pickTrial),
    ];
  }

  /** @param {string | null} key none for the first pool */
  function pickPool(key) {
    hooks.set({ pool: key, pair: null, trial: null });
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

  /** The number that was pressed, or else the one that stood out. */
  function numberInSight() {
    const pressed = document.activeElement;
    if (pressed && pressed !== view && view.contains(pressed)) return pressed;
    return [...view.querySelectorAll(".chosen")].find(isInSight);
  }

  /** @param {number | null} n */
  function pickTrial(n) {
    const id = n === null || !pools ? null : data.studies[pools.trials[n].n].id;
    hooks.set({ trial: id });
    /** @type {HTMLElement | null} */ (panel.querySelector("h2"))?.focus({ preventScroll: true });
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

/** @param {Outcome} outcome */
function treatmentsIn({ pools }) {
  return new Set(pools.flatMap(({ networks }) => networks.flatMap((one) => one.treatments.map(({ id }) => id))));
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
