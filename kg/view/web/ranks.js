// Lists the treatments of a network by P-score, with the chances of each rank.

import { shape } from "./draw.js";
import { element } from "./elements.js";

const BAR = 16;
const TALL = 40;

/**
 * @param {import("./pools.js").Network} network
 * @param {string} level
 */
export function rankTable({ treatments, ranks }, level) {
  if (!ranks) return null;
  const { p_score, sucra, limits, chances } = ranks;
  const head = ["Treatment", "P-score", "SUCRA", `Ranks it may have (${level})`, "Chance of each rank, the best at the left"];
  const rows = treatments.map(({ name }, n) => element(
    "tr",
    {},
    element("th", { scope: "row" }, name),
    element("td", { class: "figure" }, String(p_score[n])),
    element("td", { class: "figure" }, String(sucra[n])),
    element("td", { class: "figure" }, `${limits[n][0]} to ${limits[n][1]}`),
    element("td", { class: "plotted" }, columns(chances[n])),
  ));
  return element(
    "figure",
    { class: "ranking" },
    table("Ranks, with the ranks that each may have; they say nothing of how large a difference is.", head, rows),
    element("details", { class: "as-table" }, element("summary", {}, "The chances as a table"), chanceTable(treatments, chances)),
  );
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
    "tr", {}, element("th", { scope: "row" }, name), ...chances[n].map((chance) => element("td", { class: "figure" }, String(chance))),
  ));
  return element("div", { class: "wide-table", role: "region", "aria-label": "Chances of ranks", tabindex: "0" }, table("", head, rows));
}

/**
 * @param {string} caption
 * @param {string[]} head
 * @param {HTMLElement[]} rows
 */
function table(caption, head, rows) {
  return element(
    "table",
    { class: "numbers" },
    caption && element("caption", {}, caption),
    element("thead", {}, element("tr", {}, ...head.map((name) => element("th", { scope: "col" }, name)))),
    element("tbody", {}, ...rows),
  );
}
