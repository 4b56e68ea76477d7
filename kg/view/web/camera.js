// Moves the view and the chips, a little in each frame; at once for those who want no motion.

const DURATION = 420;

/**
 * @typedef {{id: string, x: number, y: number}} Place
 * @typedef {{position: {x: number, y: number}, scale: number}} View
 */

/**
 * @param {any} network
 * @param {any} nodes
 */
function createCamera(network, nodes) {
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  let running = 0;

  /** @returns {View} */
  function view() {
    return { position: network.getViewPosition(), scale: network.getScale() };
  }

  /**
   * @param {View} target
   * @param {Place[]} places
   * @param {number} duration in milliseconds
   */
  function move(target, places = [], duration = DURATION) {
    cancelAnimationFrame(running);
    const first = view();
    const homes = network.getPositions(places.map(({ id }) => id));
    const began = performance.now();
    const step = (/** @type {number} */ now) => {
      const part = still || !duration ? 1 : Math.min(1, Math.max(0, (now - began) / duration));
      const eased = part * part * (3 - 2 * part);
      const between = (/** @type {number} */ a, /** @type {number} */ b) => a + (b - a) * eased;
      if (places.length) {
        nodes.update(places.map(({ id, x, y }) => (
          { id, x: between(homes[id].x, x), y: between(homes[id].y, y) }
        )));
      }
      network.moveTo({
        position: {
          x: between(first.position.x, target.position.x),
          y: between(first.position.y, target.position.y),
        },
        scale: first.scale * (target.scale / first.scale) ** eased,
      });
      if (part < 1) running = requestAnimationFrame(step);
    };
    step(began);
  }

  return { view, move };
}
