// Lists claims as a table: sorted, in pages, and as CSV. Nothing needs the drawing that is not here.

import { element, lineSample } from "./elements.js";
import { fold } from "./text.js";

const PAGE = 100;

/**
 * @typedef {import("./data.js").Claim} Claim
 * @typedef {import("./data.js").Data} Data
 * @typedef {{name: string, text: (claim: Claim) => string, cell: (claim: Claim) => (Node | string | false)[]}} Column
 */

/**
 * @param {{table: HTMLTableElement, status: HTMLElement, more: HTMLElement}} parts
 * @param {Data} data
 * @param {(claim: Claim) => void} choose
 */
export function createTable({ table, status, more }, data, choose) {
  const columns = columnsOf(data, choose);
  const body = /** @type {HTMLTableSectionElement} */ (table.tBodies[0]);
  /** @type {{column: number, down: boolean} | null} */
  let order = null;
  /** @type {Claim[]} */
  let passing = [];
  let shown = 0;
  /** @type {string | null} */
  let marked = null;
  const heads = columns.map(({ name }, i) => {
    const head = element("th", { scope: "col" }, element("button", { type: "button", click: () => sort(i) }, name));
    return head;
  });
  table.tHead?.rows[0].replaceChildren(...heads);
  more.addEventListener("click", () => add(PAGE));
  addEventListener("beforeprint", () => add(Infinity));

  /** @param {number} column */
  function sort(column) {
    order = { column, down: order?.column === column && !order.down };
    heads.forEach((head, i) => {
      if (i === column) head.setAttribute("aria-sort", order?.down ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    });
    list();
  }

  function sorted() {
    if (!order) return passing;
    const { text } = columns[order.column];
    const collator = new Intl.Collator("en", { numeric: true });
    const keyed = passing.map((claim) => ({ claim, key: fold(text(claim)) }));
    keyed.sort((a, b) => collator.compare(a.key, b.key) || a.claim.n - b.claim.n);
    const found = keyed.map(({ claim }) => claim);
    return order.down ? found.reverse() : found;
  }

  function list() {
    body.replaceChildren();
    shown = 0;
    add(PAGE);
    if (passing.length) return;
    const said = "No claim passes. Take a filter away, or empty the field of words.";
    body.append(element("tr", {}, element("td", { class: "said", colspan: String(columns.length) }, said)));
  }

  /** @param {number} count of rows */
  function add(count) {
    const all = sorted();
    body.append(...all.slice(shown, shown + count).map(row));
    shown = Math.min(all.length, shown + count);
    more.hidden = shown === all.length;
    more.textContent = `Show more: ${shown} of ${all.length} are listed`;
  }

  /** @param {Claim} claim */
  function row(claim) {
    const cells = columns.map(({ cell }) => element("td", {}, ...cell(claim)));
    cells[0].classList.add("said");
    return element("tr", { "data-claim": claim.id, class: claim.id === marked ? "chosen" : "" }, ...cells);
  }

  /**
   * @param {boolean[]} passes
   * @param {number} count
   */
  function show(passes, count) {
    passing = data.claims.filter(({ n }) => passes[n]);
    status.textContent = count === data.claims.length ? `All ${count} claims` : `${count} of ${data.claims.length} claims`;
    list();
  }

  /** @param {string | null} claim by id */
  function mark(claim) {
    marked = claim;
    for (const one of body.rows) one.classList.toggle("chosen", one.dataset.claim === claim);
  }

  /** The claims that pass, in the order in which they are listed. */
  function toCsv() {
    const lines = [["id", ...columns.map(({ name }) => name)]];
    for (const claim of sorted()) lines.push([claim.id, ...columns.map(({ text }) => text(claim))]);
    return lines.map((cells) => `${cells.map(quoted).join(",")}\r\n`).join("");
  }

  return { show, mark, toCsv };
}

/**
 * A cell of CSV. One that a spreadsheet would take for a formula starts with an apostrophe.
 * @param {string} text
 */
export function quoted(text) {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}

/**
 * @param {Data} data
 * @param {(claim: Claim) => void} choose
 * @returns {Column[]}
 */
function columnsOf(data, choose) {
  const label = (/** @type {number} */ n) => data.concepts[n].label;
  const sourcesOf = (/** @type {Claim} */ claim) => claim.sources.map(([n, place]) => (
    { document: typeof n === "number" ? data.sources[n].label : n, place }
  ));
  const simple = (/** @type {string} */ name, /** @type {(claim: Claim) => string} */ text) => (
    { name, text, cell: (/** @type {Claim} */ claim) => [text(claim)] }
  );
  return [
    {
      name: "Claim",
      text: ({ sentence }) => sentence,
      cell: (claim) => [
        element("button", { type: "button", title: "Read all about this claim", click: () => choose(claim) }, claim.sentence),
        ...badges(claim),
      ],
    },
    simple("Subject", ({ subject }) => label(subject)),
    simple("Relation", ({ predicate }) => predicate),
    simple("Object", ({ object }) => label(object)),
    {
      name: "Direction",
      text: (claim) => claim.direction_label,
      cell: ({ direction, direction_label, line }) => [
        direction !== "supports" && lineSample(line),
        element("span", { class: `direction ${direction === "supports" ? "for" : "open"}` }, direction_label),
      ],
    },
    {
      name: "How the source puts it",
      text: (claim) => claim.modality_label,
      cell: ({ direction, modality_label, line }) => [direction === "supports" && lineSample(line), modality_label],
    },
    simple("Limits", ({ qualified }) => qualified),
    {
      name: "Source",
      text: (claim) => sourcesOf(claim).map(({ document, place }) => (place ? `${document}, ${place}` : document)).join("; "),
      cell: (claim) => sourcesOf(claim).flatMap(({ document, place }, i) => [
        i > 0 && element("br"),
        ...(place ? [place, element("br"), element("small", {}, document)] : [document]),
      ]),
    },
  ];
}

/** @param {Claim} claim */
export function badges(claim) {
  return [
    claim.effect && element("b", { class: `badge ${claim.effect}` }, claim.effect),
    claim.contested_by.length > 0 && element("b", { class: "badge contested" }, "contested"),
  ].flatMap((badge) => (badge ? [" ", badge] : []));
}
