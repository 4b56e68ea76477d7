// Unpacks what `kg/view/pools.py` and `kg/view/pair_columns.py` packed: outcomes, and what of them is pooled.

/**
 * @typedef {{name: string, concept: number | null, id: string}} Treatment
 * @typedef {{label: string, treatment: string, people: number | null, told: string}} Arm
 * @typedef {{n: number, concept: number | null, arms: Arm[], primary: string, met: string | null, bias: number[], sources: (number | string)[]}} Trial
 * @typedef {{text: string, measure: string, time: string, read: string, sources: (number | string)[], readIn: (number | string)[]}} TrialFigure
 * @typedef {{value: number, lower: number | null, upper: number | null, predicted: [number, number] | null, text: string, predictedText: string | null, sentence: string, strength: string | null, absolute: string | null}} OneWay
 * @typedef {{value: number, lower: number | null, upper: number | null, text: string}} Own
 * @typedef {{first: number, second: number, kind: string, favours: number | null, ways: [OneWay, OneWay], direct: [string, string] | null, indirect: [string, string] | null, p: number | null, shares: [number, number][], studies: [number, number][], compared: boolean}} Pair
 * @typedef {{trial: number, people: number | null, own: {first: number, second: number, ways: [Own, Own]}[]}} NetworkStudy
 * @typedef {{p_score: number[], sucra: number[], limits: [number, number][], chances: number[][]}} Ranks
 * @typedef {{n: number, treatments: Treatment[], people: (number | null)[], reference: number, edges: [number, number, number[]][], pairs: Map<string, Pair>, ranks: Ranks | null, studies: NetworkStudy[], said: string[], caption: string}} Network
 * @typedef {{trial: number, pooled: boolean, figures: number[], said: string[], left: string[]}} Taken
 * @typedef {{key: string, at: string | null, words: string, measure: string, measureName: string, none: number, ratio: boolean, level: string, better: string | null, good: string | null, randomised: boolean, kind: string, people: string, method: string, said: string[], gaps: string[], networks: Network[], taken: Taken[], studies: number, treatments: number}} Pool
 * @typedef {{id: string, concept: number | null, label: string, pools: Pool[], why: string, remarks: string[], told: [number, number[]][]}} Outcome
 * @typedef {{outcomes: Outcome[], trials: Trial[], figures: TrialFigure[]}} Pools
 */

/**
 * @param {any} packed
 * @param {import("./data.js").Data} data
 * @param {string[]} texts of comparisons, which stand here as their numbers
 * @returns {Pools}
 */
export function assemblePools(packed, data, texts) {
  const idOf = (/** @type {number | null} */ n, /** @type {string} */ label) => (n === null ? label : data.concepts[n].id);
  /** @type {Treatment[]} */
  const treatments = packed.treatments.map((/** @type {any[]} */ [name, concept]) => ({ name, concept, id: idOf(concept, name) }));
  const pairs = pairsOf(packed.pairs, packed.kinds, texts);
  return {
    outcomes: packed.outcomes.map((/** @type {any} */ { concept, label, pools, why, remarks, told }) => (
      { id: idOf(concept, label), concept, label, pools: pools.map((/** @type {any} */ one) => pool(one, pairs, treatments)), why, remarks, told }
    )),
    trials: packed.studies.map((/** @type {any[]} */ [n, concept, arms, primary, met, bias, sources]) => (
      { n, concept, arms: arms.map(arm), primary, met, bias, sources }
    )),
    figures: packed.figures.map((/** @type {any[]} */ [text, measure, time, read, sources, readIn]) => (
      { text, measure, time, read, sources, readIn }
    )),
  };
}

/** @param {any[]} values */
function arm([label, treatment, people, told]) {
  return { label, treatment, people, told };
}

/**
 * @param {any} packed
 * @param {(ratio: boolean) => Pair} next of the pairs of all networks
 * @param {Treatment[]} treatments
 * @returns {Pool}
 */
