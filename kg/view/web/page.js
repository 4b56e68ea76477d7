// Ties the parts together: one state for all of them, which stands in the address.

import { createCompare } from "./compare.js";
import { compareButton } from "./compare_button.js";
import { MOST } from "./compare_choice.js";
import { unpack } from "./data.js";
import { createDetails } from "./details.js";
import { download, fileName } from "./download.js";
import { byId, lineSample } from "./elements.js";
import { createEvidence } from "./evidence.js";
import { createExplorer } from "./explorer.js";
import { createFacetPanel } from "./facet_panel.js";
import { createFacets, createFinder, narrow } from "./facets.js";
import { followPlaces } from "./frame.js";
import { DARK, LIGHT } from "./palette.js";
import { createPaper } from "./paper.js";
import { createResultBar, resultWords } from "./result_bar.js";
import { createSearch } from "./search.js";
import { createState, hopsWithin, weightsWithin } from "./state.js";
import { createTable } from "./table.js";
import { createUnmet, unmetOf } from "./unmet.js";

async function start() {
  const face = document.fonts.load("600 14px Hyperlegible");
  const data = await unpack(byId("data").textContent ?? "");
  const container = byId("drawing");
  const panel = byId("details");
  const filter = /** @type {HTMLInputElement} */ (byId("filter"));
  const kin = /** @type {HTMLInputElement} */ (byId("kin"));
  const toField = /** @type {HTMLInputElement} */ (byId("to"));
  const legend = /** @type {HTMLDetailsElement} */ (byId("legend"));
  const hops = /** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll("input[name=hops]"));
  const tabs = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("[role=tab]")]);
  const facets = createFacets(data);
  const finder = createFinder(data);
  const narrowly = matchMedia("(width < 1100px)");
  const darkly = matchMedia("(prefers-color-scheme: dark)");
  const unmet = createUnmet(byId("unmet"));
  /** What was found when an address was read, until it is shown.
   * @type {string[] | null} */
  let vain = null;
  /** @type {HTMLElement | null} */
  let cameFrom = null;
  // Whether the details were opened by the claim that they tell of.
  let unfolded = false;
  let again = false;

  const flatly = data.lines.find(({ name }) => name === "established");
  if (flatly) kin.after(" ", lineSample(flatly, true));
  legend.open = !narrowly.matches;
  await face;
  byId("app").hidden = false;

  const isDark = () => (document.documentElement.dataset.theme ?? (darkly.matches ? "dark" : "light")) === "dark";
  const conceptBy = (/** @type {string | null} */ id) => data.conceptOf.get(id ?? "");
  const claimBy = (/** @type {string | null} */ id) => data.claimOf.get(id ?? "");

  const explorer = createExplorer(container, byId("tip"), data, {
    pick: (target) => {
      // Who hid the details to see the drawing goes on without them.
      if (target?.concept) focus(target.concept, state.get().folded);
      else if (target?.claim) tell(target.claim);
    },
    palette: () => (isDark() ? DARK : LIGHT),
    said: (text) => {
      byId("drawn").textContent = text;
    },
  });
  const details = createDetails(panel, data, {
    concept: focus,
    claim: ({ id }) => tell(id),
    evidence: ({ id }) => showEvidence(id),
    back: backToConcept,
    close: hideDetails,
    more: (concept) => compareButton(data, concept, state.get().treatments, (treatments) => state.set({ view: "compare", treatments, claim: null })),
  });
  const compare = data.treatments.size > 1 && createCompare(data, { concept: focus, claim: ({ id }) => tell(id), pooled: showEvidence, unmet: unmet.add, asked: (asked) => state.set(asked) });
  const evidence = createEvidence({ view: byId("evidence-view"), panel }, data, {
    set: (patch) => {
      remember();
      state.set(patch);
    },
    unmet: unmet.add,
    concept: focus,
    claim: ({ id }) => state.set({ view: "claims", claim: id }),
    close: leaveNumber,
  });
  const table = createTable(
    {
      table: /** @type {HTMLTableElement} */ (document.querySelector("table.claims")),
      status: byId("table-status"),
      more: byId("more"),
    },
    data,
    ({ id }) => tell(id),
  );
  /** @type {ReturnType<typeof createFacetPanel> | null} */
  let facetPanel = null;
  createSearch(/** @type {HTMLInputElement} */ (byId("search")), byId("suggestions"), data, focus);
  const tellResult = createResultBar(byId("result"), data, (result) => state.set({ result, focus: null, to: null, claim: null, folded: false }));
  createSearch(toField, byId("to-suggestions"), data, ({ id }) => state.set({ to: id, claim: null, folded: true }));

  /**
   * @param {import("./data.js").Concept} concept
   * @param {boolean} [folded] whether its details stay hidden
   */
  function focus({ id }, folded = false) {
    remember();
    state.set({ view: "graph", focus: id, to: null, claim: null, folded, result: false });
    panel.querySelector("h2")?.focus({ preventScroll: true });
  }

  /** @param {string} id of a claim */
  function tell(id) {
    remember();
    const claim = claimBy(id);
    if (!claim) return;
    // On the map there is no line to show: the drawing goes to the claim's subject.
    const { view, focus: at, result } = state.get();
    const drawn = at || (result && data.found?.claims.has(claim.n)) || explorer.draws(id);
    const elsewhere = view === "graph" && !drawn ? { focus: data.concepts[claim.subject].id, to: null, result: false } : {};
    if (!state.get().claim) unfolded = panel.hidden;
    state.set({ claim: id, folded: false, ...elsewhere });
    panel.querySelector("h2")?.focus({ preventScroll: true });
  }

  /**
   * @param {string} outcome by id
   * @param {string | null} [pool] none for the first
   * @param {string | null} [pair] whose estimate is told of
   */
  function showEvidence(outcome, pool = null, pair = null) {
    remember();
    state.set({ view: "evidence", claim: null, outcome, pool, against: null, pair, trial: null });
    byId("evidence-view").focus({ preventScroll: true });
  }

  function leaveNumber() {
    state.set({ pair: null, trial: null });
    if (cameFrom?.isConnected) cameFrom.focus({ preventScroll: true });
  }

  /** Hides the panel; the drawing stays what it is of. The focus of the keyboard goes back to where it came from. */
  function hideDetails() {
    const { view, focus: at } = state.get();
    state.set({ claim: null, folded: view === "graph" && at !== null });
    const back = cameFrom && cameFrom !== document.body && cameFrom.checkVisibility() ? cameFrom : null;
    const here = view === "graph" ? container : byId(`${view}-tab`);
    (back ?? here).focus({ preventScroll: true });
  }

  /** Leads from a claim to the concept that the drawing is of, where its details were left. */
  function backToConcept() {
    again = true;
    state.set({ claim: null, folded: false });
  }

  /** Leads back to all concepts. */
  function leaveFocus() {
    state.set({ focus: null, to: null, claim: null, folded: false, result: false });
  }

  function remember() {
    if (panel.hidden) cameFrom = /** @type {HTMLElement | null} */ (document.activeElement);
  }

  /**
   * What an address may ask for: what is not there is left out, and told.
   * @param {import("./state.js").State} asked
   */
  function mend(asked) {
    const known = new Map(facets.map(({ name, values }) => [name, new Set(values.map(({ key }) => key))]));
    const chosen = Object.fromEntries(
      Object.entries(asked.chosen)
        .map(([name, keys]) => /** @type {[string, string[]]} */ ([name, keys.filter((key) => known.get(name)?.has(key))]))
        .filter(([, keys]) => keys.length),
    );
    const there = conceptBy(asked.focus) ? asked.focus : null;
    const to = there && conceptBy(asked.to) && asked.to !== there ? asked.to : null;
    const mended = {
      ...asked,
      view: tabs.some((tab) => tab.dataset.view === asked.view) ? asked.view : "graph",
      focus: there,
      hops: hopsWithin(asked.hops),
      to,
      claim: claimBy(asked.claim) ? asked.claim : null,
      // The details of a way's start would take the room of its end.
      folded: there !== null && !claimBy(asked.claim) && asked.folded && (to !== null || !asked.to),
      result: asked.result && Boolean(data.found) && !there,
      weights: weightsWithin(asked.weights),
      treatments: asked.treatments.filter((id) => data.treatments.has(conceptBy(id)?.n ?? -1)).slice(0, MOST),
      chosen,
    };
    vain = unmetOf(asked, mended, data, facets);
    return mended;
  }

  /** @type {ReturnType<typeof narrow>} */
  let narrowed;
  let narrowedBy = "";

  /**
   * @param {import("./state.js").State} now
   * @param {import("./state.js").State} [before]
   * @param {boolean} [returned] whether the browser leads back or forth
   */
  function show(now, before, returned = false) {
    const fresh = vain !== null;
    unmet.show(vain ?? []);
    vain = null;
    const by = JSON.stringify([now.chosen, now.text, now.result]);
    const anew = by !== narrowedBy;
    if (anew) {
      const says = finder(now.text);
      narrowed = narrow(data, facets, now.chosen, (claim) => says(claim) && (!now.result || Boolean(data.found?.claims.has(claim.n))));
      narrowedBy = by;
      if (facetPanel || now.view !== "graph") fill();
      else container.addEventListener("drawn", () => setTimeout(fill), { once: true });
    }
    for (const tab of tabs) {
      const here = tab.dataset.view === now.view;
      tab.setAttribute("aria-selected", String(here));
      tab.tabIndex = here ? 0 : -1;
      byId(`${tab.dataset.view}-view`).hidden = !here;
    }
    if (document.activeElement !== filter) filter.value = now.text;
    const focused = conceptBy(now.focus);
    byId("focus-tools").hidden = !focused;
    byId("overview").hidden = !focused && !now.result;
    tellResult(now.result);
    for (const choice of hops) choice.checked = Number(choice.value) === now.hops;
    kin.checked = now.kin;
    if (document.activeElement !== toField) toField.value = conceptBy(now.to)?.label ?? "";
    byId("hops").hidden = Boolean(now.to);
    const reached = focused ? focused.inherited.length + focused.general.length : 0;
    byId("kin-choice").hidden = !reached || Boolean(now.to);
    byId("kin-count").textContent = String(reached);
    const claim = claimBy(now.claim);
    byId("app").dataset.view = now.view;
    if (now.view === "evidence") {
      details.leave();
      evidence.show(now, fresh);
    } else {
      const concept = now.view === "graph" && focused && !now.folded ? focused : undefined;
      details.show(claim || concept ? { claim, concept } : null, narrowed.passing, again || returned);
    }
    again = false;
    byId("unfold").hidden = !focused || !now.folded;
    table.mark(now.claim);
    const title = () => {
      if (claim) return claim.sentence;
      if (focused) return focused.label;
      if (now.result && data.found) return resultWords(data.found);
      return explorer.isMap() ? `All ${data.concepts.length} concepts` : `${narrowed.count} ${narrowed.count === 1 ? "claim" : "claims"} that pass the filters`;
    };
    if (now.view === "graph") explorer.show(now, narrowed);
    container.setAttribute("aria-label", `Drawing: ${title()}. The table of claims says the same in text. Arrow keys move it; plus and minus zoom.`);
    if (compare && now.view === "compare") compare.show(now, fresh);
    if (now.focus && now.focus !== before?.focus) bringIntoSight();
  }

  /** What stands beside the drawing, which goes first. */
  function fill() {
    facetPanel ??= createFacetPanel(byId("facets"), facets, (chosen, text = state.get().text) => state.set({ chosen, text }), (family) => {
      if (state.get().focus || state.get().result) leaveFocus();
      explorer.showFamily(family);
    });
    facetPanel.show(state.get().chosen, narrowed.counts(), state.get().text);
    table.show(narrowed.passing, narrowed.count);
    document.documentElement.dataset.ready = "yes";
  }

  /** On narrow screens, the details cover what is below the drawing: it goes to the top. */
  function bringIntoSight() {
    if (!narrowly.matches) return;
    byId("graph-view").scrollIntoView({ block: "start", behavior: "instant" });
  }

  const state = createState(show, mend, data.start);

  for (const tab of tabs) {
    tab.addEventListener("click", () => state.set({ view: /** @type {import("./state.js").State["view"]} */ (tab.dataset.view) }));
    tab.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!step) return;
      const next = tabs[(tabs.indexOf(tab) + step + tabs.length) % tabs.length];
      next.focus();
      next.click();
      event.preventDefault();
    });
  }
  for (const choice of hops) choice.addEventListener("change", () => state.set({ hops: Number(choice.value) }));
  kin.addEventListener("change", () => state.set({ kin: kin.checked }));
  filter.addEventListener("input", () => state.set({ text: filter.value }));
  toField.addEventListener("input", () => {
    if (!toField.value && state.get().to) state.set({ to: null });
  });
  byId("overview").addEventListener("click", () => {
    leaveFocus();
    container.focus({ preventScroll: true });
  });
  byId("unfold").addEventListener("click", () => {
    remember();
    state.set({ folded: false });
    panel.querySelector("h2")?.focus({ preventScroll: true });
  });
  byId("zoom-in").addEventListener("click", () => explorer.camera.zoom(1.3));
  byId("zoom-out").addEventListener("click", () => explorer.camera.zoom(1 / 1.3));
  byId("zoom-all").addEventListener("click", () => explorer.showAll());
  byId("theme").addEventListener("click", () => {
    document.documentElement.dataset.theme = isDark() ? "light" : "dark";
    explorer.redraw();
  });
  darkly.addEventListener("change", () => explorer.redraw());
  const named = (/** @type {string} */ kind) => fileName([document.title, conceptBy(state.get().focus)?.label ?? ""], kind);
  byId("save-png").addEventListener("click", () => {
    explorer.picture().toBlob((blob) => blob && download(blob, named("png")), "image/png");
  });
  byId("save-svg").addEventListener("click", () => download(new Blob([explorer.toSvg()], { type: "image/svg+xml" }), named("svg")));
  byId("save-csv").addEventListener("click", () => download(new Blob([table.toCsv()], { type: "text/csv" }), named("csv")));
  for (const button of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".hubs [data-concept]"))) {
    button.addEventListener("click", () => {
      const concept = conceptBy(button.dataset.concept ?? "");
      if (concept) focus(concept);
    });
  }
  document.addEventListener("keydown", (event) => {
    const { view, pair, trial } = state.get();
    if (event.key === "Escape" && view === "evidence") {
      if (pair || trial) leaveNumber();
      return;
    }
    if (event.key !== "Escape" || panel.hidden) return;
    if (panel.querySelector(".way-back") && !unfolded) backToConcept();
    else hideDetails();
  });
  followPlaces();
  createPaper(byId("graph-view"), explorer, table, () => state.get());
  show(state.get());
}

start();
