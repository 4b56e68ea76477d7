// Draws a comparison: a table with a row for whatever is asked about, and a column for each treatment.

import { cellParts } from "./compare_cell.js";
import { pairParts, partNotes } from "./compare_pairs.js";
import { capitalise, counted, differences, graveRisks, inNoEstimate, listed, MARK, NONE_FOUND, noneShown, OF_IT, toldOfOneOnly } from "./compare_words.js";
import { element } from "./elements.js";
import { startingRisks } from "./starting_risks.js";

/**
 * @typedef {import("./compare_data.js").Known} Known
 * @typedef {import("./compare_data.js").Matrix} Matrix
 * @typedef {import("./compare_data.js").Row} Row
 * @typedef {{concept: (concept: import("./data.js").Concept) => void, claim: (claim: import("./data.js").Claim) => void, pooled: import("./compare_pairs.js").Pooled}} Choose
 */

/**
 * @param {Known} known
 * @param {Matrix} matrix
 * @param {Node} preferences
 * @param {Choose} choose
 */
export function matrixParts(known, matrix, preferences, choose) {
  const { treatments, rows } = matrix;
  const aspects = [...new Map(rows.map(({ aspect }) => [aspect.name, aspect])).values()];
  const span = String(treatments.length + 1);
  /** @type {Map<Row, HTMLElement>} */
  const drawn = new Map();
  const bodies = aspects.map(({ name, label }) => {
    const of = rows.filter(({ aspect }) => aspect.name === name);
    return element("tbody", { "data-aspect": name }, aspectHead(label, span, () => go(table.previousElementSibling?.querySelector("button"))), ...of.flatMap((row) => {
      const line = rowLine(known, row, choose);
      drawn.set(row, line);
      const below = pairParts(row, choose.pooled);
      return below.length ? [line, besideLine(row.label, "one against another", treatments.length, below)] : [line];
    }), ...notesLine(label, treatments.length, partNotes(of)));
  });
  const go = (/** @type {HTMLElement | null | undefined} */ to) => {
    if (to) bringIntoSight(to);
  };
  const heads = treatments.map(({ concept, label }) => element(
    "th",
    { scope: "col" },
    element("button", { type: "button", class: "link", title: "Show it in the graph", click: () => choose.concept(concept) }, label),
  ));
  const table = element(
    "table",
    { class: "matrix" },
    element("caption", { class: "hidden-text" }, `Comparison of ${treatments.map(({ label }) => label).join(", ")}`),
    element("thead", {}, element("tr", {}, element("th", { scope: "col" }, "Asked about"), ...heads)),
    ...bodies,
  );
  table.style.setProperty("--columns", String(treatments.length));
  // Where one treatment stands under the other, all would be too long to find anything in.
  for (const body of bodies.slice(1)) setFolded(body, true);
  const parts = aspects.map(({ label }, i) => element(
    "li",
    {},
    element("button", { type: "button", class: "link", click: () => go(bodies[i].querySelector("th")) }, capitalise(label)),
  ));
  return [
    element("p", { class: "print-only" }, `${treatments.map(({ label }) => label).join(" · ")}. Not medical advice. Knowledge: ${known.about.join("; ")}.`),
    ...lacks(matrix, (row) => go(drawn.get(row)?.querySelector("th"))),
    preferences,
    element("nav", { class: "parts", "aria-label": "Parts of the comparison" }, element("ul", {}, ...parts)),
    table,
    element(
      "details",
      { class: "rule" },
      element("summary", {}, "How strength is rated"),
      element("ul", {}, ...known.rule.map((line) => element("li", {}, line))),
    ),
  ];
}

/**
 * The head of a part, which on narrow screens folds it and leads back to the names of the parts.
 * @param {string} label
 * @param {string} span
 * @param {() => void} up
 */
function aspectHead(label, span, up) {
  const fold = element("button", { type: "button", class: "fold-part", "aria-label": `Show ${label}`, "aria-expanded": "true", click: () => {
    const body = fold.closest("tbody");
    if (body) setFolded(body, !body.classList.contains("folded"));
  } });
  const back = element("button", { type: "button", class: "up", "aria-label": "Up to the parts of the comparison", click: up });
  return element("tr", { class: "aspect" }, element("th", { scope: "rowgroup", colspan: span, tabindex: "-1" }, fold, element("h2", {}, capitalise(label)), back));
}

/**
 * @param {HTMLElement} body
 * @param {boolean} folded it matters on narrow screens only
 */
function setFolded(body, folded) {
  body.classList.toggle("folded", folded);
  body.querySelector(".fold-part")?.setAttribute("aria-expanded", String(!folded));
}

/**
 * Where studies show a difference, which grave risks several tell of, and what is told of one only; with a way to each row.
 * @param {Matrix} matrix
 * @param {(row: Row) => void} go
 */
