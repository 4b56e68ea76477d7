// Arranges a few concepts so that every line between them has its words: in columns, step by step.

import { byText } from "./text.js";

const ROW_GAP = 9;
const LINE = 18;
const CAPTION = 24;
// Between one step and the next; lines fan out there.
const FAN = 84;
const COLUMN_GAP = 30;
const WIDEST_WORDS = 210;
// Between the words of a line and the concept that they lead to there is room for the line's end.
export const END = 22;
const SPINE = 26;
// Words drawn at this scale can just be read; what does not fit then is looked at from its start.
export const READABLE = 0.72;

/**
 * @typedef {import("./data.js").Data} Data
 * @typedef {import("./data.js").Concept} Concept
 * @typedef {import("./graph.js").Link} Link
 * @typedef {{concept: Concept, x: number, y: number, width: number, height: number, centre: boolean}} Placed by its middle
 * @typedef {{x: number, y: number}} Point
 * @typedef {{link: Link, curve: Point[], words: Point | null, align: "left" | "right", end: Point, angle: number, tail: number, head: number, far: boolean}} Drawn
 *   `curve` is a line of Bézier, or of two points, from the concept `tail` to the concept `head`; `end` is where its mark stands
 * @typedef {{placed: Placed[], drawn: Drawn[], captions: {text: string, x: number, y: number}[], spine: Point[] | null}} Arrangement
 * @typedef {{width: number, height: number}} Room
 * @typedef {{concept: Concept, links: Link[], height: number}} Row
 * @typedef {{rows: Row[], width: number, lane: number, height: number}} Column
 */

/**
 * @param {Data} data
 * @param {Concept} focus
 * @param {Map<number, number>} hops of every concept that is drawn
 * @param {Link[]} links between these
 * @param {Room} room in pixels
 * @param {(text: string) => number} widthOf
 * @returns {Arrangement}
 */
export function around(data, focus, hops, links, room, widthOf) {
  const furthest = Math.max(...hops.values());
  if (room.width < 640 && furthest < 2) return below(data, focus, hops, links);
  const sideOf = sides(focus.n, hops, links);
  /** @type {{side: number, hop: number, rows: Row[]}[]} */
  const groups = [];
  for (let hop = 1; hop <= furthest; hop += 1) {
    for (const side of [-1, 1]) {
      const members = [...hops].filter(([n, at]) => at === hop && sideOf.get(n) === side).map(([n]) => n);
      if (members.length) groups.push({ side, hop, rows: rowsOf(data, members, hop === 1 ? linksTo(links, focus.n) : new Map()) });
    }
  }
  return best(room, groups.flatMap(({ rows }) => rows), (limits) => columns(focus, groups, links, limits, widthOf));
}

/**
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
  return best(room, groups.flatMap(({ rows }) => rows), (limits) => columns(start, groups, links, limits, widthOf));
}

/**
 * Left of the focus stands what says something of it, right of it what it says something of.
 * @param {number} focus
 * @param {Map<number, number>} hops
 * @param {Link[]} links
 */
function sides(focus, hops, links) {
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
function linksTo(links, focus) {
  return grouped(links.filter(({ from, to }) => from === focus || to === focus), ({ from, to }) => (from === focus ? to : from));
}

/**
 * @param {Link[]} links
 * @param {Set<number>} before
 * @returns {Map<number, Link[]>} by the end that is not among those before
 */
function linksFrom(links, before) {
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
 * @returns {Row[]} by family, then by name
 */
function rowsOf(data, members, linksOf) {
  const rank = new Map(data.families.map((family, i) => [family, i]));
  return members
    .map((n) => data.concepts[n])
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

/**
 * The arrangement, of some with higher and lower columns, that can be drawn largest. Where none can
 * be read then, it is the lowest of those that are not too wide.
 * @param {Room} room
 * @param {Row[]} rows
 * @param {(limits: {height: number, seen: number}) => Arrangement} make
 */
function best(room, rows, make) {
  const tallest = rows.reduce((sum, { height }) => sum + height + ROW_GAP + CAPTION, 60);
  const tried = [];
  const seen = Math.max(room.height - 60, 200) / READABLE;
  for (let height = tallest; height > 150; height /= 1.25) tried.push(measured(make({ height, seen }), room));
  const largest = tried.reduce((a, b) => (Math.min(b.across, b.down) > Math.min(a.across, a.down) ? b : a), tried[0]);
  if (!largest) return make({ height: tallest, seen });
  if (Math.min(largest.across, largest.down) >= READABLE) return largest.arrangement;
  const narrow = tried.filter(({ across }) => across >= READABLE);
  const chosen = narrow.reduce((a, b) => (b.down > a.down ? b : a), narrow[0] ?? tried[0]);
  return chosen.arrangement;
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
 * @param {Concept} focus
 * @param {{side: number, hop: number, rows: Row[]}[]} groups
 * @param {Link[]} links
 * @param {{height: number, seen: number}} limits of a column, at most, and of what is seen at once
 * @param {(text: string) => number} widthOf
 * @returns {Arrangement}
 */
function columns(focus, groups, links, { height, seen }, widthOf) {
  /** @type {Arrangement} */
  const made = { placed: [], drawn: [], captions: [], spine: null };
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
    if (!from || !to || from === to) continue;
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

/**
 * For narrow windows: the focus above, everything else in one column below it.
 * @param {Data} data
 * @param {Concept} focus
 * @param {Map<number, number>} hops
 * @param {Link[]} links
 * @returns {Arrangement}
 */
function below(data, focus, hops, links) {
  const centre = { concept: focus, x: (focus.width * 1.25) / 2, y: 0, width: focus.width * 1.25, height: focus.height * 1.25, centre: true };
  const rows = rowsOf(data, [...hops.keys()].filter((n) => n !== focus.n), linksTo(links, focus.n));
  /** @type {Arrangement} */
  const made = { placed: [centre], drawn: [], captions: [], spine: null };
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
      const stop = SPINE + 34;
      made.drawn.push({
        link,
        curve: [{ x: SPINE, y: at }, { x: stop, y: at }],
        words: { x: stop + 24, y: at },
        align: "left",
        end: { x: stop + 10, y: at },
        angle: link.to === concept.n ? 0 : Math.PI,
        tail: focus.n,
        head: concept.n,
        far: false,
      });
      last = at;
      y += LINE;
    }
    made.placed.push({ concept, x: SPINE + 58 + concept.width / 2, y: y + concept.height / 2 + 2, width: concept.width, height: concept.height, centre: false });
    y += concept.height + ROW_GAP + 6;
  }
  if (rows.length) made.spine = [{ x: SPINE, y: centre.height / 2 }, { x: SPINE, y: last }];
  return made;
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
