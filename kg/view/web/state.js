// Holds what is shown, and writes it into the address, so that a link leads back to it.

import { hasAddress } from "./frame.js";

/**
 * @typedef {object} State
 * @property {"graph" | "claims" | "compare" | "evidence"} view
 * @property {string | null} focus a concept, by id
 * @property {number} hops from the focus
 * @property {string | null} to a concept that a way is looked for to
 * @property {string | null} claim that is told of in full
 * @property {boolean} kin whether what is said of broader concepts is drawn, too
 * @property {boolean} folded whether the details of what the drawing is of are hidden
 * @property {boolean} result whether only the result of a query is shown
 * @property {string[]} treatments that are compared, by id
 * @property {Record<string, number>} weights of outcomes, by id
 * @property {import("./facets.js").Chosen} chosen
 * @property {string} text that claims are searched for
 * @property {string | null} outcome whose evidence is shown, by id
 * @property {string | null} pool of the outcome's studies, by its key; the first if none
 * @property {string | null} against a treatment that all are shown against, by id
 * @property {string | null} pair of treatments whose estimate is told of, by their ids
 * @property {string | null} trial that is told of, by id
 */

const PLAIN = Object.freeze({ view: "graph", focus: null, hops: 1, to: null, claim: null, kin: false, folded: false, result: false, chosen: {}, text: "", outcome: null, pool: null, against: null, pair: null, trial: null });
// What stands in an address as often as it is chosen. A weight is a number with its outcome: "40 ex:pain".
const SEVERAL = ["treatment", "weight"];
const MOST_WEIGHT = 100;
const MOST_HOPS = 3;

/**
 * @param {(state: State, before: State, again?: boolean) => void} changed `again` where the browser leads back or forth
 * @param {(state: State) => State} mend puts right what an address asks for that is not there
 * @param {string} start what is shown where the address says nothing
 */
export function createState(changed, mend, start) {
  /** @type {State} */
  let state = mend(read(asked() || start));
  // So that a way back leads here, and a copied address does, too.
  if (hasAddress && start && !asked()) history.replaceState(null, "", `#${addressOf(state)}`);

  /** The map needs a word in the address where the page starts with something else.
   * @param {State} now */
  function addressOf(now) {
    return write(now) || (start && "view=graph");
  }

  /** @param {Partial<State>} patch */
  function set(patch) {
    const before = state;
    state = { ...state, ...patch };
    const address = addressOf(state);
    if (hasAddress && address !== location.hash.slice(1)) {
      const typing = "text" in patch || "weights" in patch;
      history[typing ? "replaceState" : "pushState"](null, "", `#${address}`);
    }
    changed(state, before);
  }

  addEventListener("popstate", () => {
    // A link to a place of the page changes nothing of what is shown.
    if (location.hash && !asked()) return;
    const before = state;
    state = mend(read(asked() || start));
    changed(state, before, true);
  });
  return { get: () => state, set };
}

/** What the address says of the state: a place of the page, such as `#cite`, says nothing of it. */
function asked() {
  return location.hash.includes("=") ? location.hash.slice(1) : "";
}

/**
 * @param {State} state
 * @returns {string}
 */
function write(state) {
  const found = new URLSearchParams();
  for (const name of /** @type {const} */ (["view", "focus", "hops", "to", "claim", "kin", "folded", "result", "text", "outcome", "pool", "against", "pair", "trial"])) {
    const value = state[name];
    // The details of a way are hidden unless an address says otherwise.
    const plain = name === "folded" ? Boolean(state.to) : PLAIN[name];
    if (value !== plain && value !== "") found.set(name, String(typeof value === "boolean" ? Number(value) : value));
  }
  for (const id of state.treatments) found.append("treatment", id);
  for (const id of Object.keys(state.weights).sort()) found.append("weight", `${state.weights[id]} ${id}`);
  for (const name of Object.keys(state.chosen).sort()) {
    for (const key of state.chosen[name]) found.append(name, key);
  }
  return found.toString();
}

/**
 * What an address asks for, be it possible or not.
 * @param {string} hash
 * @returns {State}
 */
export function read(hash) {
  const given = new URLSearchParams(hash.replace(/^#/, ""));
  /** @type {import("./facets.js").Chosen} */
  const chosen = {};
  for (const name of new Set(given.keys())) if (!(name in PLAIN || SEVERAL.includes(name))) chosen[name] = given.getAll(name);
  return {
    view: /** @type {State["view"]} */ (given.get("view") ?? "graph"),
    focus: given.get("focus"),
    hops: Number(given.get("hops") ?? 1),
    to: given.get("to"),
    claim: given.get("claim"),
    kin: given.get("kin") === "1",
    folded: given.has("folded") ? given.get("folded") === "1" : given.has("to"),
    result: given.get("result") === "1",
    treatments: [...new Set(given.getAll("treatment"))],
    weights: Object.fromEntries(given.getAll("weight").map(weight)),
    chosen,
    text: given.get("text") ?? "",
    outcome: given.get("outcome"),
    pool: given.get("pool"),
    against: given.get("against"),
    pair: given.get("pair"),
    trial: given.get("trial"),
  };
}

/**
 * @param {string} given
 * @returns {[string, number]}
 */
function weight(given) {
  const at = given.indexOf(" ");
  return [given.slice(at + 1), Number(given.slice(0, Math.max(at, 0)) || NaN)];
}

/**
 * As many steps as can be drawn, where others are asked for.
 * @param {number} asked
 */
export function hopsWithin(asked) {
  return asked > MOST_HOPS ? MOST_HOPS : Number.isInteger(asked) && asked > 0 ? asked : 1;
}

/**
 * Weights as they can be, without those that are none.
 * @param {State["weights"]} asked
 * @returns {State["weights"]}
 */
export function weightsWithin(asked) {
  return Object.fromEntries(Object.entries(asked).filter(([id, value]) => id && value > 0).map(([id, value]) => [id, Math.min(value, MOST_WEIGHT)]));
}
