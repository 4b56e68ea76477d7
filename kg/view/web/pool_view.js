// Shows a pool: what was asked, what has to be known, and each network with its numbers.

import { element } from "./elements.js";
import { saveEstimates } from "./estimates_csv.js";
import { choice } from "./evidence_tools.js";
import { forest } from "./forest.js";
import { league } from "./league.js";
import { rankTable } from "./ranks.js";
import { counted, networkDrawing } from "./trial_network.js";

/**
 * @typedef {import("./pools.js").Pool} Pool
 * @typedef {import("./pools.js").Network} Network
 * @typedef {{against: (id: string) => void, pair: (network: Network, first: number, second: number) => void}} Pick
 */

/**
 * @param {Pool} pool
 * @param {string | null} against a treatment, by id
 * @param {Pick} pick
 */
export function poolView(pool, against, pick) {
  const people = pool.networks.flatMap(({ studies }) => studies.map((study) => study.people));
  const known = people.filter((n) => n !== null);
  const telling = known.length < people.length ? ` in the ${known.length} that tell` : "";
  const many = known.length ? `, with ${known.reduce((sum, n) => sum + n, 0).toLocaleString("en")} people${telling}` : "";
  const networks = pool.networks.length > 1 ? `, in ${pool.networks.length} networks that nothing connects` : "";
  const asked = `${pool.kind}${pool.people ? `, of ${pool.people}` : ""}: ${counted(pool.studies, "study", "studies")} of ${pool.treatments} treatments${networks}${many}.`;
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
    ...pool.networks.map((network) => aboutNetwork(pool, network, against, pick)),
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
 * @param {string | null} wanted a treatment, by id
 * @param {Pick} pick
 */
function aboutNetwork(pool, network, wanted, pick) {
  const { treatments } = network;
  const asked = treatments.findIndex(({ id }) => id === wanted);
  const against = asked >= 0 ? asked : network.reference;
  const pickPair = (/** @type {number} */ first, /** @type {number} */ second) => pick.pair(network, first, second);
  const pickAgainst = (/** @type {number} */ n) => pick.against(treatments[n].id);
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
      networkDrawing(pool, network, against, pickAgainst, pickPair),
      element("div", { class: "beside" }, choice("All against", `against-${network.n}`, options, pick.against), forest(pool, network, against, pickPair)),
    ),
    several && element(
      "div",
      { class: "in-row" },
      element("div", { class: treatments.length > 8 && "of-many" }, element("h4", {}, "League table"), ...league(network, pickPair)),
      network.ranks && element("div", {}, element("h4", {}, "Ranking"), ...rankTable(network, pool.level)),
    ),
  );
}
