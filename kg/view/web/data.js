// Unpacks what `kg/view/payload.py` packed: columns become values that point at each other by number.

import { inflate } from "./inflate.js";
import { inFull } from "./shorthand.js";

/**
 * @typedef {{name: string, label: string, colour: string, ink: string, tint: string, dark_ink: string, dark_tint: string, shape: string}} Family
 * @typedef {{name: string, label: string, word: string, colour: string, dark: string, dash: number[], width: number, end: string}} Line
 * @typedef {{name: string, kind: string, href: string | null}} TermLink
 * @typedef {{text: string, measure: string, value: number | null, lower: number | null, upper: number | null, none: number | null, ratio: boolean, read: string}} Figure
 * @typedef {{id: string, label: string, description: string, href: string | null}} Source
 * @typedef {{id: string, label: string, said: string, registrations: string[]}} Study
 * @typedef {{x: number, y: number}} Point
 * @typedef {{family: Family, x: number, y: number, width: number, height: number}} Island
 * @typedef {{islands: Island[], places: Point[]}} Layout
 * @typedef {any[] | {of: string[], at: number[]}} Column texts that come again and again stand in it once
 */

/**
 * A concept in words; `own`, `other`, `inherited` and `general` are claims by number.
 * @typedef {object} Concept
 * @property {number} n
 * @property {string} id
 * @property {string} label
 * @property {string} kind
 * @property {Family} family
 * @property {string} definition
 * @property {string[]} names
 * @property {TermLink[]} links
 * @property {string} desirable
 * @property {number[]} broader
 * @property {number[]} narrower
 * @property {number[]} parts
 * @property {number[]} wholes
 * @property {number[]} own
 * @property {number[]} other
 * @property {number[]} inherited
 * @property {number[]} general
 * @property {string[]} text its label, broken into lines
 * @property {number} size of its label
 * @property {boolean} bold
 * @property {number} width
 * @property {number} height
 */

/**
 * A claim in words; `subject` and `object` are concepts by number.
 * @typedef {object} Claim
 * @property {number} n
 * @property {string} id
 * @property {string} sentence
 * @property {number} subject
 * @property {number} object
 * @property {string} predicate
 * @property {string} relation
 * @property {string} direction
 * @property {string} direction_label
 * @property {string} direction_note
 * @property {string} modality
 * @property {string} modality_label
 * @property {string} modality_note
 * @property {Line} line
 * @property {string | null} effect
 * @property {[string, string, string][]} qualifiers
 * @property {number[]} mentions
 * @property {[number | string, string][]} sources
 * @property {Figure[]} figures
 * @property {string} read
 * @property {number | null} study
 * @property {string} report of its study: "stands", "superseded" or "retracted"
 * @property {string} strength of the evidence on its treatment and its outcome
 * @property {string} strength_reason
 * @property {number[]} about
 * @property {number[]} contested_by
 */

/**
 * @typedef {object} Data
 * @property {Concept[]} concepts
 * @property {Claim[]} claims
 * @property {Source[]} sources
 * @property {Study[]} studies
 * @property {Family[]} families
 * @property {Line[]} lines
 * @property {Line} hierarchy
 * @property {Layout[]} layouts
 * @property {Set<number>} treatments the concepts that can be compared, by number
 * @property {Map<string, Concept>} conceptOf by id
 * @property {Map<string, Claim>} claimOf by id
 * @property {{concepts: Set<number>, claims: Set<number>, named: boolean} | null} found the result of a query, where the page was made for one
 * @property {string} start what is shown at first, as an address says it; empty for the map
 * @property {Set<number>} pooled concepts that studies are pooled on, by number
 */

/**
 * @param {string} text gzipped JSON in base 85
 * @returns {Promise<Data>}
 */
export async function unpack(text) {
  return assemble(JSON.parse(inFull(await inflate(text))));
}

