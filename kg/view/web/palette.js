// Knows the colours of the drawing, on a light page and on a dark one.

/**
 * @typedef {{colour: string, ink: string, tint: string}} FamilyColours
 * @typedef {{ground: string, panel: string, ink: string, quiet: string, accent: string, onInk: string, line: (line: import("./data.js").Line) => string, family: (family: import("./data.js").Family) => FamilyColours}} Palette
 */

/** @type {Palette} */
export const LIGHT = {
  ground: "#fdfcfa",
  panel: "#ffffff",
  ink: "#1c2733",
  quiet: "#56616d",
  accent: "#0a6ebd",
  onInk: "#ffffff",
  line: (line) => line.colour,
  family: ({ colour, ink, tint }) => ({ colour, ink, tint }),
};

/** @type {Palette} */
export const DARK = {
  ground: "#12181f",
  panel: "#1a222b",
  ink: "#e8edf2",
  quiet: "#a3afbb",
  accent: "#7cc0f5",
  onInk: "#12181f",
  line: (line) => line.dark,
  family: ({ colour, dark_ink, dark_tint }) => ({ colour, ink: dark_ink, tint: dark_tint }),
};