function lacks(matrix, go) {
  const items = (/** @type {import("./compare_words.js").Difference[]} */ found) => found.map(({ before, rows, after }) => element("li", {}, before, ...rows.flatMap((row, i) => [
    i ? "; " : "",
    element("button", { type: "button", class: "link", click: () => go(row) }, row.label),
  ]), after));
  const [shown, apart, grave, alone] = [differences(matrix), inNoEstimate(matrix), graveRisks(matrix), toldOfOneOnly(matrix)];
  const lacking = new Set(alone.flatMap(({ rows }) => rows)).size;
  return [
    element(
      "details",
      { class: "lacks differ", open: true },
      element("summary", {}, "Differences first: what studies show of one against another"),
      element("ul", {}, ...(shown.length ? items(shown) : [element("li", {}, noneShown(matrix))])),
    ),
    apart.length > 0 && element(
      "details",
      { class: "lacks apart", open: true },
      element("summary", {}, "Compared in a study, but in no estimate"),
      element("ul", {}, ...items(apart)),
    ),
    grave.length > 0 && element(
      "details",
      { class: "lacks grave", open: true },
      element("summary", {}, `Grave risks told of ${matrix.treatments.length > 2 ? "several" : "both"}`),
      element("ul", {}, ...items(grave)),
    ),
    alone.length > 0 && element(
      "details",
      { class: "lacks one-only" },
      element("summary", {}, "Told of one only", element("span", { class: "count" }, ` ${counted(lacking, "row")}`)),
      element("ul", {}, ...items(alone)),
    ),
  ].filter((part) => part !== false);
}

/**
 * Brings a heading to the top of what scrolls: the tab where it has its own height, else the page.
 * @param {HTMLElement} heading
 */
function bringIntoSight(heading) {
  const body = heading.closest("tbody");
  if (body) setFolded(body, false);
  const scroller = /** @type {HTMLElement} */ (heading.closest(".compare-scroller"));
  const head = heading.closest("table")?.tHead;
  const covered = head && getComputedStyle(head).position !== "absolute" ? head.getBoundingClientRect().height : 0;
  const own = scroller.scrollHeight > scroller.clientHeight && getComputedStyle(scroller).overflowY === "auto";
  if (own) {
    scroller.scrollIntoView({ block: "nearest" });
    scroller.scrollTop += heading.getBoundingClientRect().top - scroller.getBoundingClientRect().top - covered;
  } else heading.scrollIntoView({ block: "start" });
  heading.focus({ preventScroll: true });
}

/**
 * What is at the end of a part, if there is something.
 * @param {string} aspect
 * @param {number} columns
 * @param {HTMLElement[]} parts
 */
function notesLine(aspect, columns, parts) {
  if (!parts.length) return [];
  const line = besideLine(aspect, "what is missing between treatments", columns, parts);
  line.classList.add("notes");
  return [line];
}

/**
 * What is below a row: what is known of one treatment against another.
 * @param {string} label
 * @param {string} said
 * @param {number} columns
 * @param {HTMLElement[]} parts
 */
function besideLine(label, said, columns, parts) {
  return element(
    "tr",
    { class: "beside" },
    element("th", { scope: "row" }, element("span", { class: "hidden-text" }, `${label}: `), said),
    element("td", { colspan: String(columns) }, ...parts),
  );
}

/**
 * Whether what is said of one treatment points elsewhere than what is said of another.
 * @param {import("./compare_data.js").Cell[]} cells
 */
function directionsDiffer(cells) {
  const pointing = cells.map(({ entries }) => (
    [...new Set(entries.filter(({ basis }) => OF_IT.includes(basis)).map(({ claim }) => claim.direction))].sort().join(" ")
  ));
  return new Set(pointing.filter(Boolean)).size > 1;
}

/**
 * @param {Known} known
 * @param {Row} row
 * @param {Choose} choose
 */
function rowLine(known, row, choose) {
  const { label, cells, n, note, lacking } = row;
  const alone = cells.length - lacking.length === 1;
  const divided = directionsDiffer(cells);
  return element(
    "tr",
    { "data-row": String(n), class: [divided && "divided", alone && "alone"].filter(Boolean).join(" ") || false },
    element("th", { scope: "row", tabindex: "-1" }, label, note && element("span", { class: "mark", title: note }, ` ${MARK}`), divided && element("span", { class: "tag" }, "directions differ")),
    ...cells.map((cell) => element(
      "td",
      { "data-treatment": cell.treatment.concept.id, class: cell.empty ? "none" : false },
      element("b", { class: "of", "data-lacking": alone ? `; ${NONE_FOUND} of ${listed(lacking.map((one) => one.label))}` : false }, cell.treatment.label),
      ...cellParts(known, cell, choose, startingRisks(cells.map(({ estimate }) => estimate))),
    )),
  );
}
