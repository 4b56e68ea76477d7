// Writes the words of lit lines where neither a chip nor other words cover them.

const WORD_SIZE = 12.5;
// Where on a line its words may stand, as parts of its length, the best first.
const PLACES = [0.5, 0.42, 0.58, 0.34, 0.66, 0.27, 0.73, 0.2, 0.8];
// Words of which more than this part would stand on something are left out: the details, and a
// pointer on the line, tell them.
const MOST_COVERED = 0.2;

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {number} scale
 * @param {{label: string, colour: string, at: (part: number) => {x: number, y: number}}[]} lines
 * @param {{x: number, y: number, width: number, height: number}[]} taken boxes by their centres
 */
function drawWords(ctx, scale, lines, taken) {
  const size = WORD_SIZE / scale;
  const full = [...taken];
  ctx.font = `600 ${size}px ${FACE}`;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.lineJoin = "round";
  ctx.lineWidth = size * 0.42;
  ctx.strokeStyle = GROUND;
  for (const { label, colour, at } of lines) {
    const width = ctx.measureText(label).width + size * 0.3;
    const { box, covered } = bestPlace(at, width, size * 1.15, full);
    if (covered > MOST_COVERED * width * size) continue;
    full.push(box);
    ctx.strokeText(label, box.x, box.y);
    ctx.fillStyle = colour;
    ctx.fillText(label, box.x, box.y);
  }
}

/**
 * @param {(part: number) => {x: number, y: number}} at
 * @param {number} width
 * @param {number} height
 * @param {{x: number, y: number, width: number, height: number}[]} full
 */
function bestPlace(at, width, height, full) {
  let best = { x: 0, y: 0, width, height };
  let least = Infinity;
  for (const part of PLACES) {
    const box = { ...at(part), width, height };
    const covered = full.reduce((sum, other) => sum + common(box, other), 0);
    if (covered < least) [best, least] = [box, covered];
    if (!covered) break;
  }
  return { box: best, covered: least };
}

/**
 * The area that two boxes share.
 * @param {{x: number, y: number, width: number, height: number}} a
 * @param {{x: number, y: number, width: number, height: number}} b
 */
function common(a, b) {
  const x = (a.width + b.width) / 2 - Math.abs(a.x - b.x);
  const y = (a.height + b.height) / 2 - Math.abs(a.y - b.y);
  return x > 0 && y > 0 ? Math.min(x, a.width, b.width) * Math.min(y, a.height, b.height) : 0;
}
