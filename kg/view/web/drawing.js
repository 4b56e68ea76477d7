// Shows the network: vis-network draws the lines and listens; what is drawn how is set here.

const LARGEST_SCALE = 1.2;
const LARGEST_FOCUS = 1.05;
// Where lit chips are drawn smaller than this, there is no room for the words of their lines.
const SMALLEST_WITH_WORDS = 0.62;

/**
 * @typedef {object} Drawing
 * @property {(choice: Choice, hidden: Hidden) => void} show
 * @property {() => void} showAll
 * @property {(factor: number) => void} zoom
 */

/**
 * @param {HTMLElement} container
 * @param {PageData} data
 * @param {(choice: Choice) => void} choose
 * @param {() => {right: number, bottom: number}} covered how much of it lies under the details
 * @returns {Drawing}
 */
function createDrawing(container, data, choose, covered) {
  const islands = settle(data, container.clientWidth / container.clientHeight);
  /** @type {Map<string, PageNode>} */
  const nodeOf = new Map(data.nodes.map((node) => [node.id, node]));
  const node = (/** @type {string} */ id) => /** @type {PageNode} */ (nodeOf.get(id));
  /** @type {Record<string, Path2D>} */
  const shapes = {};
  for (const { name, shape } of Object.values(data.families)) shapes[name] = new Path2D(shape);
  /** @type {{chosen: string | null, lit: Set<string> | null, growth: number, words: PageEdge[], hidden: Set<string>}} */
  const focus = { chosen: null, lit: null, growth: 1, words: [], hidden: new Set() };
  /** @type {string[]} nodes that are not at home */
  let away = [];
  /** @type {View | null} the view before a choice */
  let before = null;

  /** @param {any} asked what vis-network wants drawn */
  function renderNode({ ctx, id, x, y, state: { hover } }) {
    const { family, width, height } = node(id);
    const lit = focus.lit !== null && focus.lit.has(id);
    const grown = lit ? focus.growth : 1;
    const state = { chosen: focus.chosen === id, lit, faded: focus.lit !== null && !lit, hover };
    return {
      drawNode: () => {
        ctx.translate(x, y);
        ctx.scale(grown, grown);
        drawChip(ctx, node(id), data.families[family], shapes[family], state);
      },
      nodeDimensions: { width: width * grown, height: height * grown },
    };
  }

  const nodes = new vis.DataSet(data.nodes.map((one) => (
    { ...one, shape: "custom", ctxRenderer: renderNode, title: tooltipOfNode(data, one) }
  )));
  const edges = new vis.DataSet(data.edges.map((edge) => (
    { ...edge, ...edgeLook(edge, "plain"), title: tooltipOfEdge(data, edge) }
  )));
  const network = new vis.Network(container, { nodes, edges }, data.options);
  const camera = createCamera(network, nodes);
  for (const inner of container.querySelectorAll("[tabindex]")) inner.setAttribute("tabindex", "-1");

  network.on("beforeDrawing", (/** @type {CanvasRenderingContext2D} */ ctx) => {
    for (const island of islands) {
      const faded = focus.lit !== null || focus.hidden.has(island.family);
      drawIsland(ctx, island, data.families[island.family], network.getScale(), faded);
    }
  });
  network.on("afterDrawing", (/** @type {CanvasRenderingContext2D} */ ctx) => {
    if (focus.growth * network.getScale() < SMALLEST_WITH_WORDS) return;
    const chips = away.map((id) => {
      const { width, height } = node(id);
      const { x, y } = network.body.nodes[id];
      return { x, y, width: width * focus.growth, height: height * focus.growth };
    });
    const lines = focus.words.map(({ id, label, color }) => ({
      label,
      colour: color.color,
      at: (/** @type {number} */ part) => network.body.edges[id].edgeType.getPoint(part),
    }));
    drawWords(ctx, network.getScale(), lines, chips);
  });
  network.on("click", (/** @type {{nodes: string[], edges: string[]}} */ clicked) => {
    const [id] = clicked.nodes;
    const [edge] = clicked.edges;
    if (id) choose({ kind: "concept", id });
    else if (edge && edge in data.claims) choose({ kind: "claim", id: edge });
    else if (!edge) choose(null);
    raise();
  });
  for (const event of ["hoverNode", "hoverEdge", "blurNode", "blurEdge"]) {
    const cursor = event.startsWith("hover") ? "pointer" : "grab";
    network.on(event, () => container.style.setProperty("cursor", cursor));
  }
  container.addEventListener("wheel", letPageScroll, { capture: true });
  container.addEventListener("pointerdown", () => container.toggleAttribute("data-active", true));
  container.addEventListener("pointerleave", () => container.removeAttribute("data-active"));
  // vis-network restores its own idea of the view after this event: hence the next frame.
  network.on("resize", () => requestAnimationFrame(() => !focus.lit && showAll(0)));

  /** What is selected is drawn last: above what is faded. */
  function raise() {
    network.selectNodes(focus.lit ? [...focus.lit] : [], false);
  }

  /** Lets vis-network measure the chips anew, which it does after they were drawn once. */
  function remeasure() {
    network.once("afterDrawing", () => nodes.update(data.nodes.map(({ id }) => ({ id }))));
    network.redraw();
  }

  /**
   * @param {Choice} choice
   * @param {Hidden} hidden
   */
  function show(choice, hidden) {
    const shown = data.edges.filter((edge) => !isHidden(edge, node, hidden));
    const lit = litBy(shown, choice);
    focus.chosen = choice && choice.kind === "concept" ? choice.id : null;
    focus.lit = lit && lit.nodes;
    focus.hidden = hidden.families;
    nodes.update(data.nodes.map(({ id, family }) => ({ id, hidden: hidden.families.has(family) })));
    const visible = new Set(shown.map(({ id }) => id));
    edges.update(data.edges.map((edge) => {
      const look = !lit ? "plain" : lit.edges.has(edge.id) ? "lit" : "faded";
      return { id: edge.id, ...edgeLook(edge, visible.has(edge.id) ? look : "hidden") };
    }));
    focus.words = lit ? shown.filter((edge) => lit.edges.has(edge.id)).sort(unsettledFirst) : [];
    place(lit ? [...lit.nodes].map(node) : []);
    raise();
    remeasure();
  }

  /**
   * Moves what is lit to where it can be read, and everything else home.
   * @param {PageNode[]} lit
   */
  function place(lit) {
    const boxes = lit.map(({ id, x, y, width, height }) => ({ id, x, y, width, height }));
    focus.growth = boxes.length ? unfold(boxes, focus.chosen ?? "", room()) : 1;
    const homes = away.filter((id) => !focus.lit || !focus.lit.has(id)).map(node);
    away = boxes.map(({ id }) => id);
    if (boxes.length) {
      before ??= camera.view();
      camera.move(viewOf(surround(boxes, 24 * focus.growth), LARGEST_FOCUS), [...homes, ...boxes]);
    } else if (before) {
      camera.move(before, homes);
      before = null;
    }
  }

  /** The part of the window that nothing covers. */
  function room() {
    const { right, bottom } = covered();
    const width = Math.max(container.clientWidth - right, 120);
    return { width, height: Math.max(container.clientHeight - bottom, 120), right, bottom };
  }

  /**
   * @param {Bounds} bounds
   * @param {number} largest
   * @returns {View}
   */
  function viewOf(bounds, largest) {
    const free = room();
    const scale = Math.min(scaleFor(bounds, free), largest);
    return {
      position: {
        x: (bounds.left + bounds.right) / 2 + free.right / 2 / scale,
        y: (bounds.top + bounds.bottom) / 2 + free.bottom / 2 / scale,
      },
      scale,
    };
  }

  /** @param {number} [duration] */
  function showAll(duration) {
    if (!islands.length) return;
    before = null;
    camera.move(viewOf(surround(islands.map(centred), 10), LARGEST_SCALE), [], duration);
  }

  showAll(0);
  remeasure();
  return {
    show,
    showAll: () => showAll(),
    zoom: (factor) => {
      const { position, scale } = camera.view();
      camera.move({ position, scale: scale * factor }, [], 160);
    },
  };
}

