// Puts rows into columns beside a concept, and draws the lines to them with room for their words.

import { LINE } from "./rows.js";

export const ROW_GAP = 9;
export const CAPTION = 24;
// Between one step and the next; lines fan out there.
const FAN = 84;
const COLUMN_GAP = 30;
const WIDEST_WORDS = 250;
// Between the words of a line and the concept that they lead to there is room for the line's end.
const END = 22;

/**
 * @typedef {import("./data.js").Concept} Concept
 * @typedef {import("./graph.js").Link} Link
 * @typedef {import("./rows.js").Row} Row
 * @typedef {{concept: Concept, x: number, y: number, width: number, height: number, centre: boolean}} Placed by its middle
 * @typedef {{x: number, y: number}} Point
 * @typedef {{link: Link, curve: Point[], words: Point | null, align: "left" | "right", end: Point, angle: number, tail: number, head: number, far: boolean}} Drawn
 *   `curve` is a line of Bézier, or of two points, from the concept `tail` to the concept `head`; `end` is where its mark stands
 * @typedef {{placed: Placed[], drawn: Drawn[], captions: {text: string, x: number, y: number}[], spines: Point[][]}} Arrangement
 * @typedef {{rows: Row[], width: number, lane: number, height: number}} Column
 */

/**
 * @param {Concept} focus
 * @param {{side: number, hop: number, rows: Row[]}[]} groups
 * @param {Link[]} links
 * @param {{height: number, seen: number}} limits of a column, at most, and of what is seen at once
 * @param {(text: string) => number} widthOf
 * @returns {Arrangement}
 */
export function columns(focus, groups, links, { height, seen }, widthOf) {
  /** @type {Arrangement} */
  const made = { placed: [], drawn: [], captions: [], spines: [] };
  const centre = { concept: focus, x: 0, y: 0, width: focus.width * 1.25, height: focus.height * 1.25, centre: true };
  made.placed.push(centre);
  /** @type {Map<Link, {edge: number, y: number, side: number, at: Placed, lane: number, far: boolean}>} */
  const lanes = new Map();
  const outer = new Map([[-1, centre.width / 2], [1, centre.width / 2]]);
  for (const { side, rows } of groups) {
    let edge = (outer.get(side) ?? 0) + FAN;
    for (const [i, column] of cut(rows, height, widthOf).entries()) {
      const near = edge + column.lane;
      // Of a column that is too high to be seen at once, the start is beside the focus.
      let y = -Math.min(column.height, seen) / 2;
      let family = null;
      for (const row of column.rows) {
        if (row.concept.family !== family) {
          family = row.concept.family;
          made.captions.push({ text: family.label, x: side * (near + column.width / 2), y: y + CAPTION / 2 });
          y += CAPTION;
        }
        const { width } = row.concept;
        const placed = { concept: row.concept, x: side * (near + width / 2), y: y + row.height / 2, width, height: row.concept.height, centre: false };
        made.placed.push(placed);
        row.links.forEach((link, j) => {
          const at = placed.y + (j - (row.links.length - 1) / 2) * LINE;
          lanes.set(link, { edge, y: at, side, at: placed, lane: column.lane, far: i > 0 });
        });
        y += row.height + ROW_GAP;
      }
      edge = near + column.width + COLUMN_GAP;
    }
    outer.set(side, edge - COLUMN_GAP);
  }
  const boxOf = new Map(made.placed.map((box) => [box.concept.n, box]));
  const fan = fanOut([...lanes.keys()], lanes, centre);
  for (const link of links) {
    const from = boxOf.get(link.from);
    const to = boxOf.get(link.to);
    if (!from || !to) continue;
    if (from === to) {
      made.drawn.push(loop(link, from, made.drawn.filter(({ tail, head }) => tail === head).length));
      continue;
    }
    const lane = lanes.get(link);
    made.drawn.push(lane ? withWords(link, lane, from === lane.at ? to : from, fan.get(link) ?? 0, widthOf) : between(link, from, to));
  }
  return made;
}

/**
 * @param {Row[]} rows
 * @param {number} height at most
 * @param {(text: string) => number} widthOf
 * @returns {Column[]}
 */
