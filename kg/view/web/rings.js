// Shares the room of a drawing among the rings around a concept: what is one step away from it, two, three.

/**
 * @typedef {import("./graph.js").Link} Link
 * @typedef {{hop: number, all: number, kept: number}} Ring
 */

/**
 * The concepts that are drawn, each with its steps from the focus. Every ring gets its part of the room; what one
 * does not need goes to the others, the nearer first. In each, those with most claims are drawn, of those that
 * hang on one that is drawn in the ring before.
 * @param {Map<number, number>} hops of all that could be drawn
 * @param {number} most that can be, with the focus
 * @param {number[]} counts of claims, for each concept
 * @param {(n: number) => number[]} near what a concept is tied to
 * @returns {{kept: Map<number, number>, rings: Ring[]}}
 */
export function share(hops, most, counts, near) {
  const furthest = Math.max(...hops.values());
  /** @type {number[][]} */
  const members = Array.from({ length: furthest + 1 }, () => []);
  for (const [n, hop] of hops) members[hop].push(n);
  for (const ring of members) ring.sort((a, b) => counts[b] - counts[a] || a - b);
  const kept = new Map(members[0].map((n) => [n, 0]));
  const sizes = members.slice(1).map(({ length }) => length);
  const parts = partsOf(sizes, most - kept.size);
  // Where nothing drawn leads to some, the others get what is left.
  for (const limits of [parts, sizes]) {
    for (let hop = 1; hop <= furthest; hop += 1) {
      let room = Math.min(limits[hop - 1] - [...kept.values()].filter((at) => at === hop).length, most - kept.size);
      for (const n of members[hop]) {
        if (room <= 0) break;
        if (kept.has(n) || !(hop === 1 || near(n).some((other) => kept.get(other) === hop - 1))) continue;
        kept.set(n, hop);
        room -= 1;
      }
    }
  }
  const rings = sizes.map((all, i) => ({ hop: i + 1, all, kept: [...kept.values()].filter((at) => at === i + 1).length }));
  return { kept, rings };
}

/**
 * How many of each ring have room.
 * @param {number[]} sizes of the rings, the nearest first
 * @param {number} room
 */
function partsOf(sizes, room) {
  const parts = sizes.map((size, i) => Math.min(size, Math.floor(room / sizes.length) + (i < room % sizes.length ? 1 : 0)));
  let left = room - parts.reduce((sum, part) => sum + part, 0);
  for (const [i, size] of sizes.entries()) {
    const more = Math.min(size - parts[i], left);
    parts[i] += more;
    left -= more;
  }
  return parts;
}

const STEPS = ["", "one step", "two steps", "three steps"];

/**
 * How many of each ring are not drawn; nothing where all are.
 * @param {Ring[]} rings
 */
export function leftWords(rings) {
  const cut = rings.filter(({ all, kept }) => kept < all).map(({ hop, all, kept }) => `${all - kept} of ${all} ${STEPS[hop]} away`);
  return cut.length ? `; not drawn, mostly those with few claims: ${cut.join(", ")}` : "";
}
