// Finds concepts by any of their names, and suggests them while one types.

import { element, familyShape } from "./elements.js";
import { byText, fold } from "./text.js";

const MOST_SUGGESTIONS = 8;

/**
 * @param {HTMLInputElement} field
 * @param {HTMLElement} list
 * @param {import("./data.js").Data} data
 * @param {(concept: import("./data.js").Concept) => void} take someone chose a suggestion
 * @param {{open?: (concept: import("./data.js").Concept) => boolean, nothing?: string}} options which concepts are open to choice, and what is said where none is
 */
export function createSearch(field, list, data, take, { open: isOpen = () => true, nothing = "No concept has that name." } = {}) {
  const known = data.concepts.map((concept) => ({
    concept,
    names: [concept.label, ...concept.names].map((name) => ({ name, folded: fold(name) })),
  }));
  /** @type {import("./data.js").Concept[]} */
  let shown = [];
  let active = -1;

  /** @param {string} text */
  function find(text) {
    const wanted = fold(text.trim());
    return known
      .filter(({ concept }) => isOpen(concept))
      .map((entry) => ({ ...entry, best: bestName(entry.names, wanted) }))
      .filter(({ best }) => best.rank < Infinity)
      // Of names that fit as well, the shortest leaves least to type.
      .sort((a, b) => (
        a.best.rank - b.best.rank || a.best.name.length - b.best.name.length || byText(a.concept.label, b.concept.label)
      ))
      .slice(0, MOST_SUGGESTIONS);
  }

  function suggest() {
    const found = field.value.trim() ? find(field.value) : [];
    shown = found.map(({ concept }) => concept);
    list.replaceChildren(...found.map(({ concept, best }, i) => option(concept, best.name, i)));
    if (field.value.trim() && !found.length) {
      list.append(element("li", { class: "nothing", role: "option", "aria-disabled": "true" }, nothing));
    }
    open(list.childElementCount > 0);
    activate(-1);
  }

  /**
   * @param {import("./data.js").Concept} concept
   * @param {string} name
   * @param {number} i
   */
  function option(concept, name, i) {
    const also = name === concept.label ? concept.kind : `${concept.kind}, also called ${name}`;
    const item = element(
      "li",
      { role: "option", id: `${list.id}-${i}`, "aria-selected": "false" },
      familyShape(concept.family),
      element("span", {}, concept.label, element("small", {}, also)),
    );
    item.addEventListener("pointerdown", (event) => event.preventDefault());
    item.addEventListener("click", () => choose(i));
    return item;
  }

  /** @param {boolean} yes */
  function open(yes) {
    list.hidden = !yes;
    field.setAttribute("aria-expanded", String(yes));
  }

  /** @param {number} i */
  function activate(i) {
    active = i;
    [...list.children].forEach((item, j) => item.setAttribute("aria-selected", String(i === j)));
    if (i < 0) field.removeAttribute("aria-activedescendant");
    else {
      field.setAttribute("aria-activedescendant", `${list.id}-${i}`);
      list.children[i].scrollIntoView({ block: "nearest" });
    }
  }

  /** @param {number} i */
  function choose(i) {
    const concept = shown[i];
    if (!concept) return;
    field.value = concept.label;
    open(false);
    take(concept);
  }

  field.addEventListener("input", suggest);
  field.addEventListener("blur", () => open(false));
  field.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && shown.length) {
      if (list.hidden) open(true);
      const from = active < 0 && step < 0 ? 0 : active;
      activate((from + step + shown.length) % shown.length);
    } else if (event.key === "Enter" && shown.length) choose(Math.max(active, 0));
    else if (event.key === "Escape" && !list.hidden) {
      open(false);
      event.stopPropagation();
    } else return;
    event.preventDefault();
  });
}

/**
 * The name that fits best, with its rank: the whole name, its beginning, a word's beginning, inside.
 * @param {{name: string, folded: string}[]} names
 * @param {string} wanted
 */
function bestName(names, wanted) {
  let best = { name: "", rank: Infinity };
  for (const { name, folded } of names) {
    const at = folded.indexOf(wanted);
    if (at < 0) continue;
    const rank = folded === wanted ? 0 : at === 0 ? 1 : /[\s(-]/.test(folded[at - 1]) ? 2 : 3;
    if (rank < best.rank) best = { name, rank };
  }
  return best;
}
