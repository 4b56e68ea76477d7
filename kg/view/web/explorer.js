// Shows the drawing that a state asks for: the map of everything, the few claims that pass the filters, what is around
// one concept, or the ways between two.

import { along, around, boundsOf, move, READABLE } from "./arrange.js";
import { diagramOf } from "./diagram.js";
import { createGraph, linkOf, sentenceOf, shortestPaths, within } from "./graph.js";
import { mapOf } from "./map.js";
import { FACE } from "./marks.js";
import { apart, resultOf } from "./result.js";
import { resultWords } from "./result_bar.js";
import { leftWords, share } from "./rings.js";
import { createStage } from "./stage.js";
import { svgOf } from "./svg.js";

// As many concepts as a diagram can hold and still be read; of more, some are drawn of each step.
const MOST = 60;
// So much of the place of a drawing, in pixels, lies under the line that tells of it.
const FOOT = 60;

/**
 * @typedef {import("./data.js").Data} Data
 * @typedef {import("./data.js").Concept} Concept
 * @typedef {import("./graph.js").Link} Link
 * @typedef {import("./state.js").State} State
 * @typedef {import("./columns.js").Arrangement} Arrangement
 * @typedef {import("./stage.js").Target} Target
 * @typedef {{passing: boolean[]}} Narrowed
 */

/**
 * @param {HTMLElement} container
 * @param {HTMLElement} tip
 * @param {Data} data
 * @param {{pick: (target: {concept?: Concept, claim?: string} | null) => void, palette: () => import("./palette.js").Palette, said: (text: string) => void}} parts
 */
