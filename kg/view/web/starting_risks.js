// Says where risks that stand beside each other start from different ones.

import { listed, whole } from "./compare_words.js";
import { element } from "./elements.js";

/**
 * What has to be known of the dots in a row; nothing where all start from one risk.
 * @param {(import("./compare_data.js").Estimate | null)[]} estimates
 */
export function startingRisks(estimates) {
  const starts = new Set(estimates.flatMap((one) => (one?.absolute ? [`${whole(1000 * one.absolute.baseline)} with ${one.comparator}`] : [])));
  return starts.size > 1 && element("p", { class: "quiet starts" }, `From different starting risks (of 1,000: ${listed([...starts])}): these dots are not to be compared across the row.`);
}