/**
 * Lets the wheel scroll the page, unless one has clicked into the drawing or holds Ctrl.
 * @param {WheelEvent} event
 */
function letPageScroll(event) {
  const drawing = /** @type {HTMLElement} */ (event.currentTarget);
  if (!event.ctrlKey && !event.metaKey && !drawing.hasAttribute("data-active")) event.stopPropagation();
}

/**
 * Puts lines first that must not be overlooked: those that are not supported.
 * @param {PageEdge} a
 * @param {PageEdge} b
 */
function unsettledFirst(a, b) {
  return Number(a.supported) - Number(b.supported);
}

/**
 * Puts the nodes where the layout has them that fits a window best; returns its islands.
 * @param {PageData} data
 * @param {number} aspect width by height
 */
function settle(data, aspect) {
  const best = data.layouts
    .map((layout) => ({ layout, scale: scaleFor(surround(layout.islands.map(centred), 0), { width: aspect, height: 1 }) }))
    .reduce((a, b) => (b.scale > a.scale ? b : a)).layout;
  data.nodes.forEach((node, i) => {
    [node.x, node.y] = best.places[i];
  });
  return best.islands;
}

/**
 * A box known by its left upper corner, as one known by its centre.
 * @param {{x: number, y: number, width: number, height: number}} box
 */
function centred({ x, y, width, height }) {
  return { x: x + width / 2, y: y + height / 2, width, height };
}
