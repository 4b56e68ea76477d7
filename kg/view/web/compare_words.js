// Says of chosen treatments what depends on the choice, in the words of `kg/comparison`.

/**
 * @typedef {import("./compare_data.js").Cell} Cell
 * @typedef {import("./compare_data.js").Matrix} Matrix
 * @typedef {import("./compare_data.js").Pair} Pair
 * @typedef {import("./compare_data.js").Row} Row
 * @typedef {{before: string, rows: Row[], after: string}} Difference the words around the names of rows
 */

// What a claim says for another treatment is no benefit and no risk of this one.
export const OF_IT = ["own", "inherited"];
// As many differences are told with their content: of effects, and of everything else.
const EFFECTS = 13;
const OTHERS = 5;

// As many differences are told with their interval.
const SHOWN = 12;
const LEVELS = ["very low", "low", "moderate", "high"];

// What marks a row whose figures are of different studies.
export const MARK = "†";

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
 * Studies in words: how many, each cohort once, and which.
 * @param {string[]} of
 * @param {string[][]} cohorts those that are comparisons of one cohort
 */
function studies(of, cohorts = []) {
  const sizes = cohorts.map((group) => group.filter((one) => of.includes(one)).length).filter((size) => size > 1);
  const alone = of.length - sizes.reduce((sum, size) => sum + size, 0);
  if (!alone && sizes.length === 1) return `${sizes[0]} comparisons of one cohort (${listed(of)})`;
  const several = sizes.length ? `; ${listed(sizes.map((size) => `${size} comparisons of one cohort`))} count as one` : "";
  return `${counted(alone + sizes.length, "study")} (${listed(of)}${several})`;
}

/** @param {Pair["connects"]} connects */
const unconnected = (connects) => ({
  alike: "studies connect the two only by figures of different measures, of too rare an event, or that could not be weighed",
  different: "only studies of different people or designs connect the two",
  "": "no studies that connect the two",
})[connects];

/**
 * What is known of one treatment against another on an outcome.
 * @param {Omit<Pair, "sentence">} pair
 * @param {string} outcome
 */
export function pairSentence({ a, b, headToHead, withoutFigures, estimates, connects, cohorts }, outcome) {
  let said = `${NO_HEAD_TO_HEAD} on ${outcome}`;
  if (headToHead.length) {
    said = `compared in ${studies(headToHead, cohorts)}`;
    if (!estimates.length) said += ", but without figures that an estimate is made of here";
    if (withoutFigures.length) said += `; also in ${studies(withoutFigures)}, with no figures of ${outcome} here`;
  } else if (withoutFigures.length) said = `compared in ${studies(withoutFigures)}, but with no figures of ${outcome} here`;
  if (!estimates.length && !headToHead.length) said += `, and ${unconnected(connects)}`;
  return [`${a.label} and ${b.label}: ${said}.`, ...estimates.map(({ sentence }) => sentence)].join(" ");
}

/**
 * What is missing between two treatments, each with all outcomes that it is missing on.
 * @param {Row[]} rows
 */
export function gaps(rows) {
  /** @type {Map<string, string[]>} */
  const found = new Map();
  for (const { label, pairs } of rows) {
    for (const pair of pairs.filter(({ estimates }) => !estimates.length)) {
      const said = `${pair.a.label} and ${pair.b.label}: ${gap(pair)}`;
      found.set(said, [...(found.get(said) ?? []), label]);
    }
  }
  return [...found].map(([said, on]) => `${said}, on ${counted(on.length, "outcome")}: ${on.join("; ")}.`);
}

