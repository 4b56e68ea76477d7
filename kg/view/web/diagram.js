// Draws an arrangement: a concept with what is around it, or the ways between two.

import { chip, curve, end, text } from "./marks.js";

const WORDS = 13;
const ROOM = 250;
// By so much a line is wider, and empty within, of what a rule derived from what is said of a kind.
const HOLLOW = 2.4;

/**
 * @param {import("./columns.js").Arrangement} arrangement
 * @param {{link: string | null, concept: number | null}} lit the key of a link, or a concept, that stands out
 * @param {import("./palette.js").Palette} palette
 * @param {(text: string) => number} widthOf
 * @returns {import("./marks.js").Mark[]}
 */
export function diagramOf({ placed, drawn, captions, spines }, lit, palette, widthOf) {
  /** @type {import("./marks.js").Mark[]} */
  const marks = [];
  const some = lit.link !== null || lit.concept !== null;
  const stands = (/** @type {import("./graph.js").Link} */ link) => (
    !some || link.key === lit.link || link.from === lit.concept || link.to === lit.concept
  );
  for (const points of spines) marks.push(curve({ points, stroke: palette.quiet, line: 1.2, alpha: 0.5 }));
  for (const { link, curve: points, words, far } of drawn) {
    const colour = palette.line(link.line);
    const alpha = stands(link) ? 1 : 0.2;
    const line = link.line.width + (some && stands(link) ? 0.8 : 0);
    const hollow = link.basis !== "own";
    // Lines that run to a further column are paler: they pass behind the words of nearer ones.
    const paler = !words || far ? 0.6 : 1;
    const drawn = { points, dash: link.line.dash, alpha: some && stands(link) ? 1 : alpha * paler };
    marks.push(curve({ ...drawn, stroke: colour, line: hollow ? line + HOLLOW : line }));
    if (hollow) marks.push(curve({ ...drawn, stroke: palette.ground, line, alpha: 1 }));
  }
  for (const { link, words, align, end: at, angle } of drawn) {
    const colour = palette.line(link.line);
    const alpha = stands(link) ? 1 : 0.35;
    if (words) {
      const weight = some && stands(link) ? 700 : 550;
      const width = Math.min(widthOf(link.words), ROOM);
      const x = align === "right" ? words.x - width : words.x;
      marks.push({ kind: "rect", x: x - 4, y: words.y - 8, width: width + 8, height: 16, radius: 3, fill: palette.ground, stroke: null, line: 0, alpha: 0.92 });
      marks.push(text({ text: link.words, x: words.x, y: words.y, size: WORDS, weight, fill: colour, align, alpha, room: ROOM }));
    }
    marks.push(end(link.line, at, angle, colour, alpha));
  }
  for (const { text: said, x, y } of captions) {
    const width = widthOf(said);
    marks.push({ kind: "rect", x: x - width / 2 - 4, y: y - 8, width: width + 8, height: 16, radius: 3, fill: palette.ground, stroke: null, line: 0, alpha: 0.92 });
    marks.push(text({ text: said, x, y, size: 12, weight: 650, fill: palette.quiet, align: "center" }));
  }
  const near = new Set(drawn.filter(({ link }) => some && stands(link)).flatMap(({ link }) => [link.from, link.to]));
  for (const box of placed) {
    const faded = some && !near.has(box.concept.n) && box.concept.n !== lit.concept && !box.centre;
    const hovered = box.concept.n === lit.concept;
    marks.push(...chip(box.concept, box, palette, { chosen: box.centre, hovered, alpha: faded ? 0.35 : 1 }));
  }
  return marks;
}
