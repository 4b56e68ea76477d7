// Offers to compare a treatment, from wherever it is told of.

import { MOST } from "./compare_choice.js";
import { listed } from "./compare_words.js";
import { element } from "./elements.js";

/**
 * @param {import("./data.js").Data} data
 * @param {import("./data.js").Concept} concept
 * @param {string[]} chosen treatments that are compared already, by id
 * @param {(treatments: string[]) => void} compare
 */
export function compareButton(data, concept, chosen, compare) {
  if (!data.treatments.has(concept.n) || data.treatments.size < 2) return null;
  const others = chosen.filter((id) => id !== concept.id);
  const joins = others.length && others.length < MOST;
  const labels = others.map((id) => data.conceptOf.get(id)?.label ?? id);
  const words = joins ? `Compare with ${listed(labels)}` : "Compare …";
  const treatments = chosen.includes(concept.id) ? chosen : joins ? [...others, concept.id] : [concept.id];
  return element("p", { class: "do" }, element("button", { type: "button", class: "button", click: () => compare(treatments) }, words));
}
