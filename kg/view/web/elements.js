// Makes elements. Texts only ever become text nodes: nothing in the data can turn into markup.

const SVG = "http://www.w3.org/2000/svg";

/**
 * @param {string} tag
 * @param {Record<string, string | boolean | (() => void)>} attributes a function listens for clicks
 * @param {...(Node | string | null | false | undefined)} children
 * @returns {HTMLElement}
 */
function element(tag, attributes = {}, ...children) {
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
function byId(id) {
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
function picture(name, box, paths) {
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

/** The shape of a family of concepts.
 * @param {Family} family */
function familyShape(family) {
  const path = { d: family.shape, fill: family.colour, stroke: family.ink, "stroke-width": "1.8" };
  return picture("shape", "0 0 24 24", [path]);
}

/** The line of a claim, without its end.
 * @param {Line} line */
function lineSample(line) {
  const width = String(line.width + 0.6);
  /** @type {Record<string, string>} */
  const path = { d: "M1 8H33", stroke: line.colour, "stroke-width": width };
  if (line.dash.length) path["stroke-dasharray"] = line.dash.join(" ");
  return picture("stroke", "0 0 34 16", [path]);
}

/** A text as it is compared: without accents and capitals.
 * @param {string} text */
function fold(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}
