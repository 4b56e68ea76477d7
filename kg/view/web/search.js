// Finds concepts by any of their names, and suggests them while one types.

import { element, familyShape } from "./elements.js";
import { byText, fold } from "./text.js";

const MOST_SUGGESTIONS = 8;
// In shorter texts, one letter is too much to forgive, and a word of a name says too little.
const LEAST_TO_FORGIVE = 4;
const LEAST_WORD = 3;

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

  /**
   * @param {string} wanted
   * @param {typeof rankOf} rank
   */
  function find(wanted, rank) {
    const therapiesFirst = (/** @type {import("./data.js").Concept} */ { family }) => Number(family.name !== "therapy");
    return known
      .filter(({ concept }) => isOpen(concept))
      .map((entry) => ({ ...entry, best: bestName(entry.names, wanted, rank) }))
      .filter(({ best }) => best.rank < Infinity)
      // Of names that fit as well, therapies go first; of these, the shortest leaves least to type.
      .sort((a, b) => (
        a.best.rank - b.best.rank || therapiesFirst(a.concept) - therapiesFirst(b.concept)
        || a.best.name.length - b.best.name.length || byText(a.concept.label, b.concept.label)
      ))
      .slice(0, MOST_SUGGESTIONS);
  }

  function suggest() {
    const wanted = fold(field.value.trim());
    const fitting = wanted ? find(wanted, rankOf) : [];
    const found = wanted.length < LEAST_TO_FORGIVE || fitting.length ? fitting : find(wanted, slipRankOf);
    shown = found.map(({ concept }) => concept);
    list.replaceChildren(...found.map(({ concept, best }, i) => option(concept, best.name, i)));
    if (wanted && !fitting.length) {
      const said = found.length ? nothing.replace(/\.$/, "; these are alike.") : nothing;
      list.append(element("li", { class: "nothing", role: "option", "aria-disabled": "true" }, said));
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
 * The name that fits best, with its rank.
 * @param {{name: string, folded: string}[]} names
 * @param {string} wanted
 * @param {typeof rankOf} rank
 */
function bestName(names, wanted, rank) {
  let best = { name: "", rank: Infinity };
  for (const { name, folded } of names) {
    const found = rank(folded, wanted);
    if (found < best.rank) best = { name, rank: found };
  }
  return best;
}

/**
 * How well a name fits: the whole name, its first words, other words, its beginning, a word's beginning, inside.
 * @param {string} name
 * @param {string} wanted
 */
function rankOf(name, wanted) {
  const at = name.indexOf(wanted);
  if (at < 0) return Infinity;
  if (name === wanted) return 0;
  const starts = startsOf(name).filter((start) => name.startsWith(wanted, start));
  const whole = starts.filter((start) => !/[\p{L}\p{N}]/u.test(name.charAt(start + wanted.length)));
  if (whole.includes(0)) return 1;
  if (whole.length && wanted.length >= LEAST_WORD) return 2;
  return at === 0 ? 3 : starts.length ? 4 : 5;
}

/**
 * How well a name fits but for one letter: the whole name, or its beginning, or a word's beginning.
 * @param {string} name
 * @param {string} wanted
 */
function slipRankOf(name, wanted) {
  if (alike(name, wanted)) return 0;
  const fits = startsOf(name).filter((start) => [-1, 0, 1].some((more) => alike(name.slice(start, start + wanted.length + more), wanted)));
  return fits.length ? 1 + Number(fits[0] > 0) : Infinity;
}

/**
 * Where the words of a name begin.
 * @param {string} name
 */
function startsOf(name) {
  return [0, ...[...name.matchAll(/[\s(-]/g)].map(({ index }) => index + 1)];
}

/**
 * Whether two texts differ by one letter at most: another one, one too many or too few, or two that changed places.
 * @param {string} a
 * @param {string} b
 */
function alike(a, b) {
  let same = 0;
  while (same < a.length && a[same] === b[same]) same += 1;
  const [x, y] = [a.slice(same), b.slice(same)];
  const swapped = x.length > 1 && x[0] === y[1] && x[1] === y[0] && x.slice(2) === y.slice(2);
  return swapped || x.slice(1) === y.slice(1) || x.slice(1) === y || x === y.slice(1);
}