function cut(rows, height, widthOf) {
  /** @type {Column[]} */
  const found = [];
  let column = { rows: /** @type {Row[]} */ ([]), width: 0, lane: END + 12, height: 0 };
  for (const row of rows) {
    const last = column.rows.at(-1);
    const caption = last?.concept.family === row.concept.family ? 0 : CAPTION;
    if (last && column.height + caption + row.height > height) {
      found.push(column);
      column = { rows: [], width: 0, lane: END + 12, height: CAPTION };
    } else column.height += caption;
    column.rows.push(row);
    column.height += row.height + ROW_GAP;
    column.width = Math.max(column.width, row.concept.width);
    const words = row.links.map((link) => Math.min(widthOf(link.words), WIDEST_WORDS));
    column.lane = Math.max(column.lane, ...words.map((width) => width + END + 22));
  }
  if (column.rows.length) found.push(column);
  return found;
}

/**
 * Where along the height of the centre each line leaves it, so that lines do not cross needlessly.
 * @param {Link[]} links
 * @param {Map<Link, {y: number, side: number}>} lanes
 * @param {Placed} centre
 */
function fanOut(links, lanes, centre) {
  /** @type {Map<Link, number>} */
  const found = new Map();
  for (const side of [-1, 1]) {
    const of = links.filter((link) => lanes.get(link)?.side === side).sort((a, b) => (lanes.get(a)?.y ?? 0) - (lanes.get(b)?.y ?? 0));
    const room = centre.height * 0.7;
    of.forEach((link, i) => found.set(link, of.length > 1 ? (i / (of.length - 1) - 0.5) * room : 0));
  }
  return found;
}

/**
 * A line with its words in the lane before the concept that it leads to.
 * @param {Link} link
 * @param {{edge: number, y: number, side: number, at: Placed, lane: number, far: boolean}} lane
 * @param {Placed} other
 * @param {number} start above or below the middle of the other end
 * @param {(text: string) => number} widthOf
 * @returns {Drawn}
 */
function withWords(link, { edge, y, side, at, lane, far }, other, start, widthOf) {
  const near = edge + lane;
  const words = near - END;
  const stop = words - Math.min(widthOf(link.words), WIDEST_WORDS) - 7;
  const x0 = other.x + (side * other.width) / 2;
  const y0 = other.y + (other.centre ? start : 0);
  const bend = Math.max(40, (side * edge - x0) * side * 0.55);
  const towards = link.to === at.concept.n;
  return {
    link,
    curve: [
      { x: x0, y: y0 },
      { x: x0 + side * bend, y: y0 },
      { x: side * (edge - 8) - side * 22, y },
      { x: side * edge, y },
      { x: side * Math.max(stop, edge), y },
    ],
    words: { x: side * words, y },
    align: side === 1 ? "right" : "left",
    end: { x: side * (near - END / 2), y },
    angle: towards ? (side === 1 ? 0 : Math.PI) : side === 1 ? Math.PI : 0,
    tail: other.concept.n,
    head: at.concept.n,
    far,
  };
}

/**
 * A line from a concept to itself, above its right corner.
 * @param {Link} link
 * @param {Placed} box
 * @param {number} i of how many there are before it
 * @returns {Drawn}
 */
export function loop(link, { concept, x, y, width, height }, i) {
  const right = x + width / 2;
  const top = y - height / 2;
  const out = 18 * (i + 1);
  return {
    link,
    curve: [{ x: right - 14, y: top }, { x: right - 8, y: top - 24 - out }, { x: right + 30 + out, y: top - 10 - out }, { x: right + 9, y: y - 5 }],
    words: { x: right + 4 + out, y: top - 14 - out },
    align: "left",
    end: { x: right + 7, y: y - 4 },
    angle: Math.PI * 0.85,
    tail: concept.n,
    head: concept.n,
    far: false,
  };
}

/**
 * A line without room for words, from border to border.
 * @param {Link} link
 * @param {Placed} from
 * @param {Placed} to
 * @returns {Drawn}
 */
function between(link, from, to) {
  const apart = Math.abs(to.x - from.x) > (from.width + to.width) / 2;
  const side = to.x >= from.x ? 1 : -1;
  const x0 = apart ? from.x + (side * from.width) / 2 : from.x + from.width / 2;
  const x1 = apart ? to.x - (side * to.width) / 2 - side * 9 : to.x + to.width / 2 + 9;
  const bend = apart ? Math.abs(x1 - x0) * 0.5 : 46;
  const out = apart ? side : 1;
  const back = apart ? -side : 1;
  return {
    link,
    curve: [{ x: x0, y: from.y }, { x: x0 + out * bend, y: from.y }, { x: x1 + back * bend, y: to.y }, { x: x1, y: to.y }],
    words: null,
    align: "left",
    end: { x: x1, y: to.y },
    angle: apart && side === 1 ? 0 : Math.PI,
    tail: from.concept.n,
    head: to.concept.n,
    far: true,
  };
}
