// Looks at a part of a drawing: moves, zooms, and goes where it is told, without motion for those who want none.

const DURATION = 320;
const LEAST = 0.04;
const MOST = 4;

/**
 * @typedef {{x: number, y: number, scale: number}} View the middle, and pixels of the screen for one of the drawing
 * @typedef {{left: number, top: number, right: number, bottom: number}} Bounds
 */

/** @param {() => void} moved */
export function createCamera(moved) {
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  /** @type {View} */
  let view = { x: 0, y: 0, scale: 1 };
  let size = { width: 1, height: 1 };
  let running = 0;

  /** @param {View} target */
  function jump(target) {
    cancelAnimationFrame(running);
    view = { ...target, scale: Math.min(Math.max(target.scale, LEAST), MOST) };
    moved();
  }

  /** @param {View} target */
  function go(target) {
    if (still.matches) {
      jump(target);
      return;
    }
    const first = view;
    const began = performance.now();
    const step = (/** @type {number} */ now) => {
      const part = Math.min(1, Math.max(0, (now - began) / DURATION));
      const eased = part * part * (3 - 2 * part);
      jump({
        x: first.x + (target.x - first.x) * eased,
        y: first.y + (target.y - first.y) * eased,
        scale: first.scale * (target.scale / first.scale) ** eased,
      });
      if (part < 1) running = requestAnimationFrame(step);
    };
    cancelAnimationFrame(running);
    running = requestAnimationFrame(step);
  }

  return {
    get: () => view,
    jump,
    go,
    /** @param {{width: number, height: number}} given */
    resize: (given) => {
      size = given;
    },
    /** @param {number} dx in pixels of the screen
     * @param {number} dy */
    pan: (dx, dy) => jump({ ...view, x: view.x - dx / view.scale, y: view.y - dy / view.scale }),
    /** @param {number} factor
     * @param {{x: number, y: number}} [at] what stays where it is, in pixels of the screen */
    zoom: (factor, at = { x: size.width / 2, y: size.height / 2 }) => {
      const scale = Math.min(Math.max(view.scale * factor, LEAST), MOST);
      const [dx, dy] = [at.x - size.width / 2, at.y - size.height / 2];
      const part = 1 / view.scale - 1 / scale;
      jump({ x: view.x + dx * part, y: view.y + dy * part, scale });
    },
    /** @param {{x: number, y: number}} point of the screen */
    worldOf: ({ x, y }) => ({ x: view.x + (x - size.width / 2) / view.scale, y: view.y + (y - size.height / 2) / view.scale }),
    /** @returns {Bounds} the part of the drawing in sight */
    window: () => {
      const [w, h] = [size.width / 2 / view.scale, size.height / 2 / view.scale];
      return { left: view.x - w, top: view.y - h, right: view.x + w, bottom: view.y + h };
    },
    /**
     * The view that has bounds in sight, as large as may be; too large ones are seen from their start.
     * @param {Bounds} bounds
     * @param {{margin?: number, least?: number, most?: number, from?: "middle" | "top"}} [options]
     * @returns {View}
     */
    around: ({ left, top, right, bottom }, { margin = 24, least = 0, most = 1.1, from = "middle" } = {}) => {
      const whole = Math.min((size.width - 2 * margin) / (right - left), (size.height - 2 * margin) / (bottom - top));
      const scale = Math.min(Math.max(whole, least), most);
      const high = (size.height - 2 * margin) / scale;
      const y = from === "top" && bottom - top > high ? top + high / 2 : (top + bottom) / 2;
      return { x: (left + right) / 2, y, scale };
    },
  };
}
