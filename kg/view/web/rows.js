// Sorts what is around a concept into rows: on which side they stand, and with which lines.

import { byText } from "./text.js";

// So high is a line with its words.
export const LINE = 18;

/**
 * @typedef {import("./data.js").Data} Data
 * @typedef {import("./graph.js").Link} Link
 * @typedef {{concept: import("./data.js").Concept, links: Link[], height: number}} Row
 */

/**
 * Left of the focus stands what says something of it, right of it what it says something of.
 * @param {number} focus
 * @param {Map<number, number>} hops
 * @param {Link[]} links
 */
export function sides(focus, hops, links) {
  /** @type {Map<number, number>} */
  const side = new Map();
  for (const { from, to } of links) {
    if (from === focus) side.set(to, 1);
    else if (to === focus && !side.has(from)) side.set(from, -1);
  }
  const outwards = [...hops].sort(([, a], [, b]) => a - b);
  for (const [n, hop] of outwards) {
    if (hop < 2) continue;
    const near = links.filter(({ from, to }) => from === n || to === n).map(({ from, to }) => (from === n ? to : from));
    const sum = near.filter((other) => hops.get(other) === hop - 1).reduce((all, other) => all + (side.get(other) ?? 0), 0);
    side.set(n, sum < 0 ? -1 : 1);
  }
  return side;
}

/**
 * @param {Link[]} links
 * @param {number} focus
 * @returns {Map<number, Link[]>} by the other end
 */
export function linksTo(links, focus) {
  return grouped(links.filter(({ from, to }) => from === focus || to === focus), ({ from, to }) => (from === focus ? to : from));
}

/**
 * @param {Link[]} links
 * @param {Set<number>} before
 * @returns {Map<number, Link[]>} by the end that is not among those before
 */
export function linksFrom(links, before) {
  return grouped(
    links.filter(({ from, to }) => before.has(from) !== before.has(to)),
    ({ from, to }) => (before.has(from) ? to : from),
  );
}

/**
 * @template T, K
 * @param {T[]} values
 * @param {(value: T) => K} keyOf
 * @returns {Map<K, T[]>}
 */
function grouped(values, keyOf) {
  /** @type {Map<K, T[]>} */
  const found = new Map();
  for (const value of values) {
    const key = keyOf(value);
    const group = found.get(key);
    if (group) group.push(value);
    else found.set(key, [value]);
  }
  return found;
}

/**
 * @param {Data} data
 * @param {number[]} members
 * @param {Map<number, Link[]>} linksOf those whose words stand before a concept
 * @returns {Row[]} by family, those first that most benefits and risks are of, then by name
 */
export function rowsOf(data, members, linksOf) {
  const concepts = members.map((n) => data.concepts[n]);
  // What people ask for first: that some of it is better than the rest, or that a claim is of a benefit or a risk.
  const asked = new Map(data.families.map((family) => [family, 0]));
  for (const { n, family, desirable } of concepts) {
    const effects = (linksOf.get(n) ?? []).filter(({ claim }) => desirable || claim?.effect).length;
    asked.set(family, (asked.get(family) ?? 0) + effects);
  }
  const order = [...data.families].sort((a, b) => (asked.get(b) ?? 0) - (asked.get(a) ?? 0));
  const rank = new Map(order.map((family, i) => [family, i]));
  return concepts
    .sort((a, b) => (rank.get(a.family) ?? 0) - (rank.get(b.family) ?? 0) || byText(a.label, b.label))
    .map((concept) => {
      const links = [...linksOf.get(concept.n) ?? []].sort(unsettledFirst);
      return { concept, links, height: Math.max(concept.height, links.length * LINE) };
    });
}

/**
 * Puts lines first that must not be overlooked: those that are not supported.
 * @param {Link} a
 * @param {Link} b
 */
function unsettledFirst(a, b) {
  const settled = (/** @type {Link} */ { claim }) => Number(!claim || claim.direction === "supports");
  return settled(a) - settled(b) || byText(a.words, b.words) || (a.key < b.key ? -1 : 1);
}
