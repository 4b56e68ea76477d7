// Computes with boxes: what surrounds them, how to make them readable, how to keep them apart.

const READABLE = 12.5;
const LARGEST_GROWTH = 2.6;
const LARGEST_STRETCH = 2.4;
const GAP = 12;
// Around the chosen one there is room for the words of its lines.
const GAP_OF_ANCHOR = 46;
// Lit chips may fill this part of the window; more would leave no room for their lines.
const FULL = 0.4;

/**
 * A box by its centre.
 * @typedef {{id: string, x: number, y: number, width: number, height: number}} Box
 * @typedef {{left: number, top: number, right: number, bottom: number}} Bounds
 */

/**
 * @param {{x: number, y: number, width: number, height: number}[]} boxes by their centres
 * @param {number} margin
 * @returns {Bounds}
 */
function surround(boxes, margin) {
  return {
    left: Math.min(...boxes.map((box) => box.x - box.width / 2)) - margin,
    top: Math.min(...boxes.map((box) => box.y - box.height / 2)) - margin,
    right: Math.max(...boxes.map((box) => box.x + box.width / 2)) + margin,
    bottom: Math.max(...boxes.map((box) => box.y + box.height / 2)) + margin,
  };
}

/**
 * The scale at which bounds just fit a window.
 * @param {Bounds} bounds
 * @param {{width: number, height: number}} room in pixels of the screen
 */
function scaleFor(bounds, room) {
  return Math.min(room.width / (bounds.right - bounds.left), room.height / (bounds.bottom - bounds.top));
}

/**
 * Makes lit chips readable: they grow, use the whole window, and move apart until none overlap.
 * @param {Box[]} boxes changed in place
 * @param {string} anchor the one that stays
 * @param {{width: number, height: number}} room
 * @returns {number} how much they grew
 */
function unfold(boxes, anchor, room) {
  const grown = growth(boxes, room);
  stretch(boxes, room);
  for (const box of boxes) {
    box.width *= grown;
    box.height *= grown;
  }
  for (let round = 0; round < 300 && spread(boxes, anchor); round += 1);
  return grown;
}

/**
 * @param {Box[]} boxes
 * @param {{width: number, height: number}} room
 */
function growth(boxes, room) {
  const scale = scaleFor(surround(boxes, 40), room);
  const area = boxes.reduce((sum, box) => sum + (box.width + GAP) * (box.height + GAP), 0);
  const free = (room.width / scale) * (room.height / scale) * FULL;
  return Math.max(1, Math.min(READABLE / (14 * scale), LARGEST_GROWTH, Math.sqrt(free / area)));
}

/**
 * Draws boxes out along the side of the window that they leave empty.
 * @param {Box[]} boxes
 * @param {{width: number, height: number}} room
 */
function stretch(boxes, room) {
  const bounds = surround(boxes, 40);
  const wide = (bounds.right - bounds.left) / (bounds.bottom - bounds.top);
  const factor = (room.width / room.height) / wide;
  const x = Math.min(LARGEST_STRETCH, Math.max(1, factor));
  const y = Math.min(LARGEST_STRETCH, Math.max(1, 1 / factor));
  const middle = { x: (bounds.left + bounds.right) / 2, y: (bounds.top + bounds.bottom) / 2 };
  for (const box of boxes) {
    box.x = middle.x + (box.x - middle.x) * x;
    box.y = middle.y + (box.y - middle.y) * y;
  }
}

/**
 * Moves every two boxes that overlap apart; says whether there were any.
 * @param {Box[]} boxes
 * @param {string} anchor
 */
function spread(boxes, anchor) {
  let moved = false;
  for (let i = 0; i < boxes.length; i += 1) {
    for (let j = i + 1; j < boxes.length; j += 1) moved = part(boxes[i], boxes[j], anchor) || moved;
  }
  return moved;
}

/**
 * @param {Box} a
 * @param {Box} b
 * @param {string} anchor
 */
function part(a, b, anchor) {
  const gap = a.id === anchor || b.id === anchor ? GAP_OF_ANCHOR : GAP;
  const x = (a.width + b.width) / 2 + gap - Math.abs(a.x - b.x);
  const y = (a.height + b.height) / 2 + gap - Math.abs(a.y - b.y);
  if (x <= 0.01 || y <= 0.01) return false;
  const shareOfA = a.id === anchor ? 0 : b.id === anchor ? 1 : 0.5;
  const axis = y <= x ? "y" : "x";
  const before = a[axis] < b[axis] || (a[axis] === b[axis] && a.id < b.id);
  const step = Math.min(x, y) * (before ? -1 : 1);
  a[axis] += step * shareOfA;
  b[axis] -= step * (1 - shareOfA);
  return true;
}
