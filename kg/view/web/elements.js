// Makes elements. Texts only ever become text nodes: nothing in the data can turn into markup.

const SVG = "http://www.w3.org/2000/svg";

/**
 * @param {string} tag
 * @param {Record<string, string | boolean | (() => void)>} attributes a function listens for clicks
 * @param {...(Node | string | null | false | undefined)} children
 * @returns {HTMLElement}
 */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") made.addEventListener("click", value);
    else if (value === true) made.setAttribute(name, "");
    else if (value !== false) made.setAttribute(name, value);
  }
  for (const child of children) if (child) made.append(child);
  return made;
}

/** @param {string} id */
export function byId(id) {
  const found = document.getElementById(id);
  if (!found) throw new Error(`the page has no #${id}`);
  return found;
}

/**
 * @param {string} name class and size of the drawing
 * @param {string} box
 * @param {Record<string, string>[]} paths
 * @returns {SVGElement}
 */
export function picture(name, box, paths) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", name);
  svg.setAttribute("viewBox", box);
  svg.setAttribute("aria-hidden", "true");
  for (const path of paths) {
    const made = document.createElementNS(SVG, "path");
    for (const [key, value] of Object.entries(path)) made.setAttribute(key, value);
    svg.append(made);
  }
  return svg;
}

/** The shape of a family of concepts; its colours are in the page's style sheet.
 * @param {import("./data.js").Family} family */
export function familyShape(family) {
  return picture(`shape family-${family.name}`, "0 0 24 24", [{ d: family.shape }]);
}

const ENDS = {
  arrow: "M45 3 57 8l-12 5 3-5Z",
  vee: "M46 3.5 54 8l-8 4.5",
  crow: "M56 3 46 8l10 5M46 8h10",
  bar: "M47.3 1h3.4v14h-3.4Z",
  circle: "M45 8a5 5 0 1 0 10 0a5 5 0 1 0-10 0Z",
  diamond: "M43 8 50 2.5 57 8l-7 5.5Z",
  box: "M45 3h10v10H45Z",
};

/** The line of a claim, with its end.
 * @param {import("./data.js").Line} line
 * @param {boolean} [hollow] whether a rule derived it from what is said of a kind */
export function lineSample(line, hollow = false) {
  /** @type {Record<string, string>} */
  const path = { d: "M1 8H46", "stroke-width": String(line.width + 0.4) };
  if (line.dash.length) path["stroke-dasharray"] = line.dash.join(" ");
  const end = { class: "end", d: ENDS[/** @type {keyof typeof ENDS} */ (line.end)] };
  const inner = { ...path, class: "hollow", "stroke-width": String(line.width) };
  if (hollow) path["stroke-width"] = String(line.width + 2.4);
  return picture(`stroke line-${line.name}`, "0 0 58 16", hollow ? [path, inner, end] : [path, end]);
}
