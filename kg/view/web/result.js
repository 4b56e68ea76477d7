// Arranges the result of a query: what hangs together stands together, the larger groups first.

import { around, boundsOf, READABLE } from "./arrange.js";

const GAP = 46;
const MARGIN = 48;

/**
 * @typedef {import("./data.js").Data} Data
 * @typedef {import("./graph.js").Link} Link
 * @typedef {import("./columns.js").Arrangement} Arrangement
 */

/**
 * The concepts of a result that are drawn, those with most lines first, and the lines between them.
 * @param {{concepts: Set<number>, claims: Set<number>, named: boolean}} found
 * @param {Link[]} links of the whole graph
 * @param {(link: Link) => boolean} passes
 * @param {number} most concepts that can be drawn
 * @returns {{members: number[], links: Link[], all: number}} `all` is how many would be drawn if there were room
 */
export function resultOf(found, links, passes, most) {
  const within = links.filter((link) => passes(link)
    && (link.claim ? found.claims.has(link.claim.n) : !found.named && found.concepts.has(link.from) && found.concepts.has(link.to)));
  const ends = new Map([...found.concepts].map((n) => [n, 0]));
  for (const { from, to } of within) for (const n of new Set([from, to])) ends.set(n, (ends.get(n) ?? 0) + 1);
  // With filters, a concept that no line is left of is left out, too.
  const narrowed = within.length > 0 && links.some(({ claim }) => claim && found.claims.has(claim.n) && !within.some((one) => one.claim === claim));
  const order = [...ends].filter(([, count]) => count || !narrowed).sort(([a, x], [b, y]) => y - x || a - b).map(([n]) => n);
  const members = order.slice(0, most);
  const kept = new Set(members);
  return { members, links: within.filter(({ from, to }) => kept.has(from) && kept.has(to)), all: order.length };
}

/**
 * @param {Data} data
 * @param {number[]} members
 * @param {Link[]} links between these
 * @param {{width: number, height: number}} room in pixels
 * @param {(text: string) => number} widthOf
 * @returns {Arrangement}
 */
export function apart(data, members, links, room, widthOf) {
  const parts = groupsOf(members, links).map(({ hub, hops, within }) => around(data, data.concepts[hub], hops, within, room, widthOf, true));
  const widest = Math.max((room.width - MARGIN) / READABLE, ...parts.map((part) => boundsOf(part).right - boundsOf(part).left));
  /** @type {Arrangement} */
  const made = { placed: [], drawn: [], captions: [], spines: [] };
  let [x, y, high] = [0, 0, 0];
  for (const part of parts) {
    const { left, top, right, bottom } = boundsOf(part);
    if (x && x + right - left > widest) {
      y += high + GAP;
      [x, high] = [0, 0];
    }
    shift(part, { x: x - left, y: y - top });
    x += right - left + GAP;
    high = Math.max(high, bottom - top);
    made.placed.push(...part.placed.map((box) => ({ ...box, centre: false })));
    made.drawn.push(...part.drawn);
    made.captions.push(...part.captions);
    made.spines.push(...part.spines);
  }
  return made;
}

/**
 * What hangs together, each with the concept that most lines are of, and how far the others are from it.
 * @param {number[]} members those with most lines first
 * @param {Link[]} links
 */
function groupsOf(members, links) {
  /** @type {Map<number, Link[]>} */
  const at = new Map(members.map((n) => [n, []]));
  for (const link of links) for (const n of new Set([link.from, link.to])) at.get(n)?.push(link);
  const seen = new Set();
  const groups = [];
  for (const hub of members) {
    if (seen.has(hub)) continue;
    const hops = new Map([[hub, 0]]);
    for (const [n, hop] of hops) {
      seen.add(n);
      for (const { from, to } of at.get(n) ?? []) {
        const other = from === n ? to : from;
        if (!hops.has(other)) hops.set(other, hop + 1);
      }
    }
    groups.push({ hub, hops, within: links.filter(({ from }) => hops.has(from)) });
  }
  return groups.sort((a, b) => b.hops.size - a.hops.size);
}

/**
 * Moves all of an arrangement.
 * @param {Arrangement} arrangement
 * @param {import("./columns.js").Point} by
 */
function shift({ placed, drawn, captions, spines }, by) {
  const points = drawn.flatMap(({ curve, words, end }) => [...curve, end, ...(words ? [words] : [])]);
  for (const point of [...placed, ...captions, ...points, ...spines.flat()]) {
    point.x += by.x;
    point.y += by.y;
  }
}
