// Unpacks the comparison of every treatment, and puts those that were chosen side by side.

import { unpackLater } from "./data.js";
import { led } from "./compare_lead.js";
import { noteOn, pairSentence, readingOfNothing } from "./compare_words.js";

/**
 * @typedef {{n: number, concept: import("./data.js").Concept, label: string, claims: number, figures: number}} Treatment
 * @typedef {{level: string, sentence: string}} Strength
 * @typedef {{baseline: number, risk: number, lower: number, upper: number, from: string}} Absolute
 * @typedef {{treatment: string, comparator: string, outcome: string, at: string, measure: string, value: number, lower: number | null, upper: number | null, ratio: boolean, none: number, favours: string, absolute: Absolute | null, strength: Strength | null, sentence: string, line: string, direct: string, studies: string[], synthesis: number, better: number, pool: string, people: string[], contrary: string, caveats: string[], dissent: string}} Estimate
 * @typedef {{id: string, study: string, registrations: string, of: string, time: string, told: string, verification: string, readIn: string}} Figure
 * @typedef {{claim: import("./data.js").Claim, basis: string}} Entry
 * @typedef {{before: string, after: string, rank: number}} Gist what a cell says in one line, around the name of its row
 * @typedef {{kind: string, words: string, rest: string}} Lead what is known against another chosen treatment
 * @typedef {{treatment: Treatment, empty: boolean, signature: number, reading: string, entries: Entry[], figures: Figure[], facts: string[], estimate: Estimate | null, strength: Strength | null, conflicts: string[], gist: Gist | null, leads: Lead[], beside: boolean}} Cell
 * @typedef {{a: Treatment, b: Treatment, headToHead: string[], withoutFigures: string[], estimates: Estimate[], notEstimated: {lead: string, sentence: string}[], connects: "alike" | "different" | "", cohorts: string[][], sentence: string}} Pair
 * @typedef {{n: number, aspect: Aspect, about: string | null, label: string, differs: boolean, lacking: Treatment[], cells: Cell[], pairs: Pair[], note: string, near: string[], gravity: number, mirrors: string[]}} Row
 * @typedef {{name: string, label: string, ofEffects: boolean}} Aspect
 * @typedef {{treatments: Treatment[], rows: Row[]}} Matrix
 * @typedef {{ends: number[], studies: string[], means: number[], spread: number[][]}} Network
 * @typedef {{measure: string, ratio: boolean, words: string, better: number, networks: Network[]}} Synthesis
 */

/**
 * @typedef {object} Known
 * @property {Treatment[]} treatments
 * @property {Map<string, Treatment>} treatmentOf by the id of its concept
 * @property {Treatment[][]} examples
 * @property {Map<string, string>} bases in which way claims touch a treatment, in words
 * @property {(Synthesis | null)[]} syntheses those without a better direction are null
 * @property {Set<string>} abouts what rows are about, by id
 * @property {string[]} about
 * @property {string[]} rule
 * @property {(chosen: Treatment[]) => Matrix} compare
 * @property {(treatment: Treatment) => Treatment[]} partners those that studies connect with it, by how often
 * @property {(claim: import("./data.js").Claim) => string[]} placesOf the documents that say it, each with the places in it
 */

/**
 * Unpacks what `kg/view/comparing.py` packed.
 * @param {import("./data.js").Data} data
 * @returns {Promise<Known>}
 */
