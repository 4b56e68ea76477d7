// Sets out what limits a claim in lines: for whom it holds and when, and each figure that it rests on.

// So many figures are told beside a sentence; the details of the claim tell all.
const MOST = 3;

/**
 * @param {import("./data.js").Claim} claim
 * @returns {string}
 */
export function qualified({ qualifiers }) {
  return qualifiers.map(([, , phrase]) => phrase).filter(Boolean).join("; ");
}

/**
 * @param {import("./data.js").Claim} claim
 * @returns {string[]}
 */
export function limitsOf({ qualifiers }) {
  /** @type {string[]} */
  const figures = [];
  /** @type {string[]} */
  const limits = [];
  for (const [name, , phrase] of qualifiers) if (phrase) (name === "Figure" ? figures : limits).push(phrase);
  const more = figures.length - MOST;
  const told = more > 1 ? [...figures.slice(0, MOST), `and ${more} more figures`] : figures;
  return [limits.join("; "), ...told].filter(Boolean);
}
