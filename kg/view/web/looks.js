// Says how lines and tooltips look: plain, lit, faded or hidden.

const OPACITY = { plain: 0.48, lit: 0.95, faded: 0.06, hidden: 0 };
const GROUND = "#fdfcfa";

/**
 * How an edge is drawn. Words of lit edges are not vis-network's: see words.js. Those of plain edges show when one zooms in; see `OPTIONS` in network.py.
 * @param {PageEdge} edge
 * @param {"plain" | "lit" | "faded" | "hidden"} look
 */
function edgeLook(edge, look) {
  const worded = look === "plain" && edge.kind === "claim";
  return {
    hidden: look === "hidden",
    width: look === "lit" ? edge.width + 0.6 : edge.width,
    color: { ...edge.color, opacity: OPACITY[look] },
    font: { color: worded ? edge.color.color : "#0000", strokeColor: worded ? GROUND : "#0000" },
  };
}

/**
 * What a choice lights up: the concept or the claim, and what it is tied to.
 * @param {PageEdge[]} edges those that are shown
 * @param {Choice} choice
 * @returns {{nodes: Set<string>, edges: Set<string>} | null}
 */
function litBy(edges, choice) {
  if (!choice) return null;
  const touched = edges.filter(({ id, from, to }) => (
    choice.kind === "claim" ? id === choice.id : from === choice.id || to === choice.id
  ));
  const own = choice.kind === "concept" ? [choice.id] : [];
  return {
    nodes: new Set([...own, ...touched.flatMap(({ from, to }) => [from, to])]),
    edges: new Set(touched.map(({ id }) => id)),
  };
}

/**
 * @param {PageEdge} edge
 * @param {(id: string) => PageNode} node
 * @param {Hidden} hidden
 */
function isHidden(edge, node, hidden) {
  return hidden.lines.has(edge.line)
    || [edge.from, edge.to].some((id) => hidden.families.has(node(id).family));
}

/**
 * @param {PageData} data
 * @param {PageNode} node
 */
function tooltipOfNode(data, node) {
  const concept = data.concepts[node.id];
  return concept ? `${concept.label}\n${concept.kind}` : node.label;
}

/**
 * @param {PageData} data
 * @param {PageEdge} edge
 */
function tooltipOfEdge(data, edge) {
  const claim = data.claims[edge.id];
  return claim ? claim.sentence : edge.label;
}