export function createExplorer(container, tip, data, { pick, palette, said }) {
  /** @type {ReturnType<typeof createGraph> | null} */
  let made = null;
  // Worked out when something is near something: the map does without.
  const graph = () => (made ??= createGraph(data));
  const measure = /** @type {CanvasRenderingContext2D} */ (document.createElement("canvas").getContext("2d"));
  /** How wide a text is on the canvas, in its own measure: one in large letters is measured exactly.
   * @param {import("./marks.js").Text} mark */
  const taken = ({ text, size, weight, room }) => {
    measure.font = `${weight} 100px ${FACE}`;
    return Math.min(room, (measure.measureText(text).width * size) / 100);
  };
  const widthOf = (/** @type {string} */ text) => {
    measure.font = `550 13px ${FACE}`;
    return measure.measureText(text).width;
  };
  /** @type {{arrangement: Arrangement | null, key: string, counts: number[], layout: import("./data.js").Layout, hovered: Concept | null, link: string | null, claim: string | null, passes: (link: Link) => boolean}} */
  const shown = {
    arrangement: null,
    key: "",
    counts: [],
    layout: data.layouts[0],
    hovered: null,
    link: null,
    claim: null,
    passes: () => true,
  };

  /** @type {{state: State, narrowed: Narrowed} | null} */
  let last = null;
  // What was said last of a drawing that may be larger than its place.
  let told = "";

  const stage = createStage(container, tip, {
    scene,
    pick: (target) => {
      if (!target) pick(null);
      else if ("concept" in target) pick({ concept: data.concepts[target.concept] });
      else if (target.link.claim) pick({ claim: target.link.claim });
    },
    point: (target) => {
      shown.hovered = target && "concept" in target ? data.concepts[target.concept] : null;
      shown.link = target && "link" in target ? target.link.key : null;
    },
    drag: (concept, by) => {
      const { arrangement } = shown;
      const box = arrangement?.placed.find((one) => one.concept.n === concept);
      const { scale } = stage.camera.get();
      if (arrangement && box) move(arrangement, box, by);
      else stage.camera.pan(by.x * scale, by.y * scale);
    },
    told: (target) => {
      if (!target) return "";
      if ("link" in target) return target.link.said;
      const concept = data.concepts[target.concept];
      const count = shown.counts[concept.n];
      return `${concept.label}\n${concept.kind}, ${count} ${count === 1 ? "claim" : "claims"}`;
    },
    resized: () => {
      shown.key = "";
      if (last) show(last.state, last.narrowed);
    },
    ground: () => palette().ground,
  });

  /** @returns {import("./stage.js").Scene} */
  function scene() {
    return shown.arrangement ? diagram(shown.arrangement) : map();
  }

  /** @returns {import("./stage.js").Scene} */
  function map() {
    const { hovered, layout, counts } = shown;
    const links = hovered ? graph().at[hovered.n].filter((link) => shown.passes(link)) : [];
    const { camera } = stage;
    const { marks, boxes, places } = mapOf(data, layout, { counts, hovered, links }, camera.get().scale, camera.window(), palette());
    return {
      marks,
      boxes: boxes.map(({ concept, ...box }) => ({ ...box, concept: concept.n })),
      lines: [],
      dots: data.concepts.map(({ n }) => ({ at: places[n], concept: n })),
    };
  }

  /**
   * @param {Arrangement} arrangement
   * @returns {import("./stage.js").Scene}
   */
  function diagram(arrangement) {
    const lit = { link: shown.link ?? shown.claim, concept: shown.link ? null : shown.hovered?.n ?? null };
    return {
      marks: diagramOf(arrangement, lit, palette(), widthOf),
      boxes: arrangement.placed.map(({ concept, x, y, width, height }) => ({ concept: concept.n, x, y, width, height })),
      lines: arrangement.drawn.map(({ link, curve, end, words, align }) => ({
        points: [...bent(curve), ...(words ? [{ x: words.x + (align === "right" ? -1 : 1) * widthOf(link.words), y: words.y }, words] : []), end],
        key: link.key,
        said: sentenceOf(link, data.concepts),
        claim: link.claim?.id ?? null,
      })),
      dots: [],
    };
  }

  /**
   * @param {State} state
   * @param {Narrowed} narrowed
   */
  function show(state, narrowed) {
    last = { state, narrowed };
    if (stage.fit()) shown.key = "";
    shown.claim = state.claim;
    shown.hovered = null;
    shown.link = null;
    // Links to kinds and parts stand where no facet is chosen that only claims can meet.
    const plain = !Object.values(state.chosen).some((keys) => keys.length) && !state.text;
    shown.passes = ({ claim }) => (claim ? narrowed.passing[claim.n] : plain);
    shown.counts = countsOf(data, narrowed.passing);
    const key = JSON.stringify([state.focus, state.hops, state.to, state.kin, state.result, state.chosen, state.text]);
    if (key === shown.key) {
      bringIntoSight(state.claim);
      stage.redraw();
      return;
    }
    shown.key = key;
    shown.arrangement = state.focus ? arrangement(state) : state.result ? result() : plain ? null : few();
    if (shown.arrangement) {
      if (state.to) lookAlong(shown.arrangement);
      else lookAt(shown.arrangement, Boolean(state.focus));
      bringIntoSight(state.claim);
      container.dataset.shown = "diagram";
    } else {
      settle();
      showAll();
      container.dataset.shown = "map";
      const found = shown.counts.filter(Boolean).length;
      said(`All ${data.concepts.length} concepts${found < data.concepts.length ? `; ${found} have claims that pass` : ""}`);
    }
    stage.redraw();
  }

  /** Looks at all of an arrangement, or, where it could not be read then, at its start.
   * @param {Arrangement} arrangement
   * @param {boolean} focused whether it has a focus, which stays in sight */
  function lookAt(arrangement, focused) {
    const { camera } = stage;
    const bounds = boundsOf(arrangement);
    const view = camera.around(bounds, { least: READABLE, most: 1.15, from: "top" });
    const wide = (stage.size().width - 48) / view.scale;
    if (!focused) {
      if (bounds.right - bounds.left > wide) view.x = bounds.left + wide / 2;
      camera.jump(view);
      sayBeyond(bounds);
      return;
    }
    // Too wide to be seen at once: the fuller side is, with the focus.
    const right = arrangement.placed.filter(({ x }) => x > 0).length * 2 >= arrangement.placed.length - 1;
    if (bounds.right - bounds.left > wide) view.x = right ? bounds.right - wide / 2 : bounds.left + wide / 2;
    // The focus stays in sight, all of it where there is room.
    const [{ x, width }] = arrangement.placed;
    const most = Math.max(wide / 3, wide / 2 - width / 2);
    view.x = Math.max(x - most, Math.min(view.x, x + most));
    camera.jump(view);
  }

  /** Looks at both ends of a way, above the line that tells of it, or, where it could not be read then, at its start.
   * @param {Arrangement} arrangement */
  function lookAlong(arrangement) {
    const { camera } = stage;
    const bounds = boundsOf(arrangement);
    const across = (stage.size().width - 48) / (bounds.right - bounds.left);
    const whole = camera.around(aboveFoot(bounds), { most: 1.15 });
    const view = whole.scale < READABLE ? camera.around(bounds, { least: Math.max(READABLE, Math.min(1, across)), from: "top" }) : whole;
    const wide = (stage.size().width - 48) / view.scale;
    if (across < view.scale) view.x = bounds.left + wide / 2;
    camera.jump(view);
    sayBeyond(bounds);
  }

  /** Says where more of a drawing lies than is in sight.
   * @param {import("./camera.js").Bounds} bounds */
  function sayBeyond({ bottom, right }) {
    const sight = stage.camera.window();
    const beyond = [bottom > sight.bottom && "below", right > sight.right && "on the right"].filter(Boolean);
    if (beyond.length) said(`${told}; more lies ${beyond.join(" and ")}`);
  }

  /**
   * Bounds with room below them for the line that tells of the drawing.
   * @param {import("./camera.js").Bounds} bounds
   */
  function aboveFoot(bounds) {
    const { scale } = stage.camera.around(bounds);
    return { ...bounds, bottom: bounds.bottom + FOOT / scale };
  }

  /** Moves the drawing until the line of a claim is in sight.
   * @param {string | null} claim by id */
  function bringIntoSight(claim) {
    const line = shown.arrangement?.drawn.find(({ link }) => claim !== null && link.claim?.id === claim);
    if (!line) return;
    const { left, top, right, bottom } = stage.camera.window();
    const { x, y } = line.end;
    if (x > left && x < right && y > top && y < bottom) return;
    const view = stage.camera.get();
    stage.camera.go({ ...view, x: x > left && x < right ? view.x : x, y });
  }

  /**
   * @param {State} state
   * @returns {Arrangement | null}
   */
  function arrangement(state) {
    const focus = data.conceptOf.get(state.focus ?? "");
    const other = data.conceptOf.get(state.to ?? "");
    if (!focus) return null;
    return other && other !== focus ? ways(focus, other) : surroundings(focus, state);
  }

  /**
   * @param {Concept} focus
   * @param {State} state
   */
  function surroundings(focus, { hops, kin }) {
    const near = within(graph(), focus.n, hops, shown.passes);
    const reached = kin ? kinLinks(focus) : [];
    for (const { to } of reached) if (!near.has(to)) near.set(to, 1);
    const tied = (/** @type {number} */ n) => graph().at[n].filter((link) => shown.passes(link)).map(({ from, to }) => (from === n ? to : from));
    const { kept, rings } = share(near, hops === 1 ? Infinity : MOST, shown.counts, tied);
    const links = [...graph().links.filter((link) => shown.passes(link) && joined(link, kept, focus.n, hops)), ...reached.filter(({ to }) => kept.has(to))];
    const claims = links.filter(({ claim }) => claim).length;
    said(
      `${focus.label}: ${claims} ${claims === 1 ? "claim" : "claims"}, ${kept.size - 1} ${kept.size === 2 ? "concept" : "concepts"}`
      + `${hops > 1 ? ` within ${hops} steps` : ""}${leftWords(rings)}`,
    );
    return around(data, focus, kept, links, stage.size(), (text) => widthOf(text));
  }

  /** The claims that pass the filters, where there is room for all of them; else there is the map. */
  function few() {
    const claims = data.claims.filter(({ n }) => last?.narrowed.passing[n]);
    const concepts = new Set(claims.flatMap(({ subject, object }) => [subject, object]));
    if (!claims.length || concepts.size > MOST) return null;
    const found = { concepts, claims: new Set(claims.map(({ n }) => n)), named: true };
    const { members, links } = resultOf(found, graph().links, shown.passes, MOST);
    said(told = `${claims.length} ${claims.length === 1 ? "claim passes" : "claims pass"} the filters, with ${members.length} of ${data.concepts.length} concepts`);
    return apart(data, members, links, stage.size(), widthOf);
  }

  function result() {
    const { found } = data;
    if (!found) return null;
    const { members, links, all } = resultOf(found, graph().links, shown.passes, MOST);
    const claims = links.filter(({ claim }) => claim).length;
    const left = all > members.length ? `; ${members.length} concepts and ${claims} claims are drawn, those with most claims` : "";
    const narrowed = !left && claims < found.claims.size ? `; ${claims} claims pass the filters` : "";
    said(told = resultWords(found) + left + narrowed);
    return members.length ? apart(data, members, links, stage.size(), widthOf) : null;
  }

  /** Claims about broader concepts, as lines from the narrower one.
   * @param {Concept} focus
   * @returns {Link[]} */
  function kinLinks(focus) {
    const of = (/** @type {number[]} */ claims, /** @type {"inherited" | "general"} */ basis) => (
      claims.map((n) => linkOf(data.claims[n], focus.n, basis)).filter((link) => shown.passes(link) && link.to !== focus.n)
    );
    return [...of(focus.inherited, "inherited"), ...of(focus.general, "general")];
  }

  /**
   * @param {Concept} focus
   * @param {Concept} other
   */
  function ways(focus, other) {
    const layers = shortestPaths(graph(), focus.n, other.n, shown.passes);
    if (!layers.length) {
      said(`No way leads from ${focus.label} to ${other.label} with these filters.`);
      return around(data, focus, new Map([[focus.n, 0]]), [], stage.size(), widthOf);
    }
    const layerOf = new Map(layers.flatMap((members, i) => members.map((n) => /** @type {[number, number]} */ ([n, i]))));
    const links = graph().links.filter((link) => (
      shown.passes(link) && Math.abs((layerOf.get(link.from) ?? NaN) - (layerOf.get(link.to) ?? NaN)) === 1
    ));
    const steps = layers.length - 1;
    said(told = `From ${focus.label} to ${other.label}: ${steps} ${steps === 1 ? "step" : "steps"}, ${links.length} ${links.length === 1 ? "line" : "lines"}`);
    return along(data, layers, links, stage.size(), widthOf);
  }

  /** Puts the map into the layout that fits the window best. */
  function settle() {
    const { width, height } = stage.size();
    const scale = (/** @type {import("./data.js").Layout} */ { islands }) => {
      const { left, top, right, bottom } = boundsOfIslands(islands);
      return Math.min(width / (right - left), height / (bottom - top));
    };
    shown.layout = data.layouts.reduce((a, b) => (scale(b) > scale(a) ? b : a));
  }

  function showAll() {
    const { camera } = stage;
    const bounds = shown.arrangement ? aboveFoot(boundsOf(shown.arrangement)) : boundsOfIslands(shown.layout.islands);
    camera.jump(camera.around(bounds, { margin: 12, most: 1.15 }));
  }

  /** Looks at one family of the map.
   * @param {string} name */
  function showFamily(name) {
    const placed = shown.arrangement?.placed.filter(({ concept }) => concept.family.name === name);
    const bounds = placed ? boundsOf({ placed, drawn: [], captions: [], spines: [] }) : boundsOfIslands(shown.layout.islands.filter(({ family }) => family.name === name));
    if (placed && !placed.length) return;
    stage.camera.go(stage.camera.around(bounds, { margin: 16, least: 0.55, most: 1.3, from: "top" }));
  }

  /** The whole drawing, as SVG. */
  function toSvg() {
    const bounds = shown.arrangement ? boundsOf(shown.arrangement) : boundsOfIslands(shown.layout.islands);
    const margin = 30;
    const { left, top, right, bottom } = bounds;
    const wide = { left: left - margin, top: top - margin, right: right + margin, bottom: bottom + margin };
    return svgOf(scene().marks, wide, palette().ground, container.getAttribute("aria-label") ?? "", taken);
  }

  return {
    show,
    /** Whether the line of a claim is drawn.
     * @param {string} id */
    draws: (id) => Boolean(shown.arrangement?.drawn.some(({ link }) => link.claim?.id === id)),
    isMap: () => !shown.arrangement,
    showAll,
    showFamily,
    toSvg,
    redraw: () => stage.redraw(),
    camera: stage.camera,
    picture: stage.picture,
  };
}