/** @param {Pair} pair without an estimate */
function gap({ headToHead, withoutFigures, connects, cohorts }) {
  if (headToHead.length) {
    const said = `compared in ${studies(headToHead, cohorts)}, but without figures that an estimate is made of here`;
    return withoutFigures.length ? `${said}; also in ${studies(withoutFigures)}, with no figures here` : said;
  }
  const said = withoutFigures.length ? `compared in ${studies(withoutFigures)}, but with no figures here` : NO_HEAD_TO_HEAD;
  return `${said}, and ${unconnected(connects)}`;
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
 * Where an estimate of one treatment against another shows a difference: what is best supported goes first.
 * @param {Matrix} matrix
 * @returns {Difference[]}
 */
export function differences({ rows }) {
  const place = (/** @type {import("./compare_data.js").Estimate} */ { strength }) => (strength ? -LEVELS.indexOf(strength.level) : 1);
  const found = rows
    .flatMap((row) => row.pairs.flatMap(({ estimates }) => estimates.map((estimate) => ({ row, estimate }))))
    .filter(({ estimate }) => isShown(estimate))
    .sort((a, b) => place(a.estimate) - place(b.estimate));
  const rest = [...new Set(found.slice(SHOWN).map(({ row }) => row))];
  return [
    ...found.slice(0, SHOWN).map(({ row, estimate: { treatment, comparator, favours, line, strength, dissent } }) => {
      const [one, other] = favours === comparator ? [comparator, treatment] : [treatment, comparator];
      const said = favours ? "does better than" : "differs from";
      const level = strength ? ` Strength of the evidence: ${strength.level}.` : "";
      const but = dissent ? ` ${dissent}` : "";
      const against = `${one} against ${other}: `;
      const told = `${treatment} ${line}`;
      return { before: `${one} ${said} ${other} on `, rows: [row], after: `: ${told.startsWith(against) ? told.slice(against.length) : told}${level}${but}` };
    }),
    ...(rest.length ? [{ before: `${counted(found.length - SHOWN, "more estimate")} that show a difference, on `, rows: rest, after: "." }] : []),
    ...restsOn(found),
  ];
}

/**
 * What has to be known of documents whose figures carry estimates, each once.
 * @param {{row: Row, estimate: import("./compare_data.js").Estimate}[]} found
 * @returns {Difference[]}
 */
export function restsOn(found) {
  const caveats = [...new Set(found.flatMap(({ estimate }) => estimate.caveats))];
  return caveats.map((caveat) => ({
    before: "What is said here of ",
    rows: [...new Set(found.filter(({ estimate }) => estimate.caveats.includes(caveat)).map(({ row }) => row))],
    after: ` rests on ${caveat}.`,
  }));
}

/**
 * What studies of two of the treatments tell that no estimate rests on.
 * @param {Matrix} matrix
 * @returns {Difference[]}
 */
export function inNoEstimate({ rows }) {
  return rows.flatMap((row) => row.pairs.flatMap(({ notEstimated }) => notEstimated.map(({ sentence }) => ({ before: "", rows: [row], after: `: ${sentence}` }))));
}

/**
 * Whether an estimate shows a difference.
 * @param {import("./compare_data.js").Estimate} estimate
 */
const isShown = ({ lower, upper, none }) => lower !== null && upper !== null && (lower > none || upper < none);

/**
 * Which grave risks several treatments tell of that no estimate separates, and what is told of each; what is gravest goes first.
 * @param {Matrix} matrix
 * @returns {Difference[]}
 */
export function graveRisks({ rows }) {
  const rank = (/** @type {Row} */ { cells }) => Math.min(...cells.map(({ gist }) => gist?.rank ?? Infinity));
  // What is claimed of some goes before what figures alone tell.
  const bare = (/** @type {Row} */ { cells }) => Number(!cells.some(({ entries }) => entries.some(({ basis }) => OF_IT.includes(basis))));
  return rows.filter(isGrave).sort((a, b) => bare(a) - bare(b) || b.gravity - a.gravity || rank(a) - rank(b)).map((row) => {
    const [first, ...others] = row.cells.flatMap(({ gist }) => gist ?? []);
    const said = others.map(({ before, after }) => ` ${before}this${after}.`).join("");
    return { before: first.before, rows: [row], after: `${first.after}.${said}${apart(row)}${row.lacking.length ? ` ${lack(rows, row)}` : ""}` };
  });
}

/**
 * That figures of different studies are no comparison, and which study compared some.
 * @param {Row} row
 */
function apart({ note, cells }) {
  if (!note) return "";
  const having = cells.map(({ figures }) => new Set(figures.map(({ study }) => study)));
  const comparing = [...new Set(having.flatMap((names) => [...names]))].filter((name) => having.filter((names) => names.has(name)).length > 1).sort();
  if (!comparing.length) return " These figures are of different studies: they are no comparison.";
  return ` ${studies(comparing)} found something of more than one; figures of different studies are no comparison.`;
}

/** @param {Row} row */
function isGrave({ gravity, cells, pairs }) {
  const told = cells.filter(({ gist }) => gist).map(({ treatment }) => treatment);
  return gravity > 0 && pairs.some(({ a, b, estimates }) => told.includes(a) && told.includes(b) && !estimates.some(isShown));
}

/**
 * What is said where no difference is shown: of whom the estimates are, if there are any.
 * @param {Matrix} matrix
 */
export function noneShown({ rows }) {
  const estimates = rows.flatMap(({ pairs }) => pairs.flatMap((pair) => pair.estimates));
  if (!estimates.length) return "Nothing gives an estimate of one against another.";
  const people = [...new Set(estimates.flatMap((one) => one.people))].sort();
  const of = people.length ? [`they are of ${listed(people)}`] : [];
  return `No estimate of one against another shows a difference; ${[...of, howDirect(estimates)].join(", and ")}.`;
}

/** @param {import("./compare_data.js").Estimate[]} estimates */
function howDirect(estimates) {
  const direct = estimates.filter((one) => one.direct).length;
  if (!direct) return "none rests on a study that compares the two";
  return direct === estimates.length ? "each rests on studies that compare the two" : `${direct} of ${estimates.length} rest on studies that compare the two`;
}

/**
 * What is said of one treatment where nothing is of another, what matters most first.
 * @param {Matrix} matrix
 * @returns {Difference[]}
 */
export function toldOfOneOnly({ rows }) {
  /** @type {{rank: number, place: number, one: Difference}[]} */
  const ranked = [];
  /** @type {Row[]} */
  const general = [];
  rows.forEach((row, place) => {
    if (!row.lacking.length || isGrave(row)) return;
    const gists = row.cells.flatMap(({ gist, treatment }) => (gist ? [{ gist, name: treatment.label }] : []));
    if (!gists.length) {
      general.push(row);
      return;
    }
    const best = gists.reduce((least, one) => (one.gist.rank < least.gist.rank ? one : least));
    const also = gists.filter((one) => one !== best).map(({ name }) => name);
    const more = also.length ? ` Also told of ${listed(also)}.` : "";
    const { before, after, rank } = best.gist;
    ranked.push({ rank, place, one: { before, rows: [row], after: `${after}.${more} ${lack(rows, row)}` } });
  });
  ranked.sort((a, b) => a.rank - b.rank || a.place - b.place);
  const effects = ranked.filter(({ one }) => one.rows[0].aspect.ofEffects).map(({ one }) => one);
  const others = ranked.filter(({ one }) => !one.rows[0].aspect.ofEffects).map(({ one }) => one);
  const rest = [...effects.slice(EFFECTS), ...others.slice(OTHERS)].flatMap((one) => one.rows);
  /** @type {[Row[], string][]} */
  const named = [
    [rest, "one lacks what another has"],
    [general, "what is said is of kinds of treatment in general, or in passing"],
  ];
  return [
    ...effects.slice(0, EFFECTS),
    ...others.slice(0, OTHERS),
    ...named.filter(([of]) => of.length).map(([of, said]) => ({ before: `${counted(of.length, "more row")} in which ${said}: `, rows: of, after: "." })),
  ];
}

/**
 * Of which treatments nothing is said in a row, and of which something near it.
 * @param {Row[]} rows
 * @param {Row} row
 */
function lack(rows, { lacking, near }) {
  const found = lacking.map((treatment) => ({
    name: treatment.label,
    labels: rows
      .filter(({ about, cells }) => about !== null && near.includes(about) && cells.some((cell) => cell.treatment === treatment && telling(cell)))
      .map(({ label }) => label),
  }));
  const bare = found.filter(({ labels }) => !labels.length).map(({ name }) => name);
  return [
    ...(bare.length ? [`Nothing of it is told here of ${listed(bare)}.`] : []),
    ...found.filter(({ labels }) => labels.length).map(({ name, labels }) => `For ${name}, see ${listed(labels)}.`),
  ].join(" ");
}

/**
 * Whether something is known of the treatment itself, not of its kind in general.
 * @param {Cell} cell
 */
export function telling({ entries, figures, facts, estimate }) {
  return Boolean(entries.some(({ basis }) => OF_IT.includes(basis)) || figures.length || facts.length || estimate);
}

/**
 * A number without its fraction; halves go to the even one, as Python has it.
 * @param {number} value
 */
export function whole(value) {
  const near = Math.round(value);
  return String(Math.abs(value % 1) === 0.5 && near % 2 ? near - 1 : near);
}
