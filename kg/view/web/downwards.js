// Arranges concepts below each other, for windows that are too narrow for columns.

import { CAPTION, loop, ROW_GAP } from "./columns.js";
import { LINE, linksFrom, linksTo, rowsOf } from "./rows.js";

const SPINE = 26;
const INDENT = SPINE + 58;
const WIDEST_WORDS = 250;

/**
 * @typedef {import("./data.js").Data} Data
 * @typedef {import("./data.js").Concept} Concept
 * @typedef {import("./graph.js").Link} Link
 * @typedef {import("./columns.js").Arrangement} Arrangement
 */

/**
 * A concept above, everything else in one column below it.
 * @param {Data} data
 * @param {Concept} focus
 * @param {number[]} members with the focus
 * @param {Link[]} links
 * @returns {Arrangement}
 */
export function below(data, focus, members, links) {
  const centre = large(focus);
  const rows = rowsOf(data, members.filter((n) => n !== focus.n), linksTo(links, focus.n));
  /** @type {Arrangement} */
  const made = { placed: [centre], drawn: [], captions: [], spines: [] };
  let y = centre.height / 2 + 18;
  let last = y;
  let family = null;
  for (const { concept, links: told } of rows) {
    if (concept.family !== family) {
      family = concept.family;
      made.captions.push({ text: family.label, x: SPINE + 90, y: y + CAPTION / 2 });
      y += CAPTION;
    }
    for (const link of told) {
      const at = y + LINE / 2;
      made.drawn.push({ ...line(link, { x: SPINE, y: at }, SPINE + 34, link.to === concept.n), tail: focus.n, head: concept.n });
      last = at;
      y += LINE;
    }
    made.placed.push({ concept, x: INDENT + concept.width / 2, y: y + concept.height / 2 + 2, width: concept.width, height: concept.height, centre: false });
    y += concept.height + ROW_GAP + 6;
  }
  links.filter(({ from, to }) => from === to).forEach((link, i) => made.drawn.push(loop(link, centre, i)));
  if (rows.length) made.spines.push([{ x: SPINE, y: centre.height / 2 }, { x: SPINE, y: last }]);
  return made;
}

/**
 * Two concepts, above and below, with those between them that lead from one to the other in two steps.
 * @param {Data} data
 * @param {number[][]} layers
 * @param {Link[]} links
 * @param {(text: string) => number} widthOf
 * @returns {Arrangement}
 */
export function stack(data, [[first], between, [last]], links, widthOf) {
  const start = large(data.concepts[first]);
  const rows = rowsOf(data, between, linksFrom(links, new Set([first])));
  const onwards = linksTo(links, last);
  const wordsOf = (/** @type {Link} */ link) => Math.min(widthOf(link.words), WIDEST_WORDS);
  // Lines onwards end in a spine on the right, which nothing else reaches.
  const right = Math.max(...rows.map(({ concept }) => INDENT + concept.width), ...[...onwards.values()].flat().map((link) => INDENT + 24 + wordsOf(link) + 44));
  /** @type {Arrangement} */
  const made = { placed: [start], drawn: [], captions: [], spines: [] };
  let y = start.height / 2 + 16;
  let [lowest, highest] = [y, Infinity];
  for (const { concept, links: told } of rows) {
    for (const link of told) {
      lowest = y + LINE / 2;
      made.drawn.push({ ...line(link, { x: SPINE, y: lowest }, SPINE + 34, link.to === concept.n), tail: first, head: concept.n });
      y += LINE;
    }
    made.placed.push({ concept, x: INDENT + concept.width / 2, y: y + concept.height / 2 + 2, width: concept.width, height: concept.height, centre: false });
    y += concept.height + 6;
    for (const link of onwards.get(concept.n) ?? []) {
      const at = y + LINE / 2;
      highest = Math.min(highest, at);
      const from = INDENT + 24 + wordsOf(link) + 6;
      const words = { x: INDENT + 24, y: at };
      made.drawn.push({ ...line(link, { x: from, y: at }, right, link.to === last), words, end: { x: right - 10, y: at }, tail: concept.n, head: last });
      made.spines.push([{ x: INDENT + 12, y: y - 4 }, { x: INDENT + 12, y: at }, { x: INDENT + 20, y: at }]);
      y += LINE;
    }
    y += ROW_GAP + 6;
  }
  const end = large(data.concepts[last]);
  Object.assign(end, { x: Math.max(end.width / 2, right + 14 - end.width / 2), y: y + end.height / 2 + 10 });
  made.placed.push(end);
  made.spines.push([{ x: SPINE, y: start.height / 2 }, { x: SPINE, y: lowest }], [{ x: right, y: highest }, { x: right, y: end.y - end.height / 2 }]);
  return made;
}

/**
 * A concept in large, its left border where drawings begin.
 * @param {Concept} concept
 */
function large(concept) {
  const [width, height] = [concept.width * 1.25, concept.height * 1.25];
  return { concept, x: width / 2, y: 0, width, height, centre: true };
}

/**
 * A level line with its words behind it.
 * @param {Link} link
 * @param {import("./columns.js").Point} from
 * @param {number} stop
 * @param {boolean} forwards whether it points to the right
 */
function line(link, { x, y }, stop, forwards) {
  return {
    link,
    curve: [{ x, y }, { x: stop, y }],
    words: { x: stop + 24, y },
    align: /** @type {const} */ ("left"),
    end: { x: stop + 10, y },
    angle: forwards ? 0 : Math.PI,
    far: false,
  };
}
