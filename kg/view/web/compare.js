// The tab that puts two to five treatments side by side.

import { fitReadings } from "./compare_cell.js";
import { createChoice } from "./compare_choice.js";
import { unpackComparison } from "./compare_data.js";
import { matrixParts } from "./compare_matrix.js";
import { createStart } from "./compare_start.js";
import { counted } from "./compare_words.js";
import { byId, element } from "./elements.js";
import { qualified } from "./limits.js";
import { createPreferences } from "./preference_panel.js";
import { unmetLine } from "./unmet.js";

/**
 * @typedef {import("./compare_data.js").Treatment} Treatment
 * @typedef {{treatments: string[], weights: Record<string, number>}} Asked treatments, and outcomes that are weighed, by id
 */

const LEAST = 2;

/**
 * @param {import("./data.js").Data} data
 * @param {{concept: (concept: import("./data.js").Concept) => void, claim: (claim: import("./data.js").Claim) => void, pooled: import("./compare_pairs.js").Pooled, unmet: (lines: string[]) => void, asked: (asked: Partial<Asked>) => void}} choose
 */
export function createCompare(data, choose) {
  const place = byId("comparison");
  const status = byId("compare-status");
  /** @type {Promise<Awaited<ReturnType<typeof open>>> | null} */
  let opened = null;
  /** @type {Asked} */
  let latest = { treatments: [], weights: {} };
  let afresh = false;

  /** The work is done when the tab is first opened. */
  async function open() {
    const known = await unpackComparison(data);
    const chosen = (/** @type {Treatment[]} */ of) => choose.asked({ treatments: of.map(({ concept }) => concept.id) });
    const choice = createChoice(known, data, chosen);
    const start = createStart(known, chosen);
    let drawn = "";
    new ResizeObserver(() => fitReadings(place)).observe(place);
    /** @type {ReturnType<typeof createPreferences> | null} */
    let preferences = null;

    /** @param {Asked} asked */
    function show({ treatments, weights }) {
      const of = treatments.flatMap((id) => known.treatmentOf.get(id) ?? []);
      const key = JSON.stringify(treatments);
      if (key !== drawn) {
        drawn = key;
        choice.show(of);
        if (of.length < LEAST) {
          preferences = null;
          status.textContent = of.length ? "One more is needed" : "";
          place.replaceChildren(...start(of));
        } else {
          const matrix = known.compare(of);
          const lacking = matrix.rows.filter((row) => row.lacking.length).length;
          status.textContent = `${counted(matrix.rows.length, "row")}, in ${lacking} of which nothing is known of one or another`;
          preferences = createPreferences(known, matrix, (found) => choose.asked({ weights: found }));
          const remarks = [...kinds(of, data), ...notApproved(matrix)].map((said) => element("p", { class: "remarks" }, said));
          place.replaceChildren(...remarks, ...matrixParts(known, matrix, preferences.element, choose));
        }
      }
      preferences?.show(weights);
      if (afresh) choose.unmet(Object.keys(weights).filter((id) => !known.abouts.has(id)).map((id) => unmetLine("outcome", id, "it is not weighed")));
      afresh = false;
      place.dataset.shown = key;
    }
    return show;
  }

  /**
   * @param {Asked} asked
   * @param {boolean} fresh whether an address asks for it
   */
  async function show(asked, fresh) {
    latest = asked;
    afresh = fresh;
    if (!opened) {
      place.replaceChildren(element("p", { class: "quiet" }, "Treatments are being put side by side …"));
      opened = open();
    }
    const shown = await opened;
    shown(latest);
  }

  return { show };
}

/**
 * What to say where one of the treatments is a kind of another.
 * @param {Treatment[]} treatments
 * @param {import("./data.js").Data} data
 */
function kinds(treatments, data) {
  /** @param {number} n */
  const above = (n) => {
    const found = new Set(data.concepts[n].broader);
    for (const one of found) for (const other of data.concepts[one].broader) found.add(other);
    return found;
  };
  return treatments.flatMap((broad) => treatments
    .filter((narrow) => narrow !== broad && above(narrow.concept.n).has(broad.concept.n))
    .map((narrow) => `${narrow.label} is a kind of ${broad.label}; studies of the one do not count for the other.`));
}

const OF_IT = new Set(["own", "inherited"]);

/**
 * What rows say of treatments that are not approved, or no longer.
 * @param {import("./compare_data.js").Matrix} matrix
 */
function notApproved({ rows }) {
  const entries = rows.filter(({ about }) => about?.endsWith("isApprovedFor")).flatMap(({ cells }) => cells.flatMap((cell) => cell.entries));
  const said = entries.filter(({ claim, basis }) => claim.direction === "disputes" && OF_IT.has(basis)).map(({ claim }) => {
    const limits = qualified(claim);
    return limits ? `${claim.sentence.replace(/\.$/, "")} (${limits}).` : claim.sentence;
  });
  return [...new Set(said)];
}
