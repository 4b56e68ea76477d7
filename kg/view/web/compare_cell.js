// Draws a cell of a comparison: what it says in plain words, and opens it down to its claims.

import { estimateParts, restsPart, strengthPart, verdictPart } from "./compare_estimate.js";
import { NOT_CHOSEN } from "./compare_lead.js";
import { counted, NONE_FOUND, OF_IT } from "./compare_words.js";
import { element, lineSample } from "./elements.js";
import { limitsOf } from "./limits.js";

/**
 * @typedef {import("./compare_data.js").Known} Known
 * @typedef {import("./compare_data.js").Cell} Cell
 * @typedef {import("./compare_data.js").Entry} Entry
 * @typedef {import("./compare_data.js").Figure} Figure
 * @typedef {import("./compare_matrix.js").Choose} Choose
 */

// Of more facts than this, the others open.
const FACTS = 4;
// A text of more characters is cut short in sight.
const LONG = 420;

/**
 * @param {Known} known
 * @param {Cell} cell
 * @param {Choose} choose
 * @param {Node | false} starts what has to be known of its dots beside others
 * @returns {(Node | false | null)[]}
 */
export function cellParts(known, cell, choose, starts) {
  if (cell.empty) return [element("p", { class: "nothing" }, NONE_FOUND)];
  const { entries, figures, estimate, facts, leads, beside } = cell;
  const inside = [entries.length && counted(entries.length, "claim"), figures.length && counted(figures.length, "figure")].filter(Boolean);
  return [
    ...leads.map(({ kind, words, rest }) => element("p", { class: `verdict lead ${kind}` }, words, element("small", {}, rest))),
    estimate && (beside || !leads.length) && ownVerdict(estimate, beside, leads.length > 0),
    ...(entries.length || figures.length || estimate || !facts.length ? readingParts(cell.reading) : factParts(facts)),
    cell.strength && strengthPart(cell.strength, estimate && beside ? `, against ${estimate.comparator}, ${NOT_CHOSEN}` : ""),
    ...cell.conflicts.map((conflict) => element(
      "p",
      { class: "conflict" },
      element("span", { class: "badge contested" }, "does not agree"),
      " ",
      conflict,
    )),
    (inside.length > 0 || Boolean(estimate)) && element(
      "details",
      { class: "behind" },
      element("summary", {}, inside.join(", ") || "estimate"),
      ...(estimate ? [...estimateParts(estimate), estimate.absolute && starts, restsPart(estimate)] : []),
      entries.length > 0 && element("ul", { class: "entries" }, ...entries.map((entry) => entryPart(known, entry, choose))),
      figures.length > 0 && element("ul", { class: "figures" }, ...figures.map(figurePart)),
    ),
  ];
}

/**
 * What a treatment's own estimate speaks for; what is against a treatment that nobody chose says so, and stands back.
 * @param {import("./compare_data.js").Estimate} estimate
 * @param {boolean} beside
 * @param {boolean} led whether an answer goes before it
 */
function ownVerdict(estimate, beside, led) {
  const part = verdictPart(estimate);
  if (beside) part.append(`, ${NOT_CHOSEN}`);
  part.classList.toggle("aside", led);
  return part;
}

/**
 * What a cell says in plain words. Of a long text, only the beginning is in sight at first.
 * @param {string} text
 */
function readingParts(text) {
  const reading = element("p", { class: "reading" }, text);
  if (text.length <= LONG) return [reading];
  reading.classList.add("long", "cut");
  const button = element("button", { type: "button", class: "link unfold", "aria-expanded": "false", click: () => {
    const cut = reading.classList.toggle("cut");
    button.setAttribute("aria-expanded", String(!cut));
    button.textContent = cut ? "Read on" : "Read less";
  } }, "Read on");
  return [reading, button];
}

/**
 * Offers to read on only where a text is longer than its room.
 * @param {HTMLElement} place
 */
export function fitReadings(place) {
  const cut = /** @type {NodeListOf<HTMLElement>} */ (place.querySelectorAll(".reading.cut"));
  const whole = [...cut].map((reading) => reading.scrollHeight <= reading.clientHeight + 2);
  cut.forEach((reading, i) => reading.nextElementSibling?.toggleAttribute("hidden", whole[i]));
}

/** @param {string[]} facts */
function factParts(facts) {
  const items = facts.map((fact) => element("li", {}, fact));
  if (facts.length <= FACTS + 1) return [element("ul", { class: "facts-list" }, ...items)];
  return [
    element("ul", { class: "facts-list" }, ...items.slice(0, FACTS)),
    element(
      "details",
      { class: "behind facts-more" },
      element("summary", {}, `${facts.length - FACTS} more`),
      element("ul", { class: "facts-list" }, ...items.slice(FACTS)),
    ),
  ];
}

/**
 * @param {Known} known
 * @param {Entry} entry
 * @param {Choose} choose
 */
function entryPart(known, { claim, basis }, choose) {
  const effect = OF_IT.includes(basis) ? claim.effect : null;
  const where = known.placesOf(claim).join("; ");
  return element(
    "li",
    { "data-claim": claim.id, "data-basis": basis },
    element(
      "button",
      { type: "button", title: "Read all about this claim", click: () => choose.claim(claim) },
      lineSample(claim.line),
      element(
        "span",
        {},
        claim.sentence,
        ...limitsOf(claim).flatMap((line) => [element("br"), element("span", { class: "limits" }, line)]),
      ),
    ),
    element(
      "p",
      { class: "badges" },
      claim.direction !== "supports" && element("b", { class: "badge open" }, claim.direction_label),
      element("b", { class: "badge hedge" }, claim.modality_label),
      effect && element("b", { class: `badge ${effect}` }, effect),
      claim.report !== "stands" && element("b", { class: "badge outdated" }, claim.report),
      claim.contested_by.length > 0 && element("b", { class: "badge contested" }, "contested"),
      basis !== "own" && element("b", { class: "badge hedge" }, known.bases.get(basis) ?? basis),
    ),
    element("cite", {}, where),
  );
}

/** @param {Figure} figure */
function figurePart({ id, study, registrations, of, time, told, verification, readIn }) {
  const said = [study, of, time].filter(Boolean).join(", ");
  return element(
    "li",
    { "data-figure": id },
    `${said}: ${told}`,
    element("small", {}, ` ${[registrations, verification, readIn].filter(Boolean).join("; ")}`),
  );
}
