// Saves the estimates of a pool as CSV, each pair one way round, with what Python's own table has.

import { download, fileName } from "./download.js";
import { between } from "./pools.js";
import { quoted } from "./table.js";

const COLUMNS = ["network", "treatment", "comparator", "measure", "estimate", "lower", "upper", "predicted_lower", "predicted_upper", "evidence", "direct_studies", "as_printed"];

/** @param {import("./pools.js").Pool} pool */
export function saveEstimates(pool) {
  const lines = [COLUMNS, ...pool.networks.flatMap((network) => rowsOf(pool, network))];
  const text = lines.map((cells) => `${cells.join(",")}\r\n`).join("");
  download(new Blob([text], { type: "text/csv" }), fileName([pool.words, pool.measure], "csv"));
}

/**
 * @param {import("./pools.js").Pool} pool
 * @param {import("./pools.js").Network} network
 */
function rowsOf({ measure }, network) {
  return [...network.pairs.values()].map(({ first, second }) => {
    const { value, lower, upper, predicted, pair, text } = between(network, first, second);
    const direct = network.edges.find(([a, b]) => a === first && b === second);
    const numbers = [value, lower, upper, ...(predicted ?? [null, null])].map((number) => (number === null ? "" : String(number)));
    const names = [network.treatments[first].name, network.treatments[second].name].map(quoted);
    return [String(network.n + 1), ...names, measure, ...numbers, pair.kind, String(direct ? direct[2].length : 0), quoted(text)];
  });
}
