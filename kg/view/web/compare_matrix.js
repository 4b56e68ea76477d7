// Draws a comparison: a table with a row for whatever is asked about, and a column for each treatment.

import { cellParts } from "./compare_cell.js";
import { pairParts, partNotes } from "./compare_pairs.js";
import { capitalise, counted, differences, listed, MARK, NONE_FOUND, OF_IT } from "./compare_words.js";
import { element } from "./elements.js";

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
    const head = element("tr", { class: "aspect" }, element("th", { scope: "rowgroup", colspan: span, tabindex: "-1" }, element("h2", {}, capitalise(label))));
    return element("tbody", { "data-aspect": name }, head, ...of.flatMap((row) => {
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
  const parts = aspects.map(({ label }, i) => element(
    "li",
    {},
    element("button", { type: "button", class: "link", click: () => go(bodies[i].querySelector("th")) }, capitalise(label)),
  ));
  return [
    element("p", { class: "print-only" }, `${treatments.map(({ label }) => label).join(" · ")}. Not medical advice. Knowledge: ${known.about.join("; ")}.`),
    lacks(matrix, (row) => go(drawn.get(row)?.querySelector("th"))),
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
 * What is said of one and not of another, with a way to each row.
 * @param {Matrix} matrix
 * @param {(row: Row) => void} go
 */
function lacks(matrix, go) {
  const found = differences(matrix);
  const items = found.map(({ before, rows, after }) => element("li", {}, before, ...rows.flatMap((row, i) => [
    i ? "; " : "",
    element("button", { type: "button", class: "link", click: () => go(row) }, row.label),
  ]), after));
  return element(
    "details",
    { class: "lacks" },
    element("summary", {}, "Differences first: what is said of one, and not of another", element("span", { class: "count" }, ` ${counted(matrix.rows.filter(({ lacking }) => lacking.length).length, "difference")}`)),
    found.length ? element("ul", {}, ...items) : element("p", {}, "In every row, something is known of each."),
  );
}

/**
 * Brings a heading to the top of what scrolls: the tab where it has its own height, else the page.
 * @param {HTMLElement} heading
 */
function bringIntoSight(heading) {
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
      ...cellParts(known, cell, choose),
    )),
  );
}
