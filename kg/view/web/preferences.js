// Orders treatments by what somebody weighs, as `kg/comparison/preferences.py` does.
//
// There, values are drawn from the estimates of a network meta-analysis, by `kg/comparison/criteria.py`.
// The draws are normal: the limits of values and scores are worked out here, and only who is ahead is drawn.

import { LEVELS } from "./compare_estimate.js";
import { capitalise, counted, listed, restsOn, whole } from "./compare_words.js";

const LIMIT = 1.959963984540054;
const SAMPLES = 10000;
const SEED = 1;

/**
 * @typedef {import("./compare_data.js").Known} Known
 * @typedef {import("./compare_data.js").Matrix} Matrix
 * @typedef {import("./compare_data.js").Row} Row
 * @typedef {import("./compare_data.js").Treatment} Treatment
 * @typedef {{row: Row, synthesis: number, question: string, better: string, scale: string, behind: string, strengths: string, treatments: Treatment[], means: number[], spread: number[][]}} Basis
 *   what an outcome makes of treatments: values from 0, the worst end of all intervals, to 1, the best
 * @typedef {{treatment: Treatment, score: number, lower: number, upper: number, first: number}} Place
 * @typedef {{places: Place[], beats: number[], flips: string[], unplaced: {treatment: Treatment, outcomes: string[]}[], criteria: string[], outside: string[], cautions: string[], refused: string}} Preference
 */

/**
 * The outcomes that an order of the treatments can rest on.
 * @param {Known} known
 * @param {Matrix} matrix
 */
export function basesOf(known, { treatments, rows }) {
  return rows.flatMap((row) => {
    const found = mostConnected(known, row, treatments);
    return found ? [basis(row, found)] : [];
  });
}

/**
 * The network of a row that holds most of the treatments.
 * @param {Known} known
 * @param {Row} row
 * @param {Treatment[]} treatments
 */
function mostConnected(known, row, treatments) {
  /** @type {{n: number, synthesis: import("./compare_data.js").Synthesis, network: import("./compare_data.js").Network, of: Treatment[]} | null} */
  let best = null;
  const numbers = new Set(row.pairs.flatMap(({ estimates }) => estimates.map(({ synthesis }) => synthesis)));
  for (const n of numbers) {
    const synthesis = known.syntheses[n];
    for (const network of synthesis?.networks ?? []) {
      const of = treatments.filter((one) => network.ends.includes(one.n));
      if (synthesis && of.length >= 2 && of.length > (best?.of.length ?? 0)) best = { n, synthesis, network, of };
    }
  }
  return best;
}

/**
 * @param {Row} row
 * @param {NonNullable<ReturnType<typeof mostConnected>>} found
 * @returns {Basis}
 */
function basis(row, { n, synthesis, network, of }) {
  const at = of.map((one) => network.ends.indexOf(one.n));
  const effects = at.map((i) => synthesis.better * network.means[i]);
  const together = at.map((i) => at.map((j) => network.spread[Math.max(i, j)][Math.min(i, j)]));
  const errors = together.map((line, i) => Math.sqrt(Math.max(line[i], 0)));
  const low = Math.min(...effects.map((effect, i) => effect - LIMIT * errors[i]));
  const range = Math.max(...effects.map((effect, i) => effect + LIMIT * errors[i])) - low || 1;
  return {
    row,
    synthesis: n,
    question: `${synthesis.measure} of ${synthesis.words}`,
    better: synthesis.better > 0 ? "more of it is better" : "less of it is better",
    scale: synthesis.ratio ? "values are in proportion to the logarithm of this ratio" : "values are in proportion to this difference",
    behind: behind(row, n, network.studies),
    strengths: strengthsOf(row, n),
    treatments: of,
    means: effects.map((effect) => (effect - low) / range),
    spread: together.map((line) => line.map((value) => value / range ** 2)),
  };
}

/**
 * How far the estimates that are weighed can be trusted, from the most to the least.
 * @param {Row} row
 * @param {number} synthesis
 */
function strengthsOf(row, synthesis) {
  const estimates = row.pairs.flatMap((pair) => pair.estimates.filter((one) => one.synthesis === synthesis));
  const levels = [...LEVELS].reverse().filter((level) => estimates.some(({ strength }) => strength?.level === level));
  return [...levels.slice(0, 1), ...levels.slice(1).slice(-1)].join(" to ");
}

/**
 * Which studies values were read from, and of whom they are.
 * @param {Row} row
 * @param {number} synthesis
 * @param {string[]} studies
 */
function behind(row, synthesis, studies) {
  const estimates = row.pairs.flatMap((pair) => pair.estimates).filter((one) => one.synthesis === synthesis);
  const people = [...new Set(estimates.flatMap((one) => one.people))].sort();
  return `${counted(studies.length, "study")} (${listed(studies)}), of ${people.join("; ") || "people who are not described"}`;
}

