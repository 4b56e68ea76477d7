// Draws what is known of one treatment against another on an outcome.

import { estimateParts, restsPart, strengthPart, verdictPart } from "./compare_estimate.js";
import { counted } from "./compare_words.js";
import { element } from "./elements.js";

/**
 * Below a row: its pairs with an estimate, then those without, then what has to be known of its figures.
 * @param {import("./compare_data.js").Row} row
 * @returns {HTMLElement[]}
 */
export function pairParts({ pairs, note }) {
  const estimated = pairs.filter(({ estimates }) => estimates.length);
  const others = pairs.filter(({ estimates }) => !estimates.length);
  const compared = others.filter(({ headToHead, withoutFigures }) => headToHead.length || withoutFigures.length).length;
  const parts = [
    estimated.length > 0 && element("div", { class: "pairs-known" }, ...estimated.map(estimatedPair)),
    others.length === 1 && element("p", { class: "pair", ...ends(others[0]) }, others[0].sentence),
    others.length > 1 && element(
      "details",
      { class: "behind" },
      element("summary", {}, `No estimate for ${counted(others.length, estimated.length ? "other pair" : "pair")}; ${
        compared ? `${compared} compared in studies, without figures for an estimate` : "no head-to-head comparison"
      }`),
      element("ul", {}, ...others.map((pair) => element("li", { class: "pair", ...ends(pair) }, pair.sentence))),
    ),
    note && element("p", { class: "note" }, note),
  ];
  return parts.flatMap((part) => (part ? [part] : []));
}

/** @param {import("./compare_data.js").Pair} pair */
function ends({ a, b }) {
  return { "data-a": a.concept.id, "data-b": b.concept.id };
}

/** @param {import("./compare_data.js").Pair} pair */
function estimatedPair(pair) {
  const { a, b, estimates, sentence } = pair;
  return element(
    "div",
    { class: "pair-known" },
    element("h3", {}, `${a.label} against ${b.label}`),
    element("p", { class: "pair", ...ends(pair) }, sentence),
    ...estimates.map((estimate) => element(
      "div",
      { class: "estimate" },
      element("div", {}, verdictPart(estimate), estimate.strength && strengthPart(estimate.strength), restsPart(estimate)),
      ...estimateParts(estimate),
    )),
  );
}
