// Draws which treatments were compared: a circle, lines as thick as studies are many.

import { broken, LEADING, LETTER, pressable, shape } from "./draw.js";
import { element } from "./elements.js";
import { drawnAlone, saveButton } from "./save_drawing.js";
import { byText } from "./text.js";

// Where on its line a number of studies may stand: the first is best, were no other line or number near.
const ALONG = [0.4, 0.34, 0.46, 0.28, 0.52, 0.22, 0.6, 0.7];
// So far from others it can be read.
const CLEAR = 17;
// Letters are never smaller than so many of their own size.
const LEAST = 0.86;

/**
 * @param {import("./pools.js").Pool} pool
 * @param {import("./pools.js").Network} network
 * @param {number} against by its place
 * @param {(n: number) => void} pickTreatment
 * @param {(first: number, second: number) => void} pickPair
 */
export function networkDrawing(pool, network, against, pickTreatment, pickPair) {
  const { treatments, edges, people } = network;
  const many = treatments.length;
  const order = treatments.map((_, i) => i).sort((a, b) => byText(treatments[a].name, treatments[b].name));
  const radius = many === 2 ? 70 : Math.max(92, many * 16);
  const start = many === 2 ? Math.PI : -Math.PI / 2;
  /** @type {{x: number, y: number, right: number, up: number}[]} */
  const at = [];
  order.forEach((n, i) => {
    const angle = start + (i * 2 * Math.PI) / many;
    at[n] = { x: radius * Math.cos(angle), y: radius * Math.sin(angle), right: Math.cos(angle), up: Math.sin(angle) };
  });
  const studiesOf = treatments.map((_, n) => new Set(edges.filter(([a, b]) => a === n || b === n).flatMap(([, , studies]) => studies)).size);
  const sizes = studiesOf.map((studies) => 5 + 4 * Math.sqrt(studies));
  const plates = platesOf(edges.map(([a, b]) => [at[a], at[b]]), many < 4 ? [0.5] : ALONG);
  const lines = edges.map(([a, b, studies], n) => {
    const [from, to] = [at[a], at[b]];
    const { x, y } = plates[n];
    const said = `${treatments[a].name} and ${treatments[b].name}: ${counted(studies.length, "study", "studies")}. Show this comparison.`;
    const drawn = pressable(
      "edge",
      said,
      () => pickPair(a, b),
      shape("line", { class: "reach", x1: from.x, y1: from.y, x2: to.x, y2: to.y }),
      shape("line", { class: "studied", x1: from.x, y1: from.y, x2: to.x, y2: to.y, "stroke-width": 1 + 1.8 * Math.sqrt(studies.length) }),
      shape("rect", { class: "plate", x: x - 10, y: y - 9, width: 20, height: 18, rx: 5 }),
      shape("text", { x, y, "text-anchor": "middle", "dominant-baseline": "central" }, String(studies.length)),
    );
    drawn.dataset.edge = `${network.n} ${a} ${b}`;
    return drawn;
  });
  let [left, right, top, bottom] = [0, 0, 0, 0];
  const nodes = treatments.map(({ name }, n) => {
    const { x, y, right: across, up } = at[n];
    const rows = broken(name, 17);
    const below = many === 2;
    const side = below || Math.abs(across) <= 0.3 ? "middle" : across > 0 ? "start" : "end";
    const far = sizes[n] + 6;
    const textX = side === "middle" ? x : x + Math.sign(across) * far;
    const height = rows.length * LEADING;
    const textY = side === "middle" ? (below || up > 0 ? y + far + 8 : y - far - height + 8) : y - height / 2 + LEADING / 2;
    const width = Math.max(...rows.map((row) => row.length)) * LETTER;
    const shift = side === "middle" ? -width / 2 : side === "end" ? -width : 0;
    left = Math.min(left, textX + shift);
    right = Math.max(right, textX + shift + width);
    top = Math.min(top, textY - LEADING, y - far);
    bottom = Math.max(bottom, textY + height - LEADING / 2, y + far);
    const here = n === against;
    const size = [counted(studiesOf[n], "study", "studies"), people[n] === null ? "" : `${people[n].toLocaleString("en")} people`].filter(Boolean).join(", ");
    const drawn = pressable(
      here ? "node chosen" : "node",
      `${name}: ${size}. ${here ? "All are shown against it." : "Show all against it."}`,
      () => pickTreatment(n),
      shape("circle", { cx: x, cy: y, r: sizes[n] }),
      ...(here ? [shape("circle", { class: "ring", cx: x, cy: y, r: sizes[n] + 4 })] : []),
      shape("text", { x: textX, y: textY, "text-anchor": side, "dominant-baseline": "central" },
        ...rows.map((row, i) => shape("tspan", { x: textX, dy: i ? LEADING : 0 }, i < rows.length - 1 ? `${row} ` : row))),
    );
    drawn.id = `treatment-${network.n}-${n}`;
    return drawn;
  });
  const pad = 8;
  const box = [left - pad, top - pad, right - left + 2 * pad, bottom - top + 2 * pad];
  const drawing = shape(
    "svg",
    { class: "trial-network", viewBox: box.map((n) => Math.round(n)).join(" "), role: "group", "aria-label": "Which treatments were compared" },
    ...lines,
    ...nodes,
  );
  drawing.style.maxWidth = `${Math.round(box[2] * 1.15)}px`;
  drawing.style.setProperty("--least", `${Math.round(box[2] * LEAST)}px`);
  return element(
    "figure",
    { class: "network-figure" },
    element("div", { class: "wide-table", role: "group", "aria-label": "Drawing of the network", tabindex: "0" }, drawing),
    element("figcaption", {}, "A number is how many studies compare the two; a circle is as large as studies have the treatment. Press a line for the comparison, a circle to set all against it."),
    saveButton("Save the network as SVG", () => drawnAlone(drawing), `Which treatments were compared: ${pool.words}`, ["network", pool.words]),
    asTable(network),
  );
}