export async function unpackComparison(data) {
  const packed = await unpackLater("comparison-data");
  const words = (/** @type {number} */ n) => packed.texts[n];
  /** @type {Treatment[]} */
  const treatments = packed.treatments.map((/** @type {number[]} */ [concept, claims, figures], /** @type {number} */ n) => (
    { n, concept: data.concepts[concept], label: data.concepts[concept].label, claims, figures }
  ));
  /** @type {Strength[]} */
  const strengths = packed.strengths.map((/** @type {number[]} */ [level, sentence]) => ({ level: words(level), sentence: words(sentence) }));
  const bases = /** @type {[string, string][]} */ (packed.bases);

  /**
   * @param {any[]} given
   * @returns {Estimate}
   */
  function estimate([a, b, outcome, at, measure, numbers, ratio, none, favours, risks, strength, sentence, line, direct, studies, synthesis, pool, people, contrary, caveats, dissent]) {
    const [value, lower, upper] = numbers;
    return {
      treatment: words(a), comparator: words(b), outcome: words(outcome), at: words(at), measure: words(measure),
      value, lower, upper, ratio: Boolean(ratio), none, favours: words(favours),
      absolute: risks && { baseline: risks[0], risk: risks[1], lower: risks[2], upper: risks[3], from: words(risks[4]) },
      strength: strength === null ? null : strengths[strength],
      sentence: words(sentence), line: words(line), direct: words(direct), studies: studies.map(words), synthesis, better: packed.syntheses[synthesis]?.[2] ?? 0, pool: words(pool),
      people: people.map(words), contrary: words(contrary), caveats: caveats.map(words), dissent: dissent === undefined ? "" : words(dissent),
    };
  }

  /**
   * @param {any[]} given
   * @returns {Cell}
   */
  function cell([, treatment, signature, reading, entries, figures, facts, found, strength, conflicts, gist]) {
    return {
      treatment: treatments[treatment],
      empty: !(entries.length || figures.length || facts.length || found),
      signature,
      reading: words(reading),
      entries: entries.map((/** @type {number[]} */ [claim, basis]) => ({ claim: data.claims[claim], basis: bases[basis][0] })),
      figures: figures.map((/** @type {any[]} */ [id, study, registrations, of, time, told, verification, readIn]) => ({
        id, study: words(study), registrations: words(registrations), of: words(of), time: words(time),
        told: words(told), verification: words(verification), readIn: words(readIn),
      })),
      facts: facts.map(words),
      estimate: found && estimate(found),
      strength: strength === null ? null : strengths[strength],
      conflicts: conflicts.map(words),
      gist: gist && { before: words(gist[0]), after: words(gist[1]), rank: gist[2] },
      leads: [],
      beside: false,
    };
  }

  /** @type {Map<number, any[]>[]} by row, then treatment */
  const cells = packed.rows.map(() => new Map());
  for (const one of packed.cells) cells[one[0]].set(one[1], one);
  /** @type {Map<string, any[]>} */
  const pairs = new Map(packed.pairs.map((/** @type {any[]} */ [row, a, b, found, apart = []]) => [`${row} ${a} ${b}`, [found, apart]]));
  const studies = packed.studies.map((/** @type {any[]} */ [label, arms]) => ({ label: words(label), arms: new Set(arms) }));

  /**
   * @param {number} n of a row
   * @param {Treatment} a
   * @param {Treatment} b
   * @returns {Pair}
   */
  function pair(n, a, b) {
    const [, , label, , , [telling, compared, cohorts, pools]] = packed.rows[n];
    const told = new Map(telling.map((/** @type {any[]} */ [study, ends]) => [study, new Set(ends)]));
    const ofBoth = (/** @type {Set<number> | undefined} */ ends) => Boolean(ends?.has(a.n) && ends.has(b.n));
    const headToHead = telling.filter((/** @type {any[]} */ [study]) => ofBoth(told.get(study)));
    const without = compared.filter((/** @type {number} */ study) => ofBoth(studies[study].arms) && !ofBoth(told.get(study)));
    const labelsOf = (/** @type {number[]} */ of) => of.map((study) => studies[study].label);
    const [estimates, apart] = pairs.get(`${n} ${a.n} ${b.n}`) ?? [[], []];
    /** @type {Omit<Pair, "sentence">} */
    const found = {
      a,
      b,
      headToHead: labelsOf(headToHead.map((/** @type {any[]} */ [study]) => study)),
      withoutFigures: labelsOf(without),
      estimates: estimates.map(estimate),
      notEstimated: apart.map((/** @type {number[]} */ [lead, sentence]) => ({ lead: words(lead), sentence: words(sentence) })),
      connects: connects(telling, pools, a.n, b.n),
      cohorts: cohorts.map((/** @type {number[]} */ of) => of.map(words)),
    };
    return { ...found, sentence: pairSentence(found, label) };
  }

  /**
   * @param {Treatment[]} chosen
   * @returns {Matrix}
   */
  function compare(chosen) {
    /** @type {{place: string, row: Row}[]} */
    const found = [];
    packed.rows.forEach((/** @type {any[]} */ [aspect, about, label, ofEffects, told, evidence, near, gravity, mirrors = []], /** @type {number} */ n) => {
      const filled = chosen.map((one) => cells[n].get(one.n));
      // A row is there for claims, for facts, and for an outcome that there are figures of.
      if (!filled.some((one) => one && (one[4].length || one[6].length)) && !chosen.some((one) => told.includes(one.n))) return;
      const shown = chosen.map((treatment, i) => (filled[i] ? cell(filled[i]) : emptyCell(treatment, ofEffects ? label : "")));
      const some = shown.some((one) => !one.empty);
      const [name, title] = packed.aspects[aspect];
      const between = evidence ? chosen.flatMap((a, i) => chosen.slice(i + 1).map((b) => pair(n, a, b))) : [];
      const lacking = some ? shown.filter(({ empty }) => empty).map(({ treatment }) => treatment) : [];
      found.push({
        place: `${aspect} ${about === null}`,
        row: {
          n,
          aspect: { name, label: title, ofEffects: Boolean(ofEffects) },
          about,
          label,
          differs: new Set(shown.map(({ signature }) => signature)).size > 1,
          lacking,
          cells: evidence ? shown.map((one) => led(one, between)) : shown,
          pairs: between,
          note: about === null ? "" : noteOn(shown),
          near,
          gravity,
          mirrors,
        },
      });
    });
    // Rows are packed in order; of those of a part, the graver go first, then what is known of several, then what differs.
    const places = [...new Set(found.map(({ place }) => place))];
    const alone = (/** @type {Row} */ { cells: of, lacking }) => Number(of.length - lacking.length === 1);
    const rows = places.flatMap((place) => found
      .filter((one) => one.place === place)
      .sort((a, b) => b.row.gravity - a.row.gravity || alone(a.row) - alone(b.row) || Number(b.row.differs) - Number(a.row.differs))
      .map(({ row }) => row));
    return { treatments: chosen, rows };
  }

  /** @param {Treatment} treatment */
  function partners(treatment) {
    const counts = treatments.map(() => 0);
    for (const [, a, b, found] of packed.pairs) if (a === treatment.n) counts[b] += found.length;
    return treatments.filter(({ n }) => counts[n]).sort((a, b) => counts[b.n] - counts[a.n] || a.n - b.n);
  }

  return {
    treatments,
    treatmentOf: new Map(treatments.map((one) => [one.concept.id, one])),
    examples: packed.examples.map((/** @type {number[]} */ of) => of.map((n) => treatments[n])),
    bases: new Map(bases),
    syntheses: packed.syntheses.map((/** @type {any[]} */ [measure, asked, better, networks, ratio]) => better && {
      measure: words(measure),
      ratio: Boolean(ratio),
      words: words(asked),
      better,
      networks: networks.map((/** @type {any[]} */ [ends, count, means, spread]) => ({ ends, studies: count.map(words), means, spread })),
    }),
    abouts: new Set(packed.rows.map((/** @type {any[]} */ [, about, label]) => about ?? label)),
    about: packed.about,
    rule: packed.rule,
    compare,
    partners,
    placesOf: (claim) => claim.sources.map(([n, place]) => [typeof n === "number" ? data.sources[n].label : n, place].filter(Boolean).join(", ")),
  };
}

