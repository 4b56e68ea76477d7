// Lists the treatments of a network by P-score, with the chances of each rank.

import { shape } from "./draw.js";
import { element } from "./elements.js";

const BAR = 16;
const TALL = 30;

/**
 * @param {import("./pools.js").Network} network
 * @param {string} level
 */
export function rankTable({ treatments, ranks }, level) {
  if (!ranks) return [];
  const { p_score, sucra, limits, chances } = ranks;
  const head = ["Treatment", "P-score", "SUCRA", `Ranks it may have (${level})`, "Chances of ranks, the best first"];
  const rows = treatments.map(({ name }, n) => element(
    "tr",
    {},
    element("th", { scope: "row" }, name),
    element("td", { class: "figure", "data-of": "P-score" }, p_score[n].toFixed(3)),
    element("td", { class: "figure", "data-of": "SUCRA" }, sucra[n].toFixed(3)),
    element("td", { class: "figure", "data-of": "Ranks" }, `${limits[n][0]} to ${limits[n][1]}`),
    element("td", { class: "plotted" }, columns(chances[n])),
  ));
  return [
    element("p", { class: "note" }, "Ranks, with the ranks that each may have; they say nothing of how large a difference is."),
    scrolled("Ranks", head, rows, "ranks"),
    element("details", { class: "as-table" }, element("summary", {}, "The chances as a table"), chanceTable(treatments, chances)),
  ];
}

/** @param {number[]} chances */
function columns(chances) {
  const drawn = chances.map((chance, i) => shape("rect", { class: "chance", x: i * BAR + 2, y: TALL - chance * (TALL - 4), width: BAR - 4, height: chance * (TALL - 4) }));
  const numbers = chances.map((_, i) => shape("text", { x: i * BAR + BAR / 2, y: TALL + 10, "text-anchor": "middle" }, String(i + 1)));
  const ground = shape("line", { class: "axis", x1: 0, x2: chances.length * BAR, y1: TALL, y2: TALL });
  const drawing = shape("svg", { class: "rank-plot", viewBox: `0 0 ${chances.length * BAR} ${TALL + 14}`, "aria-hidden": "true" }, ...drawn, ground, ...numbers);
  drawing.style.width = `${chances.length * BAR * 1.3}px`;
  return drawing;
}

/**
 * @param {import("./pools.js").Treatment[]} treatments
 * @param {number[][]} chances
 */
function chanceTable(treatments, chances) {
  const head = ["Treatment", ...treatments.map((_, i) => `Rank ${i + 1}`)];
  const rows = treatments.map(({ name }, n) => element(
    "tr", {}, element("th", { scope: "row" }, name), ...chances[n].map((chance) => element("td", { class: "figure" }, `${(100 * chance).toFixed(1)} %`)),
  ));
  return scrolled("Chances of ranks", head, rows);
}

/**
 * A table that is scrolled sideways where there is no room for it.
 * @param {string} name
 * @param {string[]} head
 * @param {HTMLElement[]} rows
 * @param {string} [kind]
 */
function scrolled(name, head, rows, kind = "") {
  const table = element(
    "table",
    { class: `numbers ${kind}`, "aria-label": name },
    element("thead", {}, element("tr", {}, ...head.map((text) => element("th", { scope: "col" }, text)))),
    element("tbody", {}, ...rows),
  );
  return element("div", { class: "wide-table", role: "group", "aria-label": name, tabindex: "0" }, table);
}
