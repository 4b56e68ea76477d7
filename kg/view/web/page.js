// Ties the parts together: one choice, one search text and one set of hidden things for all of them.

async function start() {
  /** @type {PageData} */
  const data = JSON.parse(byId("data").textContent ?? "");
  const explorer = byId("explorer");
  const panel = byId("details");
  const stage = byId("drawing");
  const field = /** @type {HTMLInputElement} */ (byId("search"));
  const filter = /** @type {HTMLInputElement} */ (byId("filter"));
  const legend = /** @type {HTMLDetailsElement} */ (byId("legend"));
  /** @type {{choice: Choice, hidden: Hidden, query: string}} */
  const state = { choice: null, hidden: { families: new Set(), lines: new Set() }, query: "" };
  /** @type {HTMLElement | null} */
  let cameFrom = null;

  byId("no-script").hidden = true;
  explorer.hidden = false;
  byId("table-tools").hidden = false;
  legend.open = matchMedia("(width >= 1100px)").matches;
  await document.fonts.load("600 14px Hyperlegible");

  /** @param {Choice} choice */
  function choose(choice) {
    if (choice && !state.choice) cameFrom = /** @type {HTMLElement | null} */ (document.activeElement);
    state.choice = choice;
    if (choice) filters.reveal(neededFor(data, choice));
    details.show(choice);
    table.mark(choice);
    if (choice) {
      panel.querySelector("h2")?.focus({ preventScroll: true });
      stage.scrollIntoView({ block: covered().bottom ? "start" : "nearest", behavior: "instant" });
    } else {
      cameFrom?.focus({ preventScroll: true });
    }
    drawing.show(choice, state.hidden);
  }

  /** @param {string} text */
  function typed(text) {
    state.query = text;
    filter.value = text;
    table.filter(text, state.hidden);
  }

  function covered() {
    if (panel.hidden) return { right: 0, bottom: 0 };
    const over = panel.getBoundingClientRect();
    const under = stage.getBoundingClientRect();
    const beside = over.left > under.left + 40;
    return {
      right: beside ? Math.max(0, under.right - over.left) : 0,
      bottom: beside ? 0 : Math.max(0, Math.min(under.height - 140, under.bottom - over.top)),
    };
  }

  const details = createDetails(panel, data, choose);
  const table = createTable(
    /** @type {HTMLTableElement} */ (document.querySelector("table.claims")),
    byId("table-status"),
    data,
    choose,
  );
  const drawing = createDrawing(stage, data, choose, covered);
  const search = createSearch(field, byId("suggestions"), data, (id) => choose({ kind: "concept", id }), typed);
  const filters = createLegend(legend, (hidden) => {
    state.hidden = hidden;
    drawing.show(state.choice, hidden);
    table.filter(state.query, hidden);
  });

  filter.addEventListener("input", () => {
    search.setText(filter.value);
    typed(filter.value);
  });
  for (const button of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".hubs [data-concept]"))) {
    button.addEventListener("click", () => choose({ kind: "concept", id: button.dataset.concept ?? "" }));
  }
  byId("zoom-in").addEventListener("click", () => drawing.zoom(1.3));
  byId("zoom-out").addEventListener("click", () => drawing.zoom(1 / 1.3));
  byId("zoom-all").addEventListener("click", () => drawing.showAll());
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && state.choice) choose(null);
  });
  typed("");
  document.documentElement.dataset.ready = "yes";
}

/**
 * The families and lines without which a choice could not be seen.
 * @param {PageData} data
 * @param {{kind: string, id: string}} choice
 */
function neededFor(data, { kind, id }) {
  if (kind === "concept") return [data.concepts[id].family];
  const { subject, object, line } = data.claims[id];
  return [data.concepts[subject].family, data.concepts[object].family, line];
}

start();
