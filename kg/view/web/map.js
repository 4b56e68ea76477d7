// Draws the map of all concepts: families on islands, and as many labels as can be read.

import { below, captionMarks, captionOf } from "./captions.js";
import { chip, curve } from "./marks.js";

// Labels are never smaller than this on the screen, in pixels; those that an island is too narrow for, than the other.
const READABLE = 12;
const LEAST = 11;
const DOT = 3.2;
const INSET = 8;
// Where a label may stand, by parts of its size from the place of its concept: the nearer first.
const HERE = [[0, 0]];
const ASIDE = [0, 0.5, -0.5, 1, -1, 2, -2].flatMap((down) => [[0, down], [0.4, down], [-0.4, down]]);

/**
 * @typedef {import("./data.js").Data} Data
 * @typedef {import("./data.js").Concept} Concept
 * @typedef {import("./data.js").Layout} Layout
 * @typedef {import("./graph.js").Link} Link
 * @typedef {import("./marks.js").Mark} Mark
 * @typedef {import("./marks.js").Point} Point
 * @typedef {import("./captions.js").Caption} Caption
 * @typedef {{island: import("./data.js").Island, caption: Caption}} Named an island with its name
 * @typedef {import("./palette.js").Palette} Palette
 * @typedef {{left: number, top: number, right: number, bottom: number}} Bounds
 * @typedef {{concept: Concept, x: number, y: number, width: number, height: number}} Box by its middle
 */

/**
 * @param {Data} data
 * @param {Layout} layout
 * @param {{counts: number[], hovered: Concept | null, links: Link[]}} shown how many of its claims pass, for each concept; the links of the one that is pointed at
 * @param {number} scale pixels of the screen for one of the map
 * @param {Bounds} window the part of the map that is in sight
 * @param {Palette} palette
 * @returns {{marks: Mark[], boxes: Box[], places: Point[]}} `places` are where concepts stand, by number
 */
export function mapOf(data, layout, { counts, hovered, links }, scale, window, palette) {
  /** @type {Mark[]} */
  const marks = [];
  const members = new Map(data.families.map((family) => [family, 0]));
  for (const { family } of data.concepts) members.set(family, (members.get(family) ?? 0) + 1);
  /** @type {Map<import("./data.js").Family, Named>} */
  const named = new Map();
  for (const island of layout.islands) {
    const { family, x, y, width, height } = island;
    const caption = captionOf(island, members.get(family) ?? 0, scale);
    const { ink, tint } = palette.family(family);
    named.set(family, { island, caption });
    marks.push({ kind: "rect", x, y, width, height, radius: 26, fill: tint, stroke: null, line: 0, alpha: 1 });
    marks.push(...captionMarks(island, caption, ink));
  }
  const places = data.concepts.map(({ n, family }) => {
    const { x, y } = layout.places[n];
    const at = named.get(family);
    return { x, y: at ? below(at.island, at.caption, y) : y };
  });
  const near = new Set(links.flatMap(({ from, to }) => [from, to]));
  if (hovered) near.add(hovered.n);
  const inSight = data.concepts.filter(({ n }) => {
    const { x, y } = places[n];
    return x > window.left - 200 && x < window.right + 200 && y > window.top - 60 && y < window.bottom + 60;
  });
  const boxes = labelled(inSight, places, named, { counts, near, hovered, first: data.treatments }, scale);
  const drawn = new Set(boxes.map(({ concept }) => concept));
  for (const family of data.families) {
    const rest = inSight.filter((concept) => concept.family === family && !drawn.has(concept));
    const { colour } = palette.family(family);
    for (const [alpha, passes] of /** @type {[number, boolean][]} */ ([[0.9, true], [0.25, false]])) {
      const points = rest.filter(({ n }) => counts[n] > 0 === passes).map(({ n }) => places[n]);
      if (points.length) marks.push({ kind: "dots", points, radius: DOT / scale, fill: colour, alpha });
    }
  }
  const boxOf = new Map(boxes.map((box) => [box.concept.n, box]));
  const at = (/** @type {number} */ n) => boxOf.get(n) ?? places[n];
  for (const { from, to, line } of links) {
    const dash = line.dash.map((length) => length / scale);
    marks.push(curve({ points: bow(at(from), at(to)), stroke: palette.line(line), line: line.width / scale, dash, alpha: 0.8 }));
  }
  for (const box of [...boxes].reverse()) {
    const faded = (hovered && !near.has(box.concept.n)) || !counts[box.concept.n];
    marks.push(...chip(box.concept, box, palette, { hovered: box.concept === hovered, alpha: faded ? 0.35 : 1 }));
  }
  return { marks, boxes, places };
}