function pool(packed, next, treatments) {
  /** @type {Network[]} */
  const networks = packed.networks.map((/** @type {any} */ one, /** @type {number} */ n) => network(one, n, () => next(packed.ratio), treatments));
  const { key, at, words, measure, ratio, level, better, good, randomised, kind, people, method, said, gaps } = packed;
  return {
    key, at, words, measure, ratio, level, better, good, randomised, kind, people, method, said, gaps, networks,
    measureName: packed.measure_name,
    none: packed.null,
    taken: packed.taken.map((/** @type {any[]} */ [trial, pooled, figures, remarks, left]) => ({ trial, pooled: Boolean(pooled), figures, said: remarks, left })),
    studies: networks.reduce((all, { studies }) => all + studies.length, 0),
    treatments: networks.reduce((all, one) => all + one.treatments.length, 0),
  };
}

/**
 * @param {any} packed
 * @param {number} n
 * @param {() => Pair} next
 * @param {Treatment[]} every
 * @returns {Network}
 */
function network(packed, n, next, every) {
  const { people, reference, edges, ranks, said, caption } = packed;
  /** @type {Pair[]} */
  const pairs = Array.from({ length: packed.pairs }, next);
  return {
    n, people, reference, edges, ranks, said, caption,
    treatments: packed.treatments.map((/** @type {number} */ one) => every[one]),
    pairs: new Map(pairs.map((pair) => [`${pair.first} ${pair.second}`, pair])),
    studies: packed.studies.map((/** @type {any[]} */ [trial, size, own]) => ({
      trial,
      people: size,
      own: own.map((/** @type {any[]} */ [first, second, forth, back]) => ({ first, second, ways: [ownWay(forth), ownWay(back)] })),
    })),
  };
}

/**
 * The pairs of every network, one after the other.
 * @param {any[][]} columns
 * @param {string[]} kinds of evidence
 * @param {string[]} texts
 * @returns {(ratio: boolean) => Pair} the next one, of a network of ratios or of differences
 */
function pairsOf([first = [], second, kind, favours, forth, back, direct, indirect, p, shares, studies, compared], kinds, texts) {
  let i = -1;
  return (ratio) => {
    i += 1;
    const said = (/** @type {any[][]} */ parts) => parts.map((part) => (typeof part[i] === "number" ? texts[part[i]] : part[i]));
    const [value, lower, upper, low, high] = forth.slice(0, 5).map((part) => part[i]);
    const turned = (/** @type {number | null} */ number) => (number === null ? null : otherWay(number, ratio));
    return {
      first: first[i], second: second[i], kind: kinds[kind[i]], favours: favours[i],
      ways: [
        oneWay([value, lower, upper, low, high, ...said(forth.slice(5))]),
        oneWay([...[value, upper, lower, high, low].map(turned), ...said(back)]),
      ],
      direct: direct[i], indirect: indirect[i], p: p[i], shares: shares[i], studies: studies[i], compared: Boolean(compared[i]),
    };
  };
}

const DIGITS = 6;

/**
 * The same number told of the second against the first, with as many digits.
 * @param {number} number
 * @param {boolean} ratio
 */
function otherWay(number, ratio) {
  return Number((ratio ? 1 / number : 0 - number).toPrecision(DIGITS));
}

/**
 * @param {any[]} values
 * @returns {OneWay}
 */
function oneWay([value, lower, upper, low, high, text, predictedText, sentence, strength, absolute]) {
  return { value, lower, upper, predicted: low === null ? null : [low, high], text, predictedText, sentence, strength, absolute };
}

/**
 * @param {any[]} values
 * @returns {Own}
 */
function ownWay([value, lower, upper, text]) {
  return { value, lower, upper, text };
}

/**
 * A pair as it is asked for: its estimates of the first of the two against the second.
 * @param {Network} network
 * @param {number} first
 * @param {number} second
 */
export function between(network, first, second) {
  const turned = first > second;
  const pair = /** @type {Pair} */ (network.pairs.get(turned ? `${second} ${first}` : `${first} ${second}`));
  const side = turned ? 1 : 0;
  return {
    pair,
    ...pair.ways[side],
    direct: pair.direct && pair.direct[side],
    indirect: pair.indirect && pair.indirect[side],
    // Which of the two it speaks for: 0 the first, 1 the second, null neither.
    favours: pair.favours === null ? null : turned ? 1 - pair.favours : pair.favours,
    side,
  };
}
