// Says of chosen treatments what depends on the choice, in the words of `kg/comparison`.

/**
 * @typedef {import("./compare_data.js").Cell} Cell
 * @typedef {import("./compare_data.js").Matrix} Matrix
 * @typedef {import("./compare_data.js").Pair} Pair
 */

export const NONE_FOUND = "no evidence found";
const NO_HEAD_TO_HEAD = "no head-to-head comparison";
// How many names a sentence lists before it only counts the rest.
const NAMES = 12;

/** @param {string[]} names */
export function listed(names) {
  const shown = names.slice(0, NAMES);
  if (names.length > NAMES) shown.push(`${names.length - NAMES} more`);
  const apart = shown.length > 2 && shown.some((name) => name.includes(","));
  const [between, last] = apart ? ["; ", "; and "] : [", ", " and "];
  return shown.length > 1 ? `${shown.slice(0, -1).join(between)}${last}${shown[shown.length - 1]}` : shown.join("");
}

/**
 * @param {number} many
 * @param {string} noun
 */
export function counted(many, noun) {
  const plural = noun.endsWith("y") ? `${noun.slice(0, -1)}ies` : `${noun}s`;
  return `${many} ${many === 1 ? noun : plural}`;
}

/** @param {string} text */
export function capitalise(text) {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

/**
 * What is known of one treatment against another on an outcome.
 * @param {Omit<Pair, "sentence">} pair
 * @param {string} outcome
 * @param {boolean} connects whether studies lead from one to the other, were their people and designs no different
 */
export function pairSentence({ a, b, headToHead, withoutFigures, estimates }, outcome, connects) {
  const studies = (/** @type {string[]} */ of) => `${counted(of.length, "study")} (${listed(of)})`;
  let said = `${NO_HEAD_TO_HEAD} on ${outcome}`;
  if (headToHead.length) {
    said = `compared in ${studies(headToHead)}`;
    if (!estimates.length) said += ", but without figures that an estimate could be made of";
    if (withoutFigures.length) said += `; also in ${studies(withoutFigures)}, with no figures of ${outcome} here`;
  } else if (withoutFigures.length) said = `compared in ${studies(withoutFigures)}, but with no figures of ${outcome} here`;
  if (!estimates.length && !headToHead.length) {
    said += connects ? ", and only studies of different people or designs connect the two" : ", and no studies that connect the two";
  }
  return [`${a.label} and ${b.label}: ${said}.`, ...estimates.map(({ sentence }) => sentence)].join(" ");
}

/**
 * What has to be known where cells hold figures of different studies.
 * @param {Cell[]} cells
 */
export function noteOn(cells) {
  const studies = cells
    .filter(({ figures }) => figures.length)
    .map(({ figures }) => JSON.stringify([...new Set(figures.map(({ study }) => study))].sort()));
  if (new Set(studies).size < 2) return "";
  return "The figures in this row are of different studies, of different people at different times: they are not to be set"
    + " against each other. What studies say of one treatment against another is said by itself.";
}

/**
 * @param {string} treatment
 * @param {string} outcome empty where a row is of none
 */
export function readingOfNothing(treatment, outcome) {
  return outcome
    ? `No evidence was found on ${outcome} with ${treatment}. That is not evidence that it makes no difference.`
    : `No evidence was found on this for ${treatment}.`;
}

/**
 * Where something is said of one treatment and nothing of another: by aspect, and by which ones it is nothing of.
 * @param {Matrix} matrix
 * @returns {{said: string, rows: import("./compare_data.js").Row[]}[]} each with the rows that the words are followed by
 */
export function differences({ treatments, rows }) {
  /** @type {Map<string, {said: string, rows: import("./compare_data.js").Row[]}>} */
  const found = new Map();
  const names = (/** @type {import("./compare_data.js").Treatment[]} */ of) => listed(of.map(({ label }) => label));
  for (const row of rows) {
    if (!row.lacking.length) continue;
    const key = `${row.aspect.name} ${row.lacking.map(({ n }) => n)}`;
    const having = treatments.filter((one) => !row.lacking.includes(one));
    const said = `${capitalise(row.aspect.label)}: something is said of ${names(having)} and nothing of ${names(row.lacking)} on `;
    const group = found.get(key) ?? { said, rows: [] };
    group.rows.push(row);
    found.set(key, group);
  }
  return [...found.values()];
}

/**
 * A number without its fraction; halves go to the even one, as Python has it.
 * @param {number} value
 */
export function whole(value) {
  const near = Math.round(value);
  return String(Math.abs(value % 1) === 0.5 && near % 2 ? near - 1 : near);
}
