// Paints marks on a canvas.

import { FACE } from "./marks.js";

/** @type {Map<string, Path2D>} */
const paths = new Map();

/**
 * @param {CanvasRenderingContext2D} ctx its transform is the camera's
 * @param {import("./marks.js").Mark[]} marks
 */
export function paint(ctx, marks) {
  ctx.textBaseline = "middle";
  ctx.lineCap = "butt";
  ctx.lineJoin = "round";
  for (const mark of marks) {
    ctx.globalAlpha = mark.alpha;
    if (mark.kind === "rect") paintRect(ctx, mark);
    else if (mark.kind === "curve") paintCurve(ctx, mark);
    else if (mark.kind === "path") paintPath(ctx, mark);
    else if (mark.kind === "text") paintText(ctx, mark);
    else paintDots(ctx, mark);
  }
  ctx.globalAlpha = 1;
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {import("./marks.js").Rect} mark
 */
function paintRect(ctx, { x, y, width, height, radius, fill, stroke, line }) {
  ctx.beginPath();
  ctx.roundRect(x, y, width, height, radius);
  ctx.fillStyle = fill;
  ctx.fill();
  if (!stroke) return;
  ctx.lineWidth = line;
  ctx.strokeStyle = stroke;
  ctx.stroke();
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {import("./marks.js").Curve} mark
 */
function paintCurve(ctx, { points: [start, ...rest], stroke, line, dash }) {
  ctx.beginPath();
  ctx.moveTo(start.x, start.y);
  for (let i = 0; i + 2 < rest.length; i += 3) {
    ctx.bezierCurveTo(rest[i].x, rest[i].y, rest[i + 1].x, rest[i + 1].y, rest[i + 2].x, rest[i + 2].y);
  }
  if (rest.length % 3) ctx.lineTo(rest[rest.length - 1].x, rest[rest.length - 1].y);
  ctx.strokeStyle = stroke;
  ctx.lineWidth = line;
  ctx.setLineDash(dash);
  ctx.stroke();
  ctx.setLineDash([]);
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {import("./marks.js").Path} mark
 */
function paintPath(ctx, { d, x, y, scale, angle, fill, stroke, line }) {
  let path = paths.get(d);
  if (!path) paths.set(d, path = new Path2D(d));
  ctx.save();
  ctx.translate(x, y);
  ctx.scale(scale, scale);
  if (angle) ctx.rotate(angle);
  if (fill) {
    ctx.fillStyle = fill;
    ctx.fill(path);
  }
  if (stroke) {
    ctx.lineWidth = line;
    ctx.strokeStyle = stroke;
    ctx.stroke(path);
  }
  ctx.restore();
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {import("./marks.js").Text} mark
 */
function paintText(ctx, { text, x, y, size, weight, fill, align, room }) {
  ctx.font = `${weight} ${size}px ${FACE}`;
  ctx.textAlign = align;
  ctx.fillStyle = fill;
  if (room === Infinity) ctx.fillText(text, x, y);
  else ctx.fillText(text, x, y, room);
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {import("./marks.js").Dots} mark
 */
function paintDots(ctx, { points, radius, fill }) {
  ctx.beginPath();
  for (const { x, y } of points) {
    ctx.moveTo(x + radius, y);
    ctx.arc(x, y, radius, 0, 2 * Math.PI);
  }
  ctx.fillStyle = fill;
  ctx.fill();
}