/**
 * Whether a link is drawn: between one step and the next, and, further out, among those of one step.
 * @param {Link} link
 * @param {Map<number, number>} hops
 * @param {number} focus
 * @param {number} most
 */
function joined({ from, to }, hops, focus, most) {
  const [a, b] = [hops.get(from), hops.get(to)];
  if (a === undefined || b === undefined) return false;
  return most === 1 ? from === focus || to === focus : Math.abs(a - b) <= 1;
}

/** @param {import("./data.js").Island[]} islands */
function boundsOfIslands(islands) {
  if (!islands.length) return { left: -100, top: -100, right: 100, bottom: 100 };
  return {
    left: Math.min(...islands.map(({ x }) => x)),
    top: Math.min(...islands.map(({ y }) => y)),
    right: Math.max(...islands.map(({ x, width }) => x + width)),
    bottom: Math.max(...islands.map(({ y, height }) => y + height)),
  };
}

/**
 * Points along a line of Bézier.
 * @param {{x: number, y: number}[]} curve
 */
function bent([start, ...rest]) {
  const points = [start];
  for (let i = 0; i + 2 < rest.length; i += 3) {
    const a = points[points.length - 1];
    const [b, c, d] = rest.slice(i, i + 3);
    for (let part = 1; part <= 8; part += 1) {
      const t = part / 8;
      const u = 1 - t;
      points.push({
        x: u ** 3 * a.x + 3 * u * u * t * b.x + 3 * u * t * t * c.x + t ** 3 * d.x,
        y: u ** 3 * a.y + 3 * u * u * t * b.y + 3 * u * t * t * c.y + t ** 3 * d.y,
      });
    }
  }
  if (rest.length % 3) points.push(rest[rest.length - 1]);
  return points;
}

/**
 * How many of its claims pass, for each concept.
 * @param {Data} data
 * @param {boolean[]} passing
 */
function countsOf({ claims, concepts }, passing) {
  const counts = /** @type {number[]} */ (new Array(concepts.length).fill(0));
  for (const { n, subject, object } of claims) {
    if (!passing[n]) continue;
    counts[subject] += 1;
    if (object !== subject) counts[object] += 1;
  }
  return counts;
}
