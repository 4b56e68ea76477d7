// Saves a drawing of the evidence as a file that stands alone: on white, with colours and texts of its own.

import { download, fileName } from "./download.js";
import { broken, LEADING, LETTER, shape } from "./draw.js";
import { element } from "./elements.js";
import { FACE } from "./marks.js";
import { LIGHT } from "./palette.js";

// What style sheets say of a drawing, in the words of its attributes.
const INK = ["fill", "stroke", "stroke-width", "stroke-dasharray", "font-size", "font-weight", "text-anchor", "dominant-baseline"];
const PAD = 16;
const ROW = 40;
const TITLE = 15;
// A name of more letters is broken into lines.
const NAME = 30;

/**
 * @param {string} words
 * @param {() => {content: SVGElement, box: number[]}} make
 * @param {string} title
 * @param {string[]} parts of the name of the file
 */
export function saveButton(words, make, title, parts) {
  const save = () => {
    const { content, box } = make();
    download(new Blob([fileOf(content, box, title)], { type: "image/svg+xml" }), fileName(parts, "svg"));
  };
  return element("button", { type: "button", class: "link save-drawing", click: save }, words);
}

/**
 * A drawing as it is on the page, of its own size.
 * @param {SVGElement} drawing
 */
export function drawnAlone(drawing) {
  return { content: inked(drawing), box: (drawing.getAttribute("viewBox") ?? "").split(" ").map(Number) };
}

/**
 * A forest plot, of which the page has texts in a table and a drawing in each row.
 * @param {HTMLElement} figure
 */
export function forestAlone(figure) {
  const table = /** @type {HTMLTableElement} */ (figure.querySelector("table"));
  const rows = [...table.tBodies[0].rows].map(({ cells: [name, plot, number] }) => ({
    lines: broken(name.textContent ?? "", NAME),
    plot: /** @type {SVGElement} */ (plot.firstElementChild),
    texts: [...number.children].map(({ textContent }) => textContent ?? ""),
  }));
  const [, axis, sides] = table.tFoot?.rows[0].cells ?? [];
  const widest = (/** @type {string[]} */ texts) => Math.max(...texts.map(({ length }) => length)) * LETTER;
  const left = widest(rows.flatMap(({ lines }) => lines)) + PAD;
  const plotted = Number(rows[0].plot.getAttribute("viewBox")?.split(" ")[2]);
  const right = left + plotted + PAD;
  const content = shape("g", {});
  rows.forEach(({ lines, plot, texts }, i) => {
    const middle = i * ROW + ROW / 2;
    const beside = (/** @type {string[]} */ of, /** @type {number} */ x, /** @type {string} */ fill) => of.forEach((line, n) => {
      content.append(written(line, x, middle + (n - (of.length - 1) / 2) * LEADING, n ? fill : LIGHT.ink));
    });
    beside(lines, 0, LIGHT.ink);
    beside(texts, right, LIGHT.quiet);
    content.append(moved(inked(plot), left, middle - ROW / 2 + 5));
  });
  const bottom = rows.length * ROW;
  content.append(moved(inked(/** @type {SVGElement} */ (axis.firstElementChild)), left, bottom), written(sides.textContent ?? "", left, bottom + 34, LIGHT.quiet));
  const end = Math.max(right + widest(rows.flatMap(({ texts }) => texts)), left + widest([sides.textContent ?? ""]));
  return { content, box: [0, 0, end, bottom + 44] };
}

/**
 * @param {SVGElement} content
 * @param {number[]} box
 * @param {string} title
 */
function fileOf(content, [x, y, width, height], title) {
  const wide = Math.max(width, title.length * LETTER * (TITLE / 13));
  const size = { width: wide + 2 * PAD, height: height + 3 * PAD };
  const start = { x: x - PAD, y: y - 2 * PAD };
  const heading = written(title, x, y - PAD, LIGHT.ink);
  heading.setAttribute("font-size", String(TITLE));
  const file = shape(
    "svg",
    { viewBox: `${start.x} ${start.y} ${size.width} ${size.height}`, ...size, "font-family": FACE, "font-size": 13 },
    shape("title", {}, title),
    shape("rect", { ...start, ...size, fill: "#ffffff" }),
    heading,
    content,
  );
  return new XMLSerializer().serializeToString(file);
}

/**
 * A copy with what the page's style sheets make of it in light colours, and nothing to press.
 * @param {SVGElement} drawing
 */
function inked(drawing) {
  const copy = shape("g", {}, .../** @type {SVGElement} */ (drawing.cloneNode(true)).childNodes);
  const { dataset } = document.documentElement;
  const { theme } = dataset;
  dataset.theme = "light";
  const originals = drawing.querySelectorAll("*");
  copy.querySelectorAll("*").forEach((one, i) => {
    const style = getComputedStyle(originals[i]);
    for (const name of ["class", "id", "role", "tabindex", "aria-label", "aria-current", "data-edge"]) one.removeAttribute(name);
    for (const name of INK) one.setAttribute(name, style.getPropertyValue(name));
  });
  if (theme === undefined) delete dataset.theme;
  else dataset.theme = theme;
  return copy;
}

/**
 * @param {SVGElement} drawing
 * @param {number} x
 * @param {number} y
 */
function moved(drawing, x, y) {
  return shape("g", { transform: `translate(${x} ${y})` }, drawing);
}

/**
 * @param {string} text
 * @param {number} x
 * @param {number} y
 * @param {string} fill
 */
function written(text, x, y, fill) {
  return shape("text", { x, y, fill, "dominant-baseline": "central" }, text);
}
