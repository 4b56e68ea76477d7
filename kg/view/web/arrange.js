// Arranges a few concepts so that every line between them has its words: in columns, step by step.

import { CAPTION, columns, ROW_GAP } from "./columns.js";
import { below, stack } from "./downwards.js";
import { linksFrom, linksTo, rowsOf, sides } from "./rows.js";

// In windows that are less wide, what can be stands below each other.
const NARROW = 640;
// Words drawn at this scale can just be read; what does not fit then is looked at from its start.
export const READABLE = 0.72;

/**
 * @typedef {import("./data.js").Data} Data
 * @typedef {import("./data.js").Concept} Concept
 * @typedef {import("./graph.js").Link} Link
 * @typedef {import("./rows.js").Row} Row
 * @typedef {import("./columns.js").Placed} Placed
 * @typedef {import("./columns.js").Point} Point
 * @typedef {import("./columns.js").Arrangement} Arrangement
 * @typedef {{width: number, height: number}} Room
 */

/**
 * @param {Data} data
 * @param {Concept} focus
 * @param {Map<number, number>} hops of every concept that is drawn
 * @param {Link[]} links between these
 * @param {Room} room in pixels
 * @param {(text: string) => number} widthOf
 * @param {boolean} [worded] whether lines further out have their words, too
 * @returns {Arrangement}
 */
export function around(data, focus, hops, links, room, widthOf, worded = false) {
  const furthest = Math.max(...hops.values());
  if (room.width < NARROW && furthest < 2) return below(data, focus, [...hops.keys()], links);
  const sideOf = sides(focus.n, hops, links);
  /** @type {{side: number, hop: number, rows: Row[]}[]} */
  const groups = [];
  for (let hop = 1; hop <= furthest; hop += 1) {
    for (const side of [-1, 1]) {
      const members = [...hops].filter(([n, at]) => at === hop && sideOf.get(n) === side).map(([n]) => n);
      const before = new Set([...hops].filter(([, at]) => at === hop - 1).map(([n]) => n));
      const told = hop === 1 ? linksTo(links, focus.n) : worded ? linksFrom(links, before) : new Map();
      if (members.length) groups.push({ side, hop, rows: rowsOf(data, members, told) });
    }
  }
  return best(room, groups.flatMap(({ rows }) => rows), (limits) => columns(focus, groups, links, limits, widthOf));
}

/**
 * The ways from one concept to another, as large as all of them can be drawn. Where they cannot be read then, they
 * go on below what is seen at first rather than beside it.
 * @param {Data} data
 * @param {number[][]} layers concepts by their steps from the first
 * @param {Link[]} links
 * @param {Room} room
 * @param {(text: string) => number} widthOf
 * @returns {Arrangement}
 */
export function along(data, layers, links, room, widthOf) {
  const start = data.concepts[layers[0][0]];
  const groups = layers.slice(1).map((members, i) => ({
    side: 1,
    hop: i + 1,
    rows: rowsOf(data, members, linksFrom(links, new Set(layers[i]))),
  }));
  const rows = groups.flatMap((group) => group.rows);
  const beside = (/** @type {number} */ seen) => heights(rows).map((height) => measured(columns(start, groups, links, { height, seen }, widthOf), room));
  const whole = largestOf(beside(Infinity));
  if (Math.min(whole.across, whole.down) >= READABLE) return whole.arrangement;
  const downwards = layers.length > 3 ? [] : [measured(layers.length < 3 ? below(data, start, layers.flat(), links) : stack(data, layers, links, widthOf), room)];
  return lowest([...downwards, ...beside(seenOf(room))]).arrangement;
}

/**
 * The arrangement, of some with higher and lower columns, that can be drawn largest. Where none can
 * be read then, it is the lowest of those that are not too wide.
 * @param {Room} room
 * @param {Row[]} rows
 * @param {(limits: {height: number, seen: number}) => Arrangement} make
 */
function best(room, rows, make) {
  const seen = seenOf(room);
  return lowest(heights(rows).map((height) => measured(make({ height, seen }), room))).arrangement;
}

/**
 * @param {ReturnType<typeof measured>[]} tried
 */
function lowest(tried) {
  const largest = largestOf(tried);
  if (Math.min(largest.across, largest.down) >= READABLE) return largest;
  const narrow = tried.filter(({ across }) => across >= READABLE);
  return narrow.reduce((a, b) => (b.down > a.down ? b : a), narrow[0] ?? tried[0]);
}

/**
 * How much of a column is seen at once where it can just be read.
 * @param {Room} room
 */
function seenOf({ height }) {
  return Math.max(height - 60, 200) / READABLE;
}

/**
 * How high columns may be: from one that holds all, to many low ones.
 * @param {Row[]} rows
 */
function heights(rows) {
  const found = [rows.reduce((sum, { height }) => sum + height + ROW_GAP + CAPTION, 60)];
  while (found[found.length - 1] / 1.25 > 150) found.push(found[found.length - 1] / 1.25);
  return found;
}

/** @param {ReturnType<typeof measured>[]} tried */
function largestOf(tried) {
  return tried.reduce((a, b) => (Math.min(b.across, b.down) > Math.min(a.across, a.down) ? b : a));
}

/**
 * The scales at which an arrangement just fits across and down.
 * @param {Arrangement} arrangement
 * @param {Room} room
 */
function measured(arrangement, room) {
  const { left, top, right, bottom } = boundsOf(arrangement);
  return { arrangement, across: room.width / (right - left), down: room.height / (bottom - top) };
}

/** @param {Arrangement} arrangement */
export function boundsOf({ placed, captions }) {
  return {
    left: Math.min(...placed.map((box) => box.x - box.width / 2)),
    right: Math.max(...placed.map((box) => box.x + box.width / 2)),
    top: Math.min(...placed.map((box) => box.y - box.height / 2), ...captions.map(({ y }) => y - 12)),
    bottom: Math.max(...placed.map((box) => box.y + box.height / 2)),
  };
}

/**
 * Moves a concept, with the ends and the words of its lines.
 * @param {Arrangement} arrangement
 * @param {Placed} box
 * @param {Point} by
 */
export function move({ drawn }, box, by) {
  shift(box, by);
  for (const { curve, words, end, tail, head } of drawn) {
    if (tail === box.concept.n) curve.slice(0, 2).forEach((point) => shift(point, by));
    if (head !== box.concept.n) continue;
    for (const point of [...curve.slice(2), end, ...(words ? [words] : [])]) shift(point, by);
  }
}

/**
 * @param {Point} point
 * @param {Point} by
 */
function shift(point, by) {
  point.x += by.x;
  point.y += by.y;
}
