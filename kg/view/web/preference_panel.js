// Lets a reader weigh outcomes, and tells the order that this makes, how sure it is, and what would turn it.

import { listed } from "./compare_words.js";
import { element } from "./elements.js";
import { basesOf, percent, prefer } from "./preferences.js";

const STEP = 5;
const MOST = 100;

/**
 * @typedef {import("./preferences.js").Preference} Preference
 * @typedef {import("./preferences.js").Basis} Basis
 */

/**
 * @param {import("./compare_data.js").Known} known
 * @param {import("./compare_data.js").Matrix} matrix
 * @param {(weights: Record<string, number>) => void} changed by the id of outcomes
 */
export function createPreferences(known, matrix, changed) {
  const bases = basesOf(known, matrix);
  const order = element("div", { class: "order" });
  // The whole order would be too much to be read out at each step of a slider.
  const spoken = element("p", { class: "hidden-text", role: "status" });
  /** @type {Record<string, number>} */
  let weights = {};
  const sliders = bases.map((basis, i) => slider(basis, `weight-${i}`));
  const fold = /** @type {HTMLDetailsElement} */ (element(
    "details",
    { class: "prefer" },
    element("summary", {}, "What matters to you: an order by your own weights"),
    ...(bases.length
      ? [
        element("p", { class: "quiet" }, "Say how much it matters to get from the worst to the best that studies hold possible, outcome by outcome."
          + " Only outcomes on which estimates connect at least two of the treatments can be weighed. The order informs, it does not advise."),
        element("div", { class: "weighing" }, element("div", { class: "sliders", role: "group", "aria-label": "Weights" }, ...sliders.map(({ row }) => row)), order),
        spoken,
      ]
      : [element("p", {}, "No order can be made: on no outcome does an estimate connect two of these treatments.")]),
  ));

  /**
   * @param {Basis} basis
   * @param {string} id
   */
  function slider(basis, id) {
    const about = basis.row.about ?? basis.row.label;
    const input = /** @type {HTMLInputElement} */ (element("input", { type: "range", id, min: "0", max: String(MOST), step: String(STEP), "aria-describedby": `${id}-of` }));
    const share = element("output", { for: id });
    input.addEventListener("input", () => {
      const { [about]: _, ...others } = weights;
      const value = Number(input.value);
      changed(value ? { ...others, [about]: value } : others);
    });
    const of = `${basis.treatments.length} of ${matrix.treatments.length} treatments`;
    const row = element(
      "div",
      { class: "slider" },
      element("label", { for: id }, basis.row.label),
      input,
      share,
      element("small", { id: `${id}-of` }, `${basis.question}; ${basis.better}; ${of}`),
    );
    return { about, input, share, row };
  }

  /** @param {Record<string, number>} now */
  function show(now) {
    const first = !order.childElementCount;
    weights = now;
    const weighed = bases.flatMap((basis, i) => {
      const weight = now[sliders[i].about] ?? 0;
      return weight > 0 ? [{ basis, weight }] : [];
    });
    const total = weighed.reduce((sum, { weight }) => sum + weight, 0);
    for (const { about, input, share } of sliders) {
      const weight = now[about] ?? 0;
      input.value = String(weight);
      share.textContent = weight && total ? `${percent(weight / total)} %` : "not weighed";
      input.setAttribute("aria-valuetext", share.textContent);
    }
    if (first && weighed.length) fold.open = true;
    const found = weighed.length ? prefer(known, matrix, weighed) : null;
    order.replaceChildren(...(found ? told(found) : [element("p", { class: "quiet" }, "Nothing is weighed yet: move a slider.")]));
    spoken.textContent = found ? found.refused || `Order: ${listed(found.places.map(({ treatment }) => treatment.label))}.` : "";
  }

  return { element: fold, show };
}

/** @param {Preference} found */
function told({ places, beats, flips, unplaced, criteria, outside, cautions, refused }) {
  const lowest = Math.min(0, ...places.map(({ lower }) => lower));
  const highest = Math.max(1, ...places.map(({ upper }) => upper));
  const at = (/** @type {number} */ score) => `${(100 * (score - lowest)) / (highest - lowest)}%`;
  const list = element("ol", { class: "places" }, ...places.map(({ treatment, score, lower, upper, first }, i) => {
    const bar = element("span", { class: "range", "aria-hidden": "true" }, element("i", {}), element("b", {}));
    const [reach, mark] = /** @type {HTMLElement[]} */ ([...bar.children]);
    reach.style.left = at(lower);
    reach.style.right = `calc(100% - ${at(upper)})`;
    mark.style.left = at(score);
    return element(
      "li",
      { "data-treatment": treatment.concept.id },
      element("b", {}, treatment.label),
      `: score ${fixed(score)} (${fixed(lower)} to ${fixed(upper)}), first in ${percent(first)} % of draws`,
      bar,
      i < beats.length && element("p", { class: "next" }, `${treatment.label} is ahead of ${places[i + 1].treatment.label} in ${percent(beats[i])} % of draws. ${flips[i]}`),
    );
  }));
  return [
    refused ? element("p", { class: "refused" }, refused) : list,
    cautions.length > 0 && element("ul", { class: "cautions" }, ...cautions.map((line) => element("li", {}, line))),
    ...outside.map((line) => element("p", { class: "outside" }, line)),
    ...(refused ? [] : unplaced.map(({ treatment, outcomes }) => element(
      "p",
      {},
      `${treatment.label} cannot be placed: no estimate of ${listed(outcomes)} that studies connect with the others.`,
    ))),
    element("ul", { class: "criteria quiet" }, ...criteria.map((line) => element("li", {}, line))),
  ].filter((part) => part !== false);
}

/**
 * A number with two digits; none is below zero by rounding alone.
 * @param {number} value
 */
function fixed(value) {
  return value.toFixed(2).replace(/^-(0\.00)$/, "$1");
}
