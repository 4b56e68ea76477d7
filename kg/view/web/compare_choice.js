// Chooses the treatments to compare: those that are chosen as chips, others by typing.

import { byId, element } from "./elements.js";
import { createSearch } from "./search.js";

export const MOST = 5;

/**
 * @typedef {import("./compare_data.js").Known} Known
 * @typedef {import("./compare_data.js").Treatment} Treatment
 */

/**
 * @param {Known} known
 * @param {import("./data.js").Data} data
 * @param {(chosen: Treatment[]) => void} changed
 */
export function createChoice(known, data, changed) {
  const list = byId("chosen");
  const field = /** @type {HTMLInputElement} */ (byId("add-treatment"));
  /** @type {Treatment[]} */
  let chosen = [];
  const concepts = known.treatments.map(({ concept }) => concept);
  createSearch(field, byId("treatment-suggestions"), { ...data, concepts }, add, {
    open: ({ id }) => !chosen.some(({ concept }) => concept.id === id),
    nothing: "No other treatment has that name.",
  });

  /** @param {import("./data.js").Concept} concept */
  function add({ id }) {
    field.value = "";
    const found = known.treatmentOf.get(id);
    if (found) changed([...chosen, found]);
  }

  /** @param {Treatment} treatment */
  function chip(treatment) {
    const remove = () => {
      changed(chosen.filter((one) => one !== treatment));
      field.focus();
    };
    return element(
      "li",
      { class: "chip" },
      treatment.label,
      element("button", { type: "button", "aria-label": `Remove ${treatment.label}`, title: "Remove", click: remove }, "×"),
    );
  }

  /** @param {Treatment[]} now */
  function show(now) {
    chosen = now;
    list.replaceChildren(...now.map(chip));
    byId("chosen-label").hidden = !now.length;
    field.disabled = now.length >= MOST;
    field.placeholder = now.length >= MOST ? "Five are the most" : "Name of a treatment";
  }

  return { show };
}
