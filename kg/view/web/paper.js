// Readies the graph for paper: the whole drawing, and the claims that are in it.

import { element } from "./elements.js";

/**
 * @param {HTMLElement} graph
 * @param {{toSvg: () => string}} explorer
 * @param {{forPaper: (goes: ((claim: import("./data.js").Claim) => boolean) | null) => void}} table
 * @param {() => import("./state.js").State} get
 */
export function createPaper(graph, explorer, table, get) {
  const place = element("div", { class: "on-paper" });
  graph.append(place);
  /** @type {Set<string>} claims that are drawn, by id */
  let drawn = new Set();
  /** @type {string | undefined} */
  let theme;
  graph.addEventListener("drawn", (event) => {
    const { lines } = /** @type {CustomEvent<import("./stage.js").Scene>} */ (event).detail;
    drawn = new Set(lines.flatMap(({ claim }) => claim ?? []));
  });

  addEventListener("beforeprint", () => {
    const { view, focus, result } = get();
    const root = document.documentElement;
    theme = root.dataset.theme;
    root.dataset.theme = "light";
    if (view !== "graph") {
      table.forPaper(() => true);
      return;
    }
    const chosen = Boolean(focus || result || drawn.size);
    const drawing = new DOMParser().parseFromString(explorer.toSvg(), "image/svg+xml").documentElement;
    place.replaceChildren(drawing, chosen ? "" : element("p", {}, "The claims are printed from their own tab; of a concept that is chosen here, those that are drawn are printed."));
    table.forPaper(({ id }) => chosen && drawn.has(id));
  });
  addEventListener("afterprint", () => {
    place.replaceChildren();
    table.forPaper(null);
    if (theme) document.documentElement.dataset.theme = theme;
    else delete document.documentElement.dataset.theme;
  });
}
