// Knows what is tied to what: neighbours so many steps away, and the shortest ways between two.

// How the words begin of what is said of a broader concept, and what is said of such a line.
const BASES = { own: "", inherited: "for all its kinds: ", general: "in general: " };
const NOTES = {
  own: "",
  inherited: " Derived: it is said of all its kinds, so it holds for this one, too.",
  general: " Derived: it is said of its kind in general, not of this one.",
};
/** @type {Record<string, string>} what is said of a claim whose report does not stand */
export const REPORTS = {
  superseded: " Superseded: a later report has taken the place of this one.",
  retracted: " Retracted: its report was withdrawn.",
};

/**
 * A claim, or a link to a broader concept or a part, from one concept to another.
 * @typedef {{key: string, from: number, to: number, claim: import("./data.js").Claim | null, line: import("./data.js").Line, words: string, basis: "own" | "inherited" | "general"}} Link
 * @typedef {{links: Link[], at: Link[][]}} Graph
 */

/**
 * @param {import("./data.js").Data} data
 * @returns {Graph}
 */
export function createGraph(data) {
  /** @type {Link[]} */
  const links = data.claims.map((claim) => linkOf(claim, claim.subject, "own"));
  for (const { n, broader, parts } of data.concepts) {
    for (const to of broader) links.push(hierarchyLink(n, to, "is a kind of", data.hierarchy));
    for (const to of parts) links.push(hierarchyLink(n, to, "has part", data.hierarchy));
  }
  return { links, at: byEnd(links, data.concepts.length) };
}

/**
 * @param {import("./data.js").Claim} claim
 * @param {number} from the subject, or a narrower concept that the claim reaches
 * @param {"own" | "inherited" | "general"} basis
 * @returns {Link}
 */
export function linkOf(claim, from, basis) {
  const key = basis === "own" ? claim.id : `${claim.id} ${from}`;
  const words = `${BASES[basis]}${claim.report === "stands" ? "" : `${claim.report}: `}${claim.relation}`;
  return { key, from, to: claim.object, claim, line: claim.line, words, basis };
}

/**
 * What a line says, as a sentence.
 * @param {Link} link
 * @param {import("./data.js").Concept[]} concepts
 */
export function sentenceOf({ claim, from, to, words, basis }, concepts) {
  return claim ? claim.sentence + (REPORTS[claim.report] ?? "") + NOTES[basis] : `${concepts[from].label} ${words} ${concepts[to].label}`;
}

/**
 * @param {number} from
 * @param {number} to
 * @param {string} words
 * @param {import("./data.js").Line} line
 * @returns {Link}
 */
function hierarchyLink(from, to, words, line) {
  return { key: `${from} ${words} ${to}`, from, to, claim: null, line, words, basis: "own" };
}

/**
 * @param {Link[]} links
 * @param {number} count of concepts
 */
function byEnd(links, count) {
  /** @type {Link[][]} */
  const at = Array.from({ length: count }, () => []);
  for (const link of links) {
    at[link.from].push(link);
    if (link.to !== link.from) at[link.to].push(link);
  }
  return at;
}

/**
 * The concepts that are so many steps away or fewer, each with its number of steps.
 * @param {Graph} graph
 * @param {number} start
 * @param {number} hops
 * @param {(link: Link) => boolean} passes
 * @returns {Map<number, number>}
 */
export function within(graph, start, hops, passes) {
  const found = new Map([[start, 0]]);
  let edge = [start];
  for (let hop = 1; hop <= hops && edge.length; hop += 1) {
    /** @type {number[]} */
    const next = [];
    for (const at of edge) {
      for (const link of graph.at[at]) {
        const other = link.from === at ? link.to : link.from;
        if (found.has(other) || !passes(link)) continue;
        found.set(other, hop);
        next.push(other);
      }
    }
    edge = next;
  }
  return found;
}

/**
 * The concepts on the shortest ways from one to another, by how many steps they are from the first;
 * nothing where no way leads there.
 * @param {Graph} graph
 * @param {number} start
 * @param {number} end
 * @param {(link: Link) => boolean} passes
 * @returns {number[][]}
 */
export function shortestPaths(graph, start, end, passes) {
  const away = within(graph, start, graph.at.length, passes);
  const length = away.get(end);
  if (length === undefined) return [];
  const back = within(graph, end, length, passes);
  /** @type {number[][]} */
  const layers = Array.from({ length: length + 1 }, () => []);
  for (const [concept, hop] of away) {
    if (hop + (back.get(concept) ?? Infinity) === length) layers[hop].push(concept);
  }
  return layers;
}