/**
 * Places for the numbers: away from where lines cross, and from each other.
 * @typedef {{x: number, y: number}} Point
 * @param {Point[][]} lines
 * @param {number[]} along
 */
function platesOf(lines, along) {
  /** @type {Point[]} */
  const placed = [];
  for (const line of lines) {
    const [from, to] = line;
    const places = along.map((share) => ({ x: from.x + share * (to.x - from.x), y: from.y + share * (to.y - from.y) }));
    const room = places.map((place) => Math.min(
      CLEAR,
      ...placed.map(({ x, y }) => Math.hypot(x - place.x, y - place.y) * 0.7),
      ...lines.filter((other) => other !== line).map((other) => away(place, other)),
    ));
    placed.push(places[room.indexOf(Math.max(...room))]);
  }
  return placed;
}

/**
 * How far a point is from a line between two others.
 * @param {Point} point
 * @param {Point[]} line
 */
function away({ x, y }, [from, to]) {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const share = Math.min(1, Math.max(0, ((x - from.x) * dx + (y - from.y) * dy) / (dx * dx + dy * dy)));
  return Math.hypot(x - from.x - share * dx, y - from.y - share * dy);
}

/** @param {import("./pools.js").Network} network */
function asTable({ treatments, edges }) {
  const rows = edges.map(([a, b, studies]) => element(
    "tr", {}, element("td", {}, treatments[a].name), element("td", {}, treatments[b].name), element("td", { class: "figure" }, String(studies.length)),
  ));
  const head = element("tr", {}, ...["Treatment", "Compared with", "Studies"].map((name) => element("th", { scope: "col" }, name)));
  return element("details", { class: "as-table" }, element("summary", {}, "As a table"), element("table", { class: "numbers" }, element("thead", {}, head), element("tbody", {}, ...rows)));
}

/**
 * @param {number} many
 * @param {string} one
 * @param {string} more
 */
export function counted(many, one, more) {
  return `${many.toLocaleString("en")} ${many === 1 ? one : more}`;
}
