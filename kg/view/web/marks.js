// Makes what a drawing consists of: rectangles, lines, shapes and texts, wherever they are drawn.

export const FACE = "Hyperlegible, Verdana, sans-serif";
const PADDING = 10;
const SHAPE_SIZE = 15;
const SHAPE_GAP = 6;
const LEADING = 1.22;

/**
 * @typedef {import("./data.js").Concept} Concept
 * @typedef {import("./palette.js").Palette} Palette
 * @typedef {{x: number, y: number}} Point
 * @typedef {{kind: "rect", x: number, y: number, width: number, height: number, radius: number, fill: string, stroke: string | null, line: number, alpha: number}} Rect
 * @typedef {{kind: "curve", points: Point[], stroke: string, line: number, dash: number[], alpha: number}} Curve
 * @typedef {{kind: "path", d: string, x: number, y: number, scale: number, angle: number, fill: string | null, stroke: string | null, line: number, alpha: number}} Path
 * @typedef {{kind: "text", text: string, x: number, y: number, size: number, weight: number, fill: string, align: "left" | "right" | "center", alpha: number, room: number}} Text
 * @typedef {{kind: "dots", points: Point[], radius: number, fill: string, alpha: number}} Dots
 * @typedef {Rect | Curve | Path | Text | Dots} Mark
 */

/** The ends of lines, pointing right, around the origin; `fill` says whether they are filled. */
const ENDS = {
  arrow: { d: "M-7-5 7 0-7 5-4 0Z", fill: true },
  vee: { d: "M-4-4.5 4 0-4 4.5", fill: false },
  crow: { d: "M5-5-5 0 5 5M-5 0H5", fill: false },
  bar: { d: "M-2-8H2V8H-2Z", fill: true },
  circle: { d: "M-5 0a5 5 0 1 0 10 0a5 5 0 1 0-10 0Z", fill: true },
  diamond: { d: "M-7 0 0-6 7 0 0 6Z", fill: true },
  box: { d: "M-5-5H5V5H-5Z", fill: true },
};

/**
 * @param {Partial<Text> & {text: string, x: number, y: number, size: number, fill: string}} given
 * @returns {Text}
 */
export function text(given) {
  return { kind: "text", weight: 500, align: "left", alpha: 1, room: Infinity, ...given };
}

/**
 * @param {Partial<Curve> & {points: Point[], stroke: string}} given
 * @returns {Curve}
 */
export function curve(given) {
  return { kind: "curve", line: 1.6, dash: [], alpha: 1, ...given };
}

/**
 * A concept: a box with the shape of its family and its label.
 * @param {Concept} concept
 * @param {{x: number, y: number, width: number, height: number}} box by its middle
 * @param {Palette} palette
 * @param {{chosen?: boolean, hovered?: boolean, alpha?: number}} state
 * @returns {Mark[]}
 */
export function chip(concept, { x, y, width, height }, palette, { chosen = false, hovered = false, alpha = 1 }) {
  const { colour, ink, tint } = palette.family(concept.family);
  const scale = width / concept.width;
  const left = x - width / 2;
  const words = chosen ? palette.onInk : palette.ink;
  const size = concept.size * scale;
  const start = left + (PADDING + SHAPE_SIZE + SHAPE_GAP) * scale;
  const first = y - ((concept.text.length - 1) * size * LEADING) / 2;
  return [
    {
      kind: "rect",
      x: left,
      y: y - height / 2,
      width,
      height,
      radius: Math.min(height / 2, 15 * scale),
      fill: chosen ? ink : hovered ? tint : palette.panel,
      stroke: chosen || hovered || concept.bold ? ink : colour,
      line: (chosen || hovered ? 2 : 1.3) * scale,
      alpha,
    },
    shape(concept, left + (PADDING + SHAPE_SIZE / 2) * scale, y, SHAPE_SIZE * scale, palette, alpha, chosen ? palette.onInk : ink),
    ...concept.text.map((line, i) => text({
      text: line,
      x: start,
      y: first + i * size * LEADING,
      size,
      weight: concept.bold ? 600 : 500,
      fill: words,
      alpha,
      room: width - (2 * PADDING + SHAPE_SIZE + SHAPE_GAP - 4) * scale,
    })),
  ];
}

/**
 * The shape of a concept's family.
 * @param {Concept} concept
 * @param {number} x of its middle
 * @param {number} y
 * @param {number} size
 * @param {Palette} palette
 * @param {number} alpha
 * @param {string} stroke
 * @returns {Path}
 */
function shape({ family }, x, y, size, palette, alpha, stroke) {
  const scale = size / 24;
  return {
    kind: "path",
    d: family.shape,
    x: x - size / 2,
    y: y - size / 2,
    scale,
    angle: 0,
    fill: palette.family(family).colour,
    stroke,
    line: 1.8,
    alpha,
  };
}

/**
 * The end of a line.
 * @param {import("./data.js").Line} line
 * @param {Point} at
 * @param {number} angle
 * @param {string} colour
 * @param {number} alpha
 * @returns {Path}
 */
export function end(line, at, angle, colour, alpha) {
  const { d, fill } = ENDS[/** @type {keyof typeof ENDS} */ (line.end)];
  return {
    kind: "path", d, x: at.x, y: at.y, scale: 1, angle, fill: fill ? colour : null, stroke: fill ? null : colour, line: 1.6, alpha,
  };
}
