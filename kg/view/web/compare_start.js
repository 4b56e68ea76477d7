// Says what to do while fewer than two treatments are chosen, with examples and the list of all.

import { counted, listed } from "./compare_words.js";
import { element } from "./elements.js";

const MOST_PARTNERS = 6;

/**
 * @typedef {import("./compare_data.js").Treatment} Treatment
 */

/**
 * @param {import("./compare_data.js").Known} known
 * @param {(chosen: Treatment[]) => void} choose
 */
export function createStart(known, choose) {
  /**
   * @param {Treatment[]} of
   * @param {string} words
   */
  const example = (of, words) => element(
    "button",
    { type: "button", class: "example", click: () => choose(of) },
    words,
  );

  /** @param {Treatment[]} chosen */
  function all(chosen) {
    const items = known.treatments.filter((one) => !chosen.includes(one)).map((one) => element(
      "li",
      {},
      element("button", { type: "button", class: "link", click: () => choose([...chosen, one]) }, one.label),
      element("small", {}, ` ${one.concept.kind}; ${counted(one.claims, "claim")}, ${counted(one.figures, "figure")}`),
    ));
    return element("div", {}, element("h3", {}, "All treatments"), element("ul", { class: "columns all-treatments" }, ...items));
  }

  /** @param {Treatment[]} chosen none, or one */
  return (chosen) => {
    const [one] = chosen;
    const offered = one
      ? known.partners(one).slice(0, MOST_PARTNERS).map((other) => example([one, other], `with ${other.label}`))
      : known.examples.map((of) => example(of, listed(of.map(({ label }) => label))));
    return [
      element(
        "div",
        { class: "start" },
        element("h2", {}, one ? `With what shall ${one.label} be compared?` : "Put two to five treatments side by side"),
        element(
          "p",
          {},
          "Add treatments by name above. You will see what is known of each, differences first: what it is, how it is given,"
          + " benefits, risks, burdens, costs and approvals, each with the claims and studies behind it, and what studies say of"
          + " one against another. Where nothing is known, it says so.",
        ),
        offered.length > 0 && element("p", { class: "quiet" }, one ? "Studies connect it with:" : "For example:"),
        offered.length > 0 && element("p", { class: "examples" }, ...offered),
        all(chosen),
      ),
    ];
  };
}
