// Filters and sorts the table of claims, and lets each row show its claim in the drawing.

/**
 * @param {HTMLTableElement} table
 * @param {HTMLElement} status
 * @param {PageData} data
 * @param {(choice: Choice) => void} choose
 */
function createTable(table, status, data, choose) {
  const body = table.tBodies[0];
  const rows = [...body.rows].map((row) => {
    const claim = data.claims[row.dataset.claim ?? ""];
    const ends = [claim.subject, claim.object, ...claim.mentions].map((iri) => data.concepts[iri]);
    const names = ends.flatMap((concept) => (concept ? concept.names : []));
    return { row, claim, ends, text: fold([row.textContent, ...names].join(" ")) };
  });
  for (const { row, claim } of rows) makeButton(row, claim);
  const headings = [.../** @type {HTMLTableSectionElement} */ (table.tHead).rows[0].cells];
  headings.forEach((cell, column) => makeSortable(cell, column));

  /**
   * @param {HTMLTableRowElement} row
   * @param {Claim} claim
   */
  function makeButton(row, claim) {
    const text = row.cells[0].querySelector("span");
    const act = () => choose({ kind: "claim", id: claim.iri });
    const title = "Show this claim in the drawing";
    text?.replaceChildren(element("button", { type: "button", title, click: act }, claim.sentence));
  }

  /**
   * @param {HTMLTableCellElement} cell
   * @param {number} column
   */
  function makeSortable(cell, column) {
    cell.replaceChildren(element("button", { type: "button", click: () => sort(cell, column) }, cell.textContent));
  }

  /**
   * @param {HTMLTableCellElement} cell
   * @param {number} column
   */
  function sort(cell, column) {
    const down = cell.getAttribute("aria-sort") === "ascending";
    for (const other of headings) other.removeAttribute("aria-sort");
    cell.setAttribute("aria-sort", down ? "descending" : "ascending");
    const key = (/** @type {{row: HTMLTableRowElement}} */ { row }) => fold(row.cells[column].textContent.trim());
    const order = new Intl.Collator("en", { numeric: true });
    const sorted = [...rows].sort((a, b) => order.compare(key(a), key(b)) * (down ? -1 : 1));
    body.append(...sorted.map(({ row }) => row));
  }

  /**
   * @param {string} query
   * @param {Hidden} hidden
   */
  function filter(query, hidden) {
    const words = fold(query).split(/\s+/).filter(Boolean);
    let count = 0;
    for (const { row, claim, ends, text } of rows) {
      const fits = words.every((word) => text.includes(word))
        && !hidden.lines.has(claim.line)
        && !ends.slice(0, 2).some((concept) => concept && hidden.families.has(concept.family));
      row.hidden = !fits;
      if (fits) count += 1;
    }
    status.textContent = count === rows.length ? `All ${count} claims` : `${count} of ${rows.length} claims`;
  }

  /** @param {Choice} choice */
  function mark(choice) {
    for (const { row, claim } of rows) {
      row.classList.toggle("chosen", choice?.kind === "claim" && choice.id === claim.iri);
    }
  }

  return { filter, mark };
}