/**
 * Concepts whose labels can be read: what can be compared first, then the most told of; none covers another.
 * @param {Concept[]} concepts
 * @param {Point[]} places
 * @param {Map<import("./data.js").Family, Named>} named
 * @param {{counts: number[], near: Set<number>, hovered: Concept | null, first: Set<number>}} shown
 * @param {number} scale
 * @returns {Box[]}
 */
function labelled(concepts, places, named, { counts, near, hovered, first }, scale) {
  const weight = (/** @type {Concept} */ concept) => (
    (concept === hovered ? 1e6 : 0) + (near.has(concept.n) ? 1e5 : 0) + (counts[concept.n] && first.has(concept.n) ? 1e4 : 0) + counts[concept.n]
  );
  /** @type {Map<import("./data.js").Family, Box[]>} */
  const found = new Map();
  for (const concept of [...concepts].sort((a, b) => weight(b) - weight(a) || a.n - b.n)) {
    const at = named.get(concept.family);
    if (!at) continue;
    const { island, caption } = at;
    const room = (island.width - INSET) / concept.width;
    const grown = Math.max(1, Math.min(READABLE / (concept.size * scale), Math.max(room, LEAST / (concept.size * scale))));
    const width = concept.width * grown;
    const height = concept.height * grown;
    const told = counts[concept.n] > 0 || near.has(concept.n) || grown === 1;
    // On an island that has no room for it below its name, a concept stays a dot.
    const fits = told && width <= island.width - INSET && height <= island.height - caption.height - INSET / 2;
    if (!fits && concept !== hovered) continue;
    const { x, y } = places[concept.n];
    const top = island.y + caption.height;
    const boxAt = (/** @type {number[]} */ [right, down]) => ({
      concept,
      x: clamp(x + right * width, island.x + INSET + width / 2, island.x + island.width - INSET - width / 2),
      y: clamp(y + down * height, top + height / 2, island.y + island.height - INSET - height / 2),
      width,
      height,
    });
    // A label that is larger than its place may stand beside it.
    const others = found.get(concept.family) ?? [];
    let free = null;
    for (const aside of grown > 1 ? ASIDE : HERE) {
      const box = boxAt(aside);
      if (others.some((other) => overlap(box, other))) continue;
      free = box;
      break;
    }
    if (concept === hovered || free) found.set(concept.family, [...others, free ?? boxAt(HERE[0])]);
  }
  return [...found.values()].flat();
}

/**
 * @param {number} value
 * @param {number} least
 * @param {number} most
 */
function clamp(value, least, most) {
  return least > most ? (least + most) / 2 : Math.min(Math.max(value, least), most);
}

/**
 * @param {Box} a
 * @param {Box} b
 */
function overlap(a, b) {
  return Math.abs(a.x - b.x) < (a.width + b.width) / 2 && Math.abs(a.y - b.y) < (a.height + b.height) / 2;
}

/**
 * A line that bends a little, so that two between the same ends differ.
 * @param {{x: number, y: number}} a
 * @param {{x: number, y: number}} b
 */
function bow(a, b) {
  const bend = 0.12;
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  return [
    { x: a.x, y: a.y },
    { x: a.x + dx / 3 - dy * bend, y: a.y + dy / 3 + dx * bend },
    { x: a.x + (2 * dx) / 3 - dy * bend, y: a.y + (2 * dy) / 3 + dx * bend },
    { x: b.x, y: b.y },
  ];
}
