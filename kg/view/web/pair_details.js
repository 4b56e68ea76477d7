// Tells what an estimate of one treatment against another rests on: comparisons, and studies.

import { element } from "./elements.js";
import { capital } from "./forest.js";
import { between } from "./pools.js";

// What a figure that was read where it was first printed needs no word on.
export const IN_SOURCE = "figure read in its source";

/**
 * @typedef {object} Hooks
 * @property {(first: number, second: number) => void} pair
 * @property {(trial: number) => void} trial
 * @property {(key: string) => void} pool shows the same two in another pool
 * @property {() => void} close
 */

/**
 * @param {import("./data.js").Data} data
 * @param {import("./pools.js").Pools} pools
 * @param {import("./pools.js").Outcome} outcome
 * @param {import("./pools.js").Pool} pool
 * @param {import("./pools.js").Network} network
 * @param {[number, number]} pair
 * @param {Hooks} hooks
 */
export function pairDetails(data, pools, outcome, pool, network, [first, second], hooks) {
  const found = between(network, first, second);
  const [one, other] = [network.treatments[first].name, network.treatments[second].name];
  const nameOf = (/** @type {number} */ study) => data.studies[pools.trials[network.studies[study].trial].n].label;
  const direct = network.edges.find(([a, b]) => (a === first && b === second) || (a === second && b === first));
  return [
    panelHead(`${one} against ${other}`, `${capital(pool.measureName)} · ${pool.words}`, hooks.close),
    element("p", { class: "estimate" }, found.text),
    element("p", {}, found.sentence),
    !found.pair.compared && element("p", { class: "remark" }, "Where the two are compared side by side, another estimate is shown", otherwise()),
    found.absolute && element("p", { class: "absolute" }, found.absolute),
    pairs([
      ["Evidence", `${found.pair.kind}${found.pair.kind === "mixed" ? ": direct and indirect" : ""}`],
      ["Direct alone", found.direct ?? (direct ? "" : "no study here compares the two")],
      ["Indirect alone", found.indirect ?? "none"],
      ["Do they differ?", found.pair.p === null ? "" : `${found.pair.p < 0.05 ? "beyond chance" : "not shown"} (${chance(found.pair.p)})`],
      ["In a new study", found.predictedText ? `${found.predictedText} (${pool.level} prediction interval)` : "cannot be assessed"],
      ["Strength", found.strength ?? ""],
    ]),
    element("button", { type: "button", class: "button", click: () => hooks.pair(second, first) }, `Turn round: ${other} against ${one}`),
    direct && element("h3", {}, `Studies that compare the two`),
    direct && element("ul", { class: "share-list" }, ...direct[2].map((study) => element("li", {}, ownEstimate(study)))),
    element("h3", {}, "What each direct comparison contributes"),
    element("ol", { class: "share-list" }, ...found.pair.shares.map(([edge, share]) => {
      const [a, b] = network.edges[edge];
      const title = `${network.treatments[a].name} against ${network.treatments[b].name}`;
      return element("li", {}, shareButton(title, between(network, a, b).direct ?? "", share, () => hooks.pair(a, b)));
    })),
    element("h3", {}, "What each study contributes"),
    element("ol", { class: "share-list" }, ...found.pair.studies.map(([study, share]) => (
      element("li", {}, shareButton(nameOf(study), readOf(study), share, () => hooks.trial(network.studies[study].trial)))
    ))),
    element("p", { class: "quiet" }, "Shares of the evidence's paths, by a random walk; they add up to 100 %."),
  ];

  /** @param {number} study by its place in the network */
  function readOf(study) {
    const { trial } = network.studies[study];
    return notInSource(pools, pool.taken.find((one) => one.trial === trial)?.figures ?? []);
  }

  /** Leads to the estimates that a comparison of the two shows. */
  function otherwise() {
    const ids = [network.treatments[first].id, network.treatments[second].id];
    const others = outcome.pools.filter(({ networks }) => networks.some((one) => {
      const ends = ids.map((id) => one.treatments.findIndex((treatment) => treatment.id === id));
      return ends[0] >= 0 && ends[1] >= 0 && between(one, ends[0], ends[1]).pair.compared;
    }));
    return element("span", {}, ...others.flatMap((one, i) => [
      i ? ", " : ": ",
      element("button", { type: "button", class: "link", click: () => hooks.pool(one.key) }, `${one.measureName}, ${one.at ?? "each study's longest time"}`),
    ]));
  }

  /** @param {number} study by its place in the network */
  function ownEstimate(study) {
    const own = network.studies[study].own.find((o) => (o.first === first && o.second === second) || (o.first === second && o.second === first));
    const text = own ? own.ways[own.first === first ? 0 : 1].text : "";
    return element("button", { type: "button", click: () => hooks.trial(network.studies[study].trial) }, element("span", {}, nameOf(study), element("small", {}, [text, readOf(study)].filter(Boolean).join("; "))));
  }
}

/**
 * @param {string} title
 * @param {string} kind
 * @param {() => void} close
 */
export function panelHead(title, kind, close) {
  return element(
    "div",
    { class: "details-head" },
    element("div", {}, element("p", { class: "kind" }, kind), element("h2", { tabindex: "-1" }, title)),
    element("button", { type: "button", class: "close", "aria-label": "Close details", click: close }, "×"),
  );
}

/** @param {[string, Node | string | null | false][]} rows */
export function pairs(rows) {
  const kept = rows.filter(([, value]) => value);
  return element("dl", { class: "pairs" }, ...kept.flatMap(([name, value]) => [element("dt", {}, name), element("dd", {}, value)]));
}

/**
 * @param {string} title
 * @param {string} note
 * @param {number} share
 * @param {() => void} act
 */
function shareButton(title, note, share, act) {
  const width = `${(100 * share).toFixed(1)} %`;
  const fill = element("span", { class: "fill" });
  fill.style.width = `${Math.min(100, 100 * share)}%`;
  return element(
    "button",
    { type: "button", click: act },
    element("span", {}, title, note && element("small", {}, note)),
    element("b", {}, width),
    element("span", { class: "track", "aria-hidden": "true" }, fill),
  );
}

/**
 * In words, how figures were read that were not read in their source.
 * @param {import("./pools.js").Pools} pools
 * @param {number[]} figures
 */
function notInSource({ figures: every }, figures) {
  return [...new Set(figures.map((n) => every[n].read).filter((read) => read !== IN_SOURCE))].join(", ");
}

/**
 * @param {import("./pools.js").Pools} pools
 * @param {number[]} figures
 */
export function readBadge(pools, figures) {
  const read = notInSource(pools, figures);
  return read ? [" ", element("b", { class: "badge open" }, read)] : [];
}

/** @param {number} p */
function chance(p) {
  return p < 0.001 ? "p < 0.001" : `p = ${p.toFixed(3)}`;
}
