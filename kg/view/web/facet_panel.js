// Shows the facets as check boxes with counts: it is the legend of the drawing, too.

import { element, familyShape, lineSample, picture } from "./elements.js";

// Of longer facets, as many values are shown at first, those with most claims.
const SHORT = 8;

/**
 * @param {HTMLElement} panel
 * @param {import("./facets.js").Facet[]} facets
 * @param {(chosen: import("./facets.js").Chosen, text?: string) => void} changed with words only where these change, too
 * @param {(family: string) => void} look someone wants to see a family on the map
 */
export function createFacetPanel(panel, facets, changed, look) {
  /** @type {import("./facets.js").Chosen} */
  let chosen = {};
  /** @type {Set<string>} facets of which all values are shown */
  const open = new Set();
  /** @type {Map<string, {box: HTMLInputElement, count: HTMLElement, item: HTMLElement}>} */
  const rows = new Map();
  const clear = element("button", { type: "button", class: "link", click: () => changed({}, "") }, "Show all claims");
  const parts = facets.map((facet) => {
    const list = element("ul", { class: "choices" }, ...facet.values.map((value) => row(facet, value)));
    const more = facet.values.length > SHORT
      && element("button", { type: "button", class: "link more", "aria-expanded": "false", click: () => unfold(facet) }, "");
    const folded = facet.name !== "direction" && facet.name !== "modality" && facet.name !== "class";
    return element(
      "details",
      { open: !folded, "data-facet": facet.name },
      element("summary", {}, facet.title, element("span", { class: "marker" })),
      element("fieldset", {}, element("legend", { class: "hidden-text" }, facet.title), list, more),
    );
  });
  panel.replaceChildren(element("p", { class: "clear" }, clear), ...parts);

  /**
   * @param {import("./facets.js").Facet} facet
   * @param {import("./facets.js").Facet["values"][number]} value
   */
  function row(facet, { key, label, line, family }) {
    const box = /** @type {HTMLInputElement} */ (element("input", { type: "checkbox", "data-facet": facet.name, "data-key": key }));
    const count = element("span", { class: "count" });
    const sample = line ? lineSample(line) : family ? familyShape(family) : null;
    const item = element(
      "li",
      {},
      element("label", {}, box, sample, element("span", { class: "choice" }, label), count),
      family && element(
        "button",
        { type: "button", class: "look", title: `Look at ${label}`, "aria-label": `Look at ${label} in the drawing`, click: () => look(family.name) },
        picture("aim", "0 0 20 20", [{ d: "M10 4a6 6 0 1 1 0 12 6 6 0 0 1 0-12ZM10 1v5M10 14v5M1 10h5M14 10h5" }]),
      ),
    );
    box.addEventListener("change", () => {
      const keys = new Set(chosen[facet.name] ?? []);
      if (box.checked) keys.add(key);
      else keys.delete(key);
      const order = facet.values.map((value) => value.key).filter((one) => keys.has(one));
      changed({ ...chosen, [facet.name]: order });
    });
    rows.set(`${facet.name} ${key}`, { box, count, item });
    return item;
  }

  /** @param {import("./facets.js").Facet} facet */
  function unfold(facet) {
    if (!open.delete(facet.name)) open.add(facet.name);
    shorten(facet, latest);
  }

  /** @type {Map<string, Map<string, number>>} */
  let latest = new Map();

  /**
   * @param {import("./facets.js").Chosen} now
   * @param {Map<string, Map<string, number>>} counts
   * @param {string} text words that narrow claims, too
   */
  function show(now, counts, text) {
    chosen = now;
    latest = counts;
    clear.hidden = !text && !Object.values(now).some((keys) => keys.length);
    for (const facet of facets) {
      const of = counts.get(facet.name) ?? new Map();
      for (const { key } of facet.values) {
        const found = rows.get(`${facet.name} ${key}`);
        if (!found) continue;
        const count = of.get(key) ?? 0;
        found.box.checked = (now[facet.name] ?? []).includes(key);
        found.count.textContent = String(count);
        found.item.classList.toggle("none", !count && !found.box.checked);
      }
      shorten(facet, counts);
    }
  }

  /**
   * Hides the values of a long facet that fewest claims have.
   * @param {import("./facets.js").Facet} facet
   * @param {Map<string, Map<string, number>>} counts
   */
  function shorten(facet, counts) {
    if (facet.values.length <= SHORT) return;
    const of = counts.get(facet.name) ?? new Map();
    const order = facet.values.map(({ key }) => key).sort((a, b) => (of.get(b) ?? 0) - (of.get(a) ?? 0));
    const kept = new Set([...order.slice(0, SHORT), ...(chosen[facet.name] ?? [])]);
    const all = open.has(facet.name);
    for (const key of order) {
      const found = rows.get(`${facet.name} ${key}`);
      if (found) found.item.hidden = !all && !kept.has(key);
    }
    const button = panel.querySelector(`[data-facet="${facet.name}"] > fieldset > .more`);
    if (!button) return;
    button.textContent = all ? "Show fewer" : `Show all ${facet.values.length}`;
    button.setAttribute("aria-expanded", String(all));
  }

  return { show };
}
