// Writes marks as SVG. Texts are escaped: nothing in the data can turn into markup.

import { FACE } from "./marks.js";

const ANCHORS = { left: "start", right: "end", center: "middle" };

/**
 * Letters keep to the room that they have on the canvas, whatever font is there to show them.
 * @param {import("./marks.js").Mark[]} marks
 * @param {{left: number, top: number, right: number, bottom: number}} bounds
 * @param {string} ground
 * @param {string} title
 * @param {(text: import("./marks.js").Text) => number} widthOf
 */
export function svgOf(marks, { left, top, right, bottom }, ground, title, widthOf) {
  const size = `width="${round(right - left)}" height="${round(bottom - top)}"`;
  const box = [left, top, right - left, bottom - top].map(round).join(" ");
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" ${size} viewBox="${box}" font-family="${FACE}">`,
    `<title>${escaped(title)}</title>`,
    `<rect x="${round(left)}" y="${round(top)}" ${size} fill="${ground}"/>`,
    ...marks.map((mark) => element(mark, widthOf)),
    "</svg>\n",
  ].join("\n");
}

/**
 * @param {import("./marks.js").Mark} mark
 * @param {(text: import("./marks.js").Text) => number} widthOf
 */
function element(mark, widthOf) {
  const alpha = mark.alpha < 1 ? ` opacity="${round(mark.alpha)}"` : "";
  if (mark.kind === "rect") {
    const { x, y, width, height, radius } = mark;
    const at = `x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}" rx="${round(radius)}"`;
    return `<rect ${at} fill="${mark.fill}"${strokeOf(mark)}${alpha}/>`;
  }
  if (mark.kind === "curve") {
    const dash = mark.dash.length ? ` stroke-dasharray="${mark.dash.map(round).join(" ")}"` : "";
    return `<path d="${pathOf(mark.points)}" fill="none"${strokeOf(mark)}${dash}${alpha}/>`;
  }
  if (mark.kind === "path") {
    const turn = mark.angle ? ` rotate(${round((mark.angle * 180) / Math.PI)})` : "";
    const move = `translate(${round(mark.x)} ${round(mark.y)}) scale(${round(mark.scale)})${turn}`;
    return `<path d="${mark.d}" transform="${move}" fill="${mark.fill ?? "none"}"${strokeOf(mark)}${alpha}/>`;
  }
  if (mark.kind === "dots") {
    const dots = mark.points.map(({ x, y }) => `<circle cx="${round(x)}" cy="${round(y)}" r="${round(mark.radius)}"/>`);
    return `<g fill="${mark.fill}"${alpha}>${dots.join("")}</g>`;
  }
  const where = `x="${round(mark.x)}" y="${round(mark.y)}" font-size="${round(mark.size)}" font-weight="${mark.weight}"`;
  const wide = `textLength="${round(widthOf(mark))}" lengthAdjust="spacingAndGlyphs"`;
  return `<text ${where} ${wide} text-anchor="${ANCHORS[mark.align]}" dominant-baseline="central" fill="${mark.fill}"${alpha}>${escaped(mark.text)}</text>`;
}

/** @param {{stroke: string | null, line: number}} mark */
function strokeOf({ stroke, line }) {
  return stroke ? ` stroke="${stroke}" stroke-width="${round(line)}"` : "";
}

/** @param {{x: number, y: number}[]} points */
function pathOf([start, ...rest]) {
  const at = (/** @type {{x: number, y: number}} */ { x, y }) => `${round(x)} ${round(y)}`;
  const bent = Math.floor(rest.length / 3) * 3;
  const parts = [`M${at(start)}`];
  if (bent) parts.push(`C${rest.slice(0, bent).map(at).join(" ")}`);
  if (rest.length > bent) parts.push(`L${at(rest[rest.length - 1])}`);
  return parts.join("");
}

/** @param {number} value */
function round(value) {
  return Math.round(value * 100) / 100;
}

/** @param {string} text */
function escaped(text) {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");
}
