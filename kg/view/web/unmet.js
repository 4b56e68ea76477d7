// Says what an address asks for that is not there, and what is shown instead.

import { MOST } from "./compare_choice.js";
import { plainly } from "./text.js";

// As many sentences make a line; the others are counted.
const LINES = 3;

/** @param {HTMLElement} place a line, until the reader goes on */
export function createUnmet(place) {
  /** @type {string[]} */
  let lines = [];

  /** @param {string[]} now */
  function show(now) {
    lines = now;
    const more = lines.length - LINES;
    place.textContent = [...lines.slice(0, LINES), ...(more > 0 ? [`And ${more} more.`] : [])].join(" ");
  }

  return { show, add: (/** @type {string[]} */ more) => show([...lines, ...more]) };
}

/**
 * @param {string} what kind of thing
 * @param {string} name as the address has it: anything may stand there
 * @param {string} instead what is done or shown
 */
export function unmetLine(what, name, instead) {
  return `The address asks for the ${what} “${plainly(name)}”, which is not here; ${instead}.`;
}

/**
 * What an address asks for in vain, but for what only one of the tabs knows of.
 * @param {import("./state.js").State} asked
 * @param {import("./state.js").State} mended
 * @param {import("./data.js").Data} data
 * @param {import("./facets.js").Facet[]} facets
 */
export function unmetOf(asked, mended, { conceptOf, treatments }, facets) {
  const isTreatment = (/** @type {string} */ id) => treatments.has(conceptOf.get(id)?.n ?? -1);
  const strangers = asked.treatments.filter((id) => !isTreatment(id));
  const many = asked.treatments.length - strangers.length;
  return [
    asked.view !== mended.view && unmetLine("view", asked.view, "the graph is shown"),
    asked.focus && !mended.focus && unmetLine("concept", asked.focus, mended.view === "graph" ? "all concepts are shown" : "it is left out"),
    asked.to && !conceptOf.has(asked.to) && unmetLine("concept", asked.to, "no way to it is drawn"),
    asked.to && asked.to === mended.focus && "The address asks for a way from a concept to itself; what is around it is drawn.",
    asked.hops !== mended.hops && mended.hops > 1 && `The address asks for more than ${mended.hops} steps; ${mended.hops} are drawn.`,
    asked.hops !== mended.hops && mended.hops === 1 && "The address asks for a number of steps that is none; 1 is drawn.",
    ...Object.entries(asked.weights).flatMap(([id, weight]) => weightLine(id, weight, mended.weights[id])),
    asked.claim && !mended.claim && unmetLine("claim", asked.claim, "none is opened"),
    ...strangers.map((id) => unmetLine("treatment", id, "it is left out")),
    many > MOST && `The address asks for ${many} treatments; the first five are compared.`,
    ...facets.flatMap(({ name, title }) => (asked.chosen[name] ?? [])
      .filter((key) => !mended.chosen[name]?.includes(key))
      .map((key) => unmetLine("filter", `${title}: ${key}`, "it is left out"))),
  ].flatMap((line) => line || []);
}

/**
 * What is done with a weight that cannot be; nothing where it can.
 * @param {string} id of an outcome, as the address has it
 * @param {number} asked
 * @param {number | undefined} taken
 */
function weightLine(id, asked, taken) {
  if (asked === 0 || asked === taken) return [];
  const instead = taken === undefined ? "is no number above 0; it is left out" : `is above ${taken}; ${taken} is taken`;
  return [`The address asks for a weight of “${plainly(id)}” that ${instead}.`];
}
