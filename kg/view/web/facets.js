// Knows by what claims can be narrowed: which values each facet has, and which claims pass.

import { qualified } from "./limits.js";
import { byText, fold } from "./text.js";

/**
 * One way to narrow claims down. A claim may have several values of one facet.
 * @typedef {{name: string, title: string, values: {key: string, label: string, line?: import("./data.js").Line, family?: import("./data.js").Family}[], of: (claim: import("./data.js").Claim) => string[]}} Facet
 * @typedef {Record<string, string[]>} Chosen by facet, the keys that are chosen; none means all
 */

const STRENGTHS = ["high", "moderate", "low", "very low", "rests on studies, not rated", "no study behind it"];
const REPORTS = ["stands", "superseded", "retracted"];
const DIRECTIONS = ["supports", "disputes", "inconclusive", "mixed", "insufficient"];

/**
 * @param {import("./data.js").Data} data
 * @returns {Facet[]}
 */
export function createFacets(data) {
  const { claims, concepts, families, lines, sources } = data;
  const lineOf = new Map(lines.map((line) => [line.name, line]));
  const labelOf = (/** @type {"direction" | "modality"} */ field) => (
    new Map(claims.map((claim) => [claim[field], claim[`${field}_label`]]))
  );
  const directions = labelOf("direction");
  const modalities = labelOf("modality");
  const reports = inOrder(new Map(claims.map(({ report }) => [report, report])), REPORTS);
  return [
    {
      name: "direction",
      title: "Where the evidence points",
      values: inOrder(directions, DIRECTIONS).map(([key, label]) => ({ key, label: lineOf.get(key)?.label.toLowerCase() ?? label, line: lineOf.get(key) })),
      of: (claim) => [claim.direction],
    },
    {
      name: "modality",
      title: "How the source puts it",
      values: inOrder(modalities, lines.map((line) => line.name))
        .map(([key, label]) => ({ key, label, line: lineOf.get(key) })),
      of: (claim) => [claim.modality],
    },
    {
      name: "effect",
      title: "Benefit or risk",
      values: ["benefit", "risk", "neither"].map((key) => ({ key, label: key })),
      of: (claim) => [claim.effect ?? "neither"],
    },
    // Where each of them stands, there is nothing to choose.
    ...(reports.length < 2 ? [] : [{
      name: "report",
      title: "Report of the study",
      values: reports.map(([key, label]) => ({ key, label, line: lineOf.get(key) })),
      of: (/** @type {import("./data.js").Claim} */ claim) => [claim.report],
    }]),
    {
      name: "class",
      title: "Concepts at its ends",
      values: families.map((family) => ({ key: family.name, label: family.label, family })),
      of: ({ subject, object }) => [concepts[subject].family.name, concepts[object].family.name],
    },
    {
      name: "relation",
      title: "Relation",
      values: plain(claims.map((claim) => claim.predicate)),
      of: (claim) => [claim.predicate],
    },
    {
      name: "strength",
      title: "Strength of the evidence on its treatment and outcome",
      values: inOrder(new Map(claims.map(({ strength }) => [strength, strength])), STRENGTHS).map(([key, label]) => ({ key, label })),
      of: (claim) => [claim.strength],
    },
    {
      name: "read",
      title: "Figures",
      values: plain(claims.map((claim) => claim.read)),
      of: (claim) => [claim.read],
    },
    {
      name: "source",
      title: "Source",
      values: sources.map(({ id, label }) => ({ key: id, label })),
      of: (claim) => claim.sources.map(([n]) => (typeof n === "number" ? sources[n].id : n)),
    },
  ];
}

/**
 * @param {Map<string, string>} labels by key
 * @param {string[]} order of keys; others go last
 */
function inOrder(labels, order) {
  const rank = (/** @type {string} */ key) => (order.includes(key) ? order.indexOf(key) : order.length);
  return [...labels].sort(([a], [b]) => rank(a) - rank(b) || (a < b ? -1 : 1));
}

/** @param {string[]} keys */
function plain(keys) {
  return [...new Set(keys)].sort(byText).map((key) => ({ key, label: key }));
}

/**
 * Which claims pass, and how many would if one more value of a facet were chosen.
 * @param {import("./data.js").Data} data
 * @param {Facet[]} facets
 * @param {Chosen} chosen
 * @param {(claim: import("./data.js").Claim) => boolean} says whether a claim has the words searched for
 * @returns {{passing: boolean[], count: number, counts: () => Map<string, Map<string, number>>}}
 */
export function narrow(data, facets, chosen, says) {
  const { claims } = data;
  const found = claims.map(says);
  // A facet counts what passes all the others: of each claim, how many it misses, and the last of these.
  const misses = new Uint8Array(claims.length);
  const missed = new Uint8Array(claims.length);
  facets.forEach(({ name, of }, i) => {
    const keys = new Set(chosen[name] ?? []);
    if (!keys.size) return;
    for (const claim of claims) {
      if (of(claim).some((key) => keys.has(key))) continue;
      misses[claim.n] += 1;
      missed[claim.n] = i;
    }
  });
  const passing = found.map((has, n) => has && !misses[n]);
  return { passing, count: passing.filter(Boolean).length, counts };

  function counts() {
    return new Map(facets.map(({ name, of }, i) => {
      const many = /** @type {Map<string, number>} */ (new Map());
      for (const claim of claims) {
        const { n } = claim;
        if (!found[n] || misses[n] > 1 || (misses[n] && missed[n] !== i)) continue;
        const keys = of(claim);
        for (const key of keys.length > 1 ? new Set(keys) : keys) many.set(key, (many.get(key) ?? 0) + 1);
      }
      return [name, many];
    }));
  }
}

/**
 * A test for claims that have all the words of a text, in whatever field, and in any name of their ends.
 * @param {import("./data.js").Data} data
 */
export function createFinder(data) {
  /** @type {string[]} */
  const texts = [];
  const textOf = (/** @type {import("./data.js").Claim} */ claim) => {
    texts[claim.n] ??= fold(
      [
        claim.sentence,
        claim.predicate,
        claim.direction_label,
        claim.modality_label,
        qualified(claim),
        claim.effect ?? "",
        claim.report === "stands" ? "" : claim.report,
        claim.contested_by.length ? "contested" : "",
        ...claim.sources.flatMap(([n, place]) => [typeof n === "number" ? data.sources[n].label : n, place]),
        ...[claim.subject, claim.object, ...claim.mentions].flatMap((n) => [data.concepts[n].label, ...data.concepts[n].names]),
      ].join(" "),
    );
    return texts[claim.n];
  };
  return (/** @type {string} */ text) => {
    const words = fold(text).split(/\s+/).filter(Boolean);
    return (/** @type {import("./data.js").Claim} */ claim) => {
      if (!words.length) return true;
      const all = textOf(claim);
      return words.every((word) => all.includes(word));
    };
  };
}
