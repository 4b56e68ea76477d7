// Lists claims as a table: sorted, in pages, and as CSV. Nothing needs the drawing that is not here.

import { element, lineSample } from "./elements.js";
import { limitsOf, qualified } from "./limits.js";
import { fold } from "./text.js";

const PAGE = 100;

/**
 * @typedef {import("./data.js").Claim} Claim
 * @typedef {import("./data.js").Data} Data
 * @typedef {{name: string, key: string, text: (claim: Claim) => string, cell?: (claim: Claim) => (Node | string | false)[]}} Column
 *   one with a key is on the screen, where there is room for it
 */

/**
 * @param {{table: HTMLTableElement, status: HTMLElement, more: HTMLElement}} parts
 * @param {Data} data
 * @param {(claim: Claim) => void} choose
 */
export function createTable({ table, status, more }, data, choose) {
  const all = columnsOf(data, choose);
  const columns = all.filter(({ key }) => key);
  const body = /** @type {HTMLTableSectionElement} */ (table.tBodies[0]);
  /** @type {{column: number, down: boolean} | null} */
  let order = null;
  /** @type {Claim[]} */
  let passing = [];
  let shown = 0;
  /** @type {string | null} */
  let marked = null;
  const heads = columns.map(({ name, key }, i) => (
    element("th", { scope: "col", class: `of-${key}` }, element("button", { type: "button", click: () => sort(i) }, name))
  ));
  table.tHead?.rows[0].replaceChildren(...heads);
  more.addEventListener("click", () => add(PAGE));

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
    const way = order.down ? -1 : 1;
    // Where a column says nothing, there is nothing to put in order: these go last, either way.
    keyed.sort((a, b) => Number(!a.key) - Number(!b.key) || way * (collator.compare(a.key, b.key) || a.claim.n - b.claim.n));
    return keyed.map(({ claim }) => claim);
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
    const listed = sorted();
    body.append(...listed.slice(shown, shown + count).map(row));
    shown = Math.min(listed.length, shown + count);
    more.hidden = shown === listed.length;
    more.textContent = `Show more: ${shown} of ${listed.length} are listed`;
  }

  /** @param {Claim} claim */
  function row(claim) {
    const cells = columns.map(({ key, text, cell }) => element("td", { class: `of-${key}` }, ...(cell?.(claim) ?? [text(claim)])));
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
    const lines = [["id", ...all.map(({ name }) => name)]];
    for (const claim of sorted()) lines.push([claim.id, ...all.map(({ text }) => text(claim))]);
    return lines.map((cells) => `${cells.map(quoted).join(",")}\r\n`).join("");
  }

  /**
   * Lists what goes on paper; without it, what was listed before.
   * @param {((claim: Claim) => boolean) | null} goes
   */
  function forPaper(goes) {
    body.replaceChildren(...(goes ? sorted().filter(goes).map(row) : []));
    if (goes) return;
    const before = shown;
    shown = 0;
    add(before);
  }

  return { show, mark, toCsv, forPaper };
}

/**
 * A cell of CSV. One that a spreadsheet would take for a formula starts with an apostrophe.
 * @param {string} text
 */
export function quoted(text) {
  const safe = /^[=+\-@\t\r]/.test(text) && !/^-[\d.]+$/.test(text) ? `'${text}` : text;
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
    { document: typeof n === "number" ? data.sources[n].label : n, href: typeof n === "number" ? data.sources[n].href : null, place }
  ));
  const studyOf = (/** @type {Claim} */ { study }) => (study === null ? null : data.studies[study]);
  const joined = (/** @type {(string | number | null)[]} */ texts) => texts.filter((text) => text !== null && text !== "").join("; ");
  /** @type {(name: string, key: string, text: Column["text"], cell?: Column["cell"]) => Column} */
  const column = (name, key, text, cell) => ({ name, key, text, cell });
  const limit = (/** @type {string} */ name) => column(name, "", (claim) => joined(claim.qualifiers.map(([of, value]) => (of === name ? value : ""))));
  /** @type {(name: string, of: (figure: import("./data.js").Figure) => string | number | null) => Column} */
  const figure = (name, of) => column(name, "", ({ figures }) => joined(figures.map(of)));
  const first = ["Population", "Compared with", "Time"];
  const apart = new Set([...first, "Study", "Figure"]);
  const others = [...new Set(data.claims.flatMap(({ qualifiers }) => qualifiers.map(([name]) => name)))].filter((name) => !apart.has(name));
  return [
    column("Claim", "claim", ({ sentence }) => sentence, (claim) => [
      element("button", { type: "button", title: "Read all about this claim", click: () => choose(claim) }, claim.sentence),
      ...badges(claim).slice(claim.effect ? 2 : 0),
    ]),
    column("Subject", "subject", ({ subject }) => label(subject)),
    column("Relation", "relation", ({ predicate }) => predicate),
    column("Object", "object", ({ object }) => label(object)),
    column("Benefit or risk", "effect", ({ effect }) => effect ?? "", ({ effect }) => [effect !== null && element("b", { class: `badge ${effect}` }, effect)]),
    column("Direction", "points", (claim) => claim.direction_label, ({ direction, direction_label, line }) => [
      direction !== "supports" && lineSample(line),
      element("span", { class: `direction ${direction === "supports" ? "for" : "open"}` }, direction_label),
    ]),
    column("How the source puts it", "put", (claim) => claim.modality_label, ({ direction, modality_label, line }) => [direction === "supports" && lineSample(line), modality_label]),
    column("Strength", "strength", ({ strength }) => strength),
    column("How the figure was read", "read", ({ read }) => read),
    column("Limits", "limits", qualified, (claim) => limitsOf(claim).flatMap((line, i) => [i > 0 && element("br"), line])),
    column(
      "Source",
      "source",
      (claim) => joined(sourcesOf(claim).map(({ document, place }) => (place ? `${document}, ${place}` : document))),
      (claim) => sourcesOf(claim).flatMap(({ document, place }, i) => [
        i > 0 && element("br"),
        ...(place ? [place, element("br"), element("small", {}, document)] : [document]),
      ]),
    ),
    column("Links of sources", "", (claim) => joined(sourcesOf(claim).map(({ href }) => href))),
    figure("Figure", ({ text }) => text),
    figure("Measure", ({ measure }) => measure),
    figure("Value", ({ value }) => value),
    figure("Lower limit", ({ lower }) => lower),
    figure("Upper limit", ({ upper }) => upper),
    ...first.map(limit),
    column("Study", "", (claim) => studyOf(claim)?.label ?? ""),
    column("Report", "", ({ report }) => report),
    column("Registrations", "", (claim) => joined(studyOf(claim)?.registrations ?? [])),
    ...others.map(limit),
    column("Contested by", "", ({ contested_by }) => joined(contested_by.map((n) => data.claims[n].id))),
    column("Reason of the strength", "", ({ strength_reason }) => strength_reason),
  ];
}

/** @param {Claim} claim */
export function badges(claim) {
  return [
    claim.effect && element("b", { class: `badge ${claim.effect}` }, claim.effect),
    claim.report !== "stands" && element("b", { class: "badge outdated" }, claim.report),
    claim.contested_by.length > 0 && element("b", { class: "badge contested" }, "contested"),
  ].flatMap((badge) => (badge ? [" ", badge] : []));
}