/**
 * Which harms are not in an order of treatments, the most told of first, and why.
 * @param {Known} known
 * @param {Row[]} rows
 * @param {Row[]} weighed
 * @param {Treatment[]} placed
 */
function outsideOf(known, rows, weighed, placed) {
  const harms = rows.filter((row) => row.aspect.name === "risk" && !weighed.includes(row));
  const near = harms.filter((row) => mostConnected(known, row, placed));
  const told = (/** @type {Row} */ { cells }) => cells.reduce((sum, { entries, figures }) => sum + entries.length + figures.length, 0);
  /** @type {[string, Row[]][]} */
  const reasons = [
    ["as no estimate of them connects the treatments", harms.filter((row) => !near.includes(row))],
    ["as nothing was weighed for them", near],
  ];
  return reasons.filter(([, of]) => of.length).map(([why, of]) => {
    const labels = [...of].sort((a, b) => told(b) - told(a) || (a.label < b.label ? -1 : 1)).map(({ label }) => label);
    return `Not in this order, ${why}: ${counted(of.length, "harm")} (${labels.join(", ")}).`;
  });
}

/**
 * @param {Known} known
 * @param {Matrix} matrix
 * @param {{basis: Basis, weight: number}[]} weighed with weights above zero
 * @returns {Preference}
 */
export function prefer(known, { treatments, rows }, weighed) {
  const total = weighed.reduce((sum, { weight }) => sum + weight, 0);
  const criteria = weighed
    .map(({ basis: of, weight }) => ({ ...of, weight: weight / total }))
    .sort((a, b) => (a.row.label < b.row.label ? -1 : 1));
  const unplaced = treatments
    .map((treatment) => ({
      treatment,
      outcomes: criteria.filter((one) => !one.treatments.includes(treatment)).map(({ row }) => row.label),
    }))
    .filter(({ outcomes }) => outcomes.length);
  const placed = treatments.filter((one) => !unplaced.some(({ treatment }) => treatment === one));
  const said = criteria.map((one) => (
    `${one.row.label}, weight ${percent(one.weight)} %: ${one.question}; ${one.scale}; ${one.behind}; strength of the evidence: ${one.strengths}.`
  ));
  const outside = outsideOf(known, rows, weighed.map(({ basis: of }) => of.row), placed.length ? placed : treatments);
  const twice = twiceIn(criteria);
  if (twice) return { places: [], beats: [], flips: [], unplaced, criteria: said, outside, cautions: [], refused: twice };
  if (placed.length < 2) {
    const why = unplaced.map(({ treatment, outcomes }) => `no estimate of ${listed(outcomes)} connects ${treatment.label} with the others`).join("; ");
    const lacking = treatments.map((one) => unplaced.find(({ treatment }) => treatment === one)?.outcomes ?? []);
    const remedy = capitalise(remedyOf(criteria.map(({ row }) => row.label), lacking));
    const refused = `The order would have ${counted(placed.length, "treatment")}: ${why}. ${remedy}.`;
    return { places: [], beats: [], flips: [], unplaced, criteria: said, outside, cautions: [], refused };
  }
  return { ...ordered(criteria, placed), unplaced, criteria: said, outside, cautions: cautionsOf(criteria, placed), refused: "" };
}

/**
 * What has to be known of the estimates that place treatments, each once.
 * @param {Basis[]} criteria
 * @param {Treatment[]} placed
 */
function cautionsOf(criteria, placed) {
  const behind = criteria.flatMap(({ row, synthesis }) => row.pairs
    .filter(({ a, b }) => placed.includes(a) && placed.includes(b))
    .flatMap(({ estimates }) => estimates.filter((one) => one.synthesis === synthesis).map((estimate) => ({ row, estimate }))));
  return [
    ...behind.flatMap(({ estimate }) => estimate.contrary || []),
    ...restsOn(behind).map(({ before, rows, after }) => before + rows.map(({ label }) => label).join("; ") + after),
  ];
}

/**
 * What to say where an outcome and its mirror are both weighed.
 * @param {Basis[]} criteria
 */
function twiceIn(criteria) {
  for (const { row } of criteria) {
    const mirror = criteria.find((one) => row.mirrors.includes(one.row.about ?? ""));
    if (mirror) return `Outcome '${row.label}' is weighed twice: '${mirror.row.label}' tells the same the other way round. Weigh one of the two.`;
  }
  return "";
}

/**
 * Which outcomes to leave out, the fewest, so that two treatments can be placed; of as few, those that let most be placed.
 * @param {string[]} outcomes
 * @param {string[][]} lacking the outcomes that nothing is known of, by treatment
 */