/** @type {Map<string, Promise<any>>} */
const unpacked = new Map();

/**
 * Unpacks what stands at the end of the page, behind all that is read; once, whoever asks. What does not stand there is empty.
 * @param {string} id
 * @returns {Promise<any>}
 */
export function unpackLater(id) {
  const found = unpacked.get(id) ?? readLater(id);
  unpacked.set(id, found);
  return found;
}

/**
 * @param {string} id
 * @returns {Promise<any>}
 */
async function readLater(id) {
  if (document.readyState === "loading") await new Promise((read) => document.addEventListener("DOMContentLoaded", read, { once: true }));
  const text = document.getElementById(id)?.textContent;
  return text ? JSON.parse(inFull(await inflate(text))) : {};
}

/**
 * @param {any} packed
 * @returns {Data}
 */
function assemble(packed) {
  /** @type {Map<string, Family>} */
  const families = new Map(packed.families.map((/** @type {Family} */ one) => [one.name, one]));
  /** @type {Map<string, Line>} */
  const lines = new Map(packed.lines.map((/** @type {Line} */ one) => [one.name, one]));
  /** @type {any[][]} */
  const boxes = packed.boxes;
  const concepts = rows({
    ...packed.concepts,
    text: boxes.map(([label]) => label.split("\n")),
    size: boxes.map(([, size]) => size),
    bold: boxes.map(([, , bold]) => bold),
    width: boxes.map(([, , , width]) => width),
    height: boxes.map(([, , , , height]) => height),
    family: values(packed.concepts.family).map((name) => families.get(name)),
    links: packed.concepts.links.map((/** @type {any[][]} */ links) => links.map(termLink)),
  });
  const claims = rows({
    ...packed.claims,
    line: values(packed.claims.line).map((name) => lines.get(name)),
    figures: packed.claims.figures.map((/** @type {any[][]} */ figures) => figures.map(figure)),
  });
  return {
    concepts,
    claims,
    sources: rows(packed.sources),
    studies: rows(packed.studies),
    families: [...families.values()],
    lines: [...lines.values()],
    hierarchy: /** @type {Line} */ (lines.get("hierarchy")),
    layouts: packed.layouts.map((/** @type {any} */ { islands, places }) => ({
      islands: islands.map((/** @type {any[]} */ [family, x, y, width, height]) => (
        { family: families.get(family), x, y, width, height }
      )),
      places: places.map((/** @type {number[]} */ [x, y]) => ({ x, y })),
    })),
    treatments: new Set(packed.treatments),
    conceptOf: new Map(concepts.map((concept) => [concept.id, concept])),
    claimOf: new Map(claims.map((claim) => [claim.id, claim])),
    found: packed.found && { ...packed.found, concepts: new Set(packed.found.concepts), claims: new Set(packed.found.claims) },
    start: packed.start,
    pooled: new Set(packed.pooled),
  };
}

/**
 * Rows that read their fields off columns: ten thousand claims with every field copied would keep a reader waiting.
 * @param {Record<string, Column>} columns
 * @returns {any[]}
 */
function rows(columns) {
  class Row {
    /** @param {number} n */
    constructor(n) {
      this.n = n;
    }
  }
  for (const [name, packed] of Object.entries(columns)) {
    const column = values(packed);
    /** @this {Row} */
    const get = function get() {
      return column[this.n];
    };
    Object.defineProperty(Row.prototype, name, { get });
  }
  return values(columns.id).map((_, n) => new Row(n));
}

/**
 * @param {Column} column
 * @returns {any[]}
 */
function values(column) {
  return Array.isArray(column) ? column : column.at.map((n) => column.of[n]);
}

/** @param {any[]} values */
function termLink([name, kind, href]) {
  return { name, kind, href };
}

/** @param {any[]} values */
function figure([text, measure, value, lower, upper, none, ratio, read]) {
  return { text, measure, value, lower, upper, none, ratio, read };
}
