// Draws the concepts (chips: a shape and a label) and the islands that they stand on.

const FACE = "Hyperlegible, Verdana, sans-serif";
const PADDING = 10;
const SHAPE_SIZE = 15;
const SHAPE_ALONE = 25;
const SHAPE_GAP = 6;
const LEADING = 1.22;

// Text smaller than this on the screen, in pixels, is left out: shapes alone say more.
const SMALLEST_TEXT = 5.6;

/**
 * Draws one concept around the origin.
 * @param {CanvasRenderingContext2D} ctx
 * @param {PageNode} node
 * @param {Family} family
 * @param {Path2D} shape
 * @param {{chosen: boolean, lit: boolean, faded: boolean, hover: boolean}} state
 */
function drawChip(ctx, node, family, shape, state) {
  const left = -node.width / 2;
  const top = -node.height / 2;
  const hub = node.bold;
  ctx.globalAlpha = state.faded ? 0.2 : 1;
  ctx.beginPath();
  ctx.roundRect(left, top, node.width, node.height, Math.min(node.height / 2, 15));
  ctx.fillStyle = state.chosen ? family.ink : state.hover ? family.tint : "#ffffff";
  ctx.fill();
  ctx.lineWidth = state.chosen || state.hover ? 2 : hub ? 1.8 : 1.2;
  ctx.strokeStyle = state.lit || hub || state.hover ? family.ink : family.colour;
  ctx.stroke();
  const readable = node.font.size * ctx.getTransform().a > SMALLEST_TEXT * devicePixelRatio;
  if (readable) {
    drawShape(ctx, shape, family, left + PADDING, -SHAPE_SIZE / 2, SHAPE_SIZE, state.chosen ? "#ffffff" : family.ink);
    drawLabel(ctx, node, state.chosen ? "#ffffff" : "#1c2733", hub);
  } else {
    drawShape(ctx, shape, family, -SHAPE_ALONE / 2, -SHAPE_ALONE / 2, SHAPE_ALONE, family.ink);
  }
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {Path2D} shape
 * @param {Family} family
 * @param {number} left
 * @param {number} top
 * @param {number} size
 * @param {string} outline
 */
function drawShape(ctx, shape, family, left, top, size, outline) {
  ctx.save();
  ctx.translate(left, top);
  ctx.scale(size / 24, size / 24);
  ctx.fillStyle = family.colour;
  ctx.fill(shape);
  ctx.lineWidth = 1.8;
  ctx.strokeStyle = outline;
  ctx.stroke(shape);
  ctx.restore();
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {PageNode} node
 * @param {string} colour
 * @param {boolean} bold
 */
function drawLabel(ctx, node, colour, bold) {
  const size = node.font.size;
  const lines = node.label.split("\n");
  const left = -node.width / 2 + PADDING + SHAPE_SIZE + SHAPE_GAP;
  const room = node.width - 2 * PADDING - SHAPE_SIZE - SHAPE_GAP + 3;
  ctx.font = `${bold ? 600 : 500} ${size}px ${FACE}`;
  ctx.fillStyle = colour;
  ctx.textAlign = "left";
  ctx.textBaseline = "middle";
  const first = -((lines.length - 1) * size * LEADING) / 2 + size * 0.04;
  lines.forEach((line, i) => ctx.fillText(line, left, first + i * size * LEADING, room));
}

/**
 * Draws the ground of a family, with its name.
 * @param {CanvasRenderingContext2D} ctx
 * @param {Island} island
 * @param {Family} family
 * @param {number} scale
 * @param {boolean} faded
 */
function drawIsland(ctx, island, family, scale, faded) {
  ctx.globalAlpha = faded ? 0.45 : 1;
  ctx.beginPath();
  ctx.roundRect(island.x, island.y, island.width, island.height, 26);
  ctx.fillStyle = family.tint;
  ctx.fill();
  const size = Math.min(30, Math.max(17, 13 / scale));
  ctx.font = `700 ${size}px ${FACE}`;
  ctx.textAlign = "left";
  ctx.textBaseline = "middle";
  ctx.fillStyle = family.ink;
  ctx.fillText(family.label, island.x + 24, island.y + 25, island.width - 36);
  ctx.globalAlpha = 1;
}