/**
 * @param {Treatment} treatment
 * @param {string} outcome empty where the row is of none
 * @returns {Cell}
 */
function emptyCell(treatment, outcome) {
  return {
    treatment, empty: true, signature: -1, reading: readingOfNothing(treatment.label, outcome),
    entries: [], figures: [], facts: [], estimate: null, strength: null, conflicts: [], gist: null, leads: [], beside: false,
  };
}

/**
 * Which studies lead from one treatment to another, whatever time and measure figures are of: those that may be pooled, or others only.
 * @param {[number, number[]][]} telling
 * @param {number[][]} pools none where all may be pooled
 * @param {number} a
 * @param {number} b
 * @returns {Pair["connects"]}
 */
function connects(telling, pools, a, b) {
  if (!connected(telling, a, b)) return "";
  return !pools.length || pools.some((pool) => connected(pool.map((place) => telling[place]), a, b)) ? "alike" : "different";
}

/**
 * Whether studies lead from one treatment to another.
 * @param {[number, number[]][]} telling
 * @param {number} from
 * @param {number} to
 */
function connected(telling, from, to) {
  const reached = new Set([from]);
  for (let before = 0; before < reached.size;) {
    before = reached.size;
    for (const [, ends] of telling) {
      if (ends.some((end) => reached.has(end))) for (const end of ends) reached.add(end);
    }
  }
  return reached.has(to);
}
