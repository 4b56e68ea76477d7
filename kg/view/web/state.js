// Holds what is shown, and writes it into the address, so that a link leads back to it.

/**
 * @typedef {object} State
 * @property {"graph" | "claims" | "evidence"} view
 * @property {string | null} focus a concept, by id
 * @property {number} hops from the focus
 * @property {string | null} to a concept that a way is looked for to
 * @property {string | null} claim that is told of in full
 * @property {boolean} kin whether what is said of broader concepts is drawn, too
 * @property {import("./facets.js").Chosen} chosen
 * @property {string} text that claims are searched for
 * @property {string | null} outcome whose evidence is shown, by id
 * @property {string | null} pool of the outcome's studies, by its key; the first if none
 * @property {string | null} against a treatment that all are shown against, by id
 * @property {string | null} pair of treatments whose estimate is told of, by their ids
 * @property {string | null} trial that is told of, by id
 */

const PLAIN = Object.freeze({ view: "graph", focus: null, hops: 1, to: null, claim: null, kin: false, chosen: {}, text: "", outcome: null, pool: null, against: null, pair: null, trial: null });
const MOST_HOPS = 3;
const VIEWS = /** @type {const} */ (["graph", "claims", "evidence"]);

/**
 * @param {(state: State, before: State) => void} changed
 * @param {(state: State) => State} mend puts right what an address asks for that is not there
 */
export function createState(changed, mend) {
  /** @type {State} */
  let state = mend(read(location.hash));

  /** @param {Partial<State>} patch */
  function set(patch) {
    const before = state;
    state = { ...state, ...patch };
    const address = write(state);
    if (address !== location.hash.slice(1)) {
      const typing = "text" in patch;
      history[typing ? "replaceState" : "pushState"](null, "", `#${address}`);
    }
    changed(state, before);
  }

  addEventListener("popstate", () => {
    const before = state;
    state = mend(read(location.hash));
    changed(state, before);
  });
  return { get: () => state, set };
}

/**
 * @param {State} state
 * @returns {string}
 */
function write(state) {
  const found = new URLSearchParams();
  for (const name of /** @type {const} */ (["view", "focus", "hops", "to", "claim", "kin", "text", "outcome", "pool", "against", "pair", "trial"])) {
    const value = state[name];
    if (value !== PLAIN[name] && value !== "") found.set(name, String(value === true ? 1 : value));
  }
  for (const name of Object.keys(state.chosen).sort()) {
    for (const key of state.chosen[name]) found.append(name, key);
  }
  return found.toString();
}

/**
 * @param {string} hash
 * @returns {State}
 */
export function read(hash) {
  const given = new URLSearchParams(hash.replace(/^#/, ""));
  /** @type {import("./facets.js").Chosen} */
  const chosen = {};
  for (const name of new Set(given.keys())) if (!(name in PLAIN)) chosen[name] = given.getAll(name);
  const hops = Number(given.get("hops") ?? 1);
  return {
    view: VIEWS.find((name) => name === given.get("view")) ?? "graph",
    focus: given.get("focus"),
    hops: Number.isInteger(hops) ? Math.min(Math.max(hops, 1), MOST_HOPS) : 1,
    to: given.get("to"),
    claim: given.get("claim"),
    kin: given.get("kin") === "1",
    chosen,
    text: given.get("text") ?? "",
    outcome: given.get("outcome"),
    pool: given.get("pool"),
    against: given.get("against"),
    pair: given.get("pair"),
    trial: given.get("trial"),
  };
}
