// Names the islands of the map, in letters that can be read at any scale, and keeps room for the names.

import { text } from "./marks.js";

const SIZE = 15;
const LEAST = 11;
// So much of an island is kept free for its name by the layout.
const RESERVED = 42;
const INSET = 8;
const LETTER = 0.56;
const LEADING = 1.12;
const MOST_LINES = 4;

/**
 * @typedef {import("./data.js").Island} Island
 * @typedef {{lines: string[], size: number, left: number, height: number, foot: number}} Caption
 *   `height` is what it takes of the island, `foot` what is kept free at its bottom
 */

/**
 * On a small map, a name is as large as can just be read, and may have several lines.
 * @param {Island} island
 * @param {number} count of its concepts
 * @param {number} scale pixels of the screen for one of the map
 * @returns {Caption}
 */
export function captionOf({ family, width, height }, count, scale) {
  const fitting = Math.min(width / 9, height / 3);
  const small = fitting < LEAST / scale && SIZE / scale > 17;
  const size = small ? LEAST / scale : Math.max(17, Math.min(SIZE / scale, fitting));
  const left = small ? 4 / scale : 20;
  const room = (width - 1.7 * left) / (size * LETTER);
  const most = Math.max(1, Math.min(MOST_LINES, Math.floor((height * 0.75) / (size * LEADING))));
  // Where there is no room for all, the count goes first.
  const lines = [`${family.label} ·\u00a0${count}`, family.label].map((said) => wrapped(said, room)).find(({ length }) => length <= most)
    ?? cut(wrapped(family.label, room), room, most);
  const foot = Math.max(INSET, 4.5 / scale);
  const high = Math.max(RESERVED, size * (LEADING * (lines.length - 1) + (small ? 1.5 : 1.7)));
  // On the lowest island, what is below the name comes nearer to its edge than to the name.
  const least = size * (LEADING * (lines.length - 1) + 1.32);
  return { lines, size, left, height: Math.min(high, Math.max(height - foot, least)), foot };
}

/**
 * @param {Island} island
 * @param {Caption} caption
 * @param {string} fill
 * @returns {import("./marks.js").Mark[]}
 */
export function captionMarks({ x, y, width }, { lines, size, left }, fill) {
  const first = y + Math.max(25, size * 0.9);
  return lines.map((line, i) => text({
    text: line, x: x + left, y: first + i * size * LEADING, size, weight: 700, fill, room: width - 1.5 * left,
  }));
}

/**
 * Where something on an island stands once its name has room: what is below moves together.
 * @param {Island} island
 * @param {Caption} caption
 * @param {number} y
 */
export function below({ y: top, height: high }, { height, foot }, y) {
  const [from, to] = [high - RESERVED - INSET, high - height - foot];
  if (height <= RESERVED || from <= 0) return y;
  return top + height + (Math.max(0, y - top - RESERVED) * Math.max(0, to)) / from;
}

/**
 * A text in lines, by whole words.
 * @param {string} said
 * @param {number} room in letters
 */
function wrapped(said, room) {
  /** @type {string[]} */
  const lines = [];
  for (const word of said.split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= room) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/**
 * So many lines of a text; what has no room in the last one is left out.
 * @param {string[]} lines
 * @param {number} room in letters
 * @param {number} most
 */
function cut(lines, room, most) {
  const kept = lines.slice(0, most);
  const words = kept[most - 1].split(" ");
  while (words.length > 1 && words.join(" ").length + 2 > room) words.pop();
  kept[most - 1] = `${words.join(" ").replace(/( and|,)$/, "").trim()} …`;
  return kept;
}