function remedyOf(outcomes, lacking) {
  /** @type {Map<string, {without: string[], count: number}>} */
  const found = new Map();
  lacking.forEach((one, i) => lacking.slice(i + 1).forEach((other) => {
    const without = outcomes.filter((outcome) => one.includes(outcome) || other.includes(outcome));
    const count = lacking.filter((of) => of.every((outcome) => without.includes(outcome))).length;
    if (without.length < outcomes.length) found.set(JSON.stringify(without), { without, count });
  }));
  if (!found.size) return "weigh others";
  const all = [...found.values()];
  const fewest = Math.min(...all.map(({ without }) => without.length));
  const few = all.filter(({ without }) => without.length === fewest);
  const most = Math.max(...few.map(({ count }) => count));
  const best = few.filter(({ count }) => count === most).map(({ without }) => listed(without));
  return `leave out ${best.join("; or ")}: then ${counted(most, "treatment")} can be placed`;
}

/**
 * @param {(Basis & {weight: number})[]} criteria
 * @param {Treatment[]} placed
 */
function ordered(criteria, placed) {
  const value = (/** @type {Basis} */ of, /** @type {Treatment} */ one) => of.means[of.treatments.indexOf(one)];
  const scored = placed.map((treatment) => (
    { treatment, score: criteria.reduce((sum, of) => sum + of.weight * value(of, treatment), 0) }
  ));
  scored.sort((a, b) => b.score - a.score || (a.treatment.label < b.treatment.label ? -1 : 1));
  const order = scored.map(({ treatment }) => treatment);
  const spread = order.map((a) => order.map((b) => criteria.reduce((sum, of) => (
    sum + of.weight ** 2 * of.spread[of.treatments.indexOf(a)][of.treatments.indexOf(b)]
  ), 0)));
  const { firsts, beats } = drawn(scored.map(({ score }) => score), spread);
  const places = scored.map(({ treatment, score }, i) => {
    const error = LIMIT * Math.sqrt(Math.max(spread[i][i], 0));
    return { treatment, score, lower: score - error, upper: score + error, first: firsts[i] };
  });
  const flips = order.slice(1).map((other, i) => {
    const gains = criteria.map((of) => value(of, order[i]) - value(of, other));
    return flip(criteria, gains, order[i].label, other.label);
  });
  return { places, beats, flips };
}

/**
 * Who is first, and who is ahead of the next, as shares of draws.
 * @param {number[]} means
 * @param {number[][]} spread
 */
function drawn(means, spread) {
  const root = rootOf(spread);
  const normal = normals(SEED);
  const firsts = means.map(() => 0);
  const beats = means.slice(1).map(() => 0);
  for (let n = 0; n < SAMPLES; n += 1) {
    const noise = means.map(() => normal());
    const scores = means.map((mean, i) => root[i].reduce((sum, part, j) => sum + part * noise[j], mean));
    firsts[scores.indexOf(Math.max(...scores))] += 1;
    beats.forEach((_, i) => {
      if (scores[i] > scores[i + 1]) beats[i] += 1;
    });
  }
  return { firsts: firsts.map((count) => count / SAMPLES), beats: beats.map((count) => count / SAMPLES) };
}

/**
 * The root of a covariance, by Cholesky's way; what is known exactly has none.
 * @param {number[][]} spread
 */
function rootOf(spread) {
  const root = spread.map((line) => line.map(() => 0));
  const least = 1e-12 * Math.max(...spread.map((line, i) => line[i]), Number.MIN_VALUE);
  for (let i = 0; i < spread.length; i += 1) {
    for (let j = 0; j <= i; j += 1) {
      let rest = spread[i][j];
      for (let k = 0; k < j; k += 1) rest -= root[i][k] * root[j][k];
      if (i === j) root[i][i] = rest > least ? Math.sqrt(rest) : 0;
      else root[i][j] = root[j][j] ? rest / root[j][j] : 0;
    }
  }
  return root;
}

/**
 * Normal numbers, the same from the same seed.
 * @param {number} seed
 */
function normals(seed) {
  let state = seed;
  // Mulberry32: small, and good enough for shares of ten thousand.
  const uniform = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  return () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
}

/**
 * Which weight would turn the order of two, all other weights kept in proportion.
 * @param {(Basis & {weight: number})[]} criteria
 * @param {number[]} gains of the first over the other
 * @param {string} one
 * @param {string} other
 */
function flip(criteria, gains, one, other) {
  const lead = criteria.reduce((sum, { weight }, i) => sum + weight * gains[i], 0);
  const found = criteria.flatMap(({ row, weight }, i) => {
    const rest = lead - weight * gains[i];
    const share = 1 - weight;
    if (share <= 1e-12 || gains[i] === rest / share) return [];
    // The lead as a function of this weight, the others scaled to make up one, is a line.
    const turn = -(rest / share) / (gains[i] - rest / share);
    if (!(turn >= 0 && turn <= 1)) return [];
    return [`${row.label} weighs ${turn > weight ? "above" : "below"} ${percent(turn)} % (now ${percent(weight)} %)`];
  });
  if (!found.length) return `No weight alone puts ${other} ahead of ${one}.`;
  return `${other} is ahead of ${one} if ${found.join(" or if ")}.`;
}

/** @param {number} share in percent */
export function percent(share) {
  return whole(100 * share);
}
