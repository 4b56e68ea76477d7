// Makes elements of drawings. Texts only ever become text nodes.

const SVG = "http://www.w3.org/2000/svg";
// From line to line of a text, and about how wide a letter is.
export const LEADING = 15;
export const LETTER = 6.9;

/**
 * @param {string} tag
 * @param {Record<string, string | number>} attributes
 * @param {...(Node | string)} children
 * @returns {SVGElement}
 */
export function shape(tag, attributes, ...children) {
  const made = /** @type {SVGElement} */ (document.createElementNS(SVG, tag));
  for (const [name, value] of Object.entries(attributes)) {
    made.setAttribute(name, typeof value === "number" ? String(Math.round(value * 100) / 100) : value);
  }
  made.append(...children);
  return made;
}

/**
 * A part of a drawing that can be pressed.
 * @param {string} name class
 * @param {string} label
 * @param {() => void} act
 * @param {...Node} children
 */
export function pressable(name, label, act, ...children) {
  const made = shape("g", { class: name, role: "button", tabindex: 0, "aria-label": label }, ...children);
  made.addEventListener("click", act);
  made.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    act();
  });
  return made;
}

/**
 * Breaks a label into lines of about so many letters.
 * @param {string} text
 * @param {number} most
 */
export function broken(text, most) {
  /** @type {string[]} */
  const lines = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < most) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/**
 * Ticks of an axis: at 1, 2 and 5 of each power of ten where it is logarithmic.
 * @param {number} low
 * @param {number} high
 * @param {boolean} ratio
 */
export function ticksOf(low, high, ratio) {
  if (!ratio) {
    const rough = (high - low) / 4 || 1;
    const power = 10 ** Math.floor(Math.log10(rough));
    const step = [1, 2, 5, 10].map((n) => n * power).find((n) => n >= rough) ?? rough;
    const first = Math.ceil(low / step);
    const many = Math.floor(high / step) - first + 1;
    return Array.from({ length: Math.max(0, many) }, (_, i) => Number(((first + i) * step).toPrecision(6)));
  }
  const powers = Array.from({ length: 14 }, (_, i) => i - 7);
  const ticks = powers.flatMap((power) => [1, 2, 5].map((n) => Number((n * 10 ** power).toPrecision(6))));
  const shown = ticks.filter((n) => n >= low && n <= high);
  return shown.length > 7 ? shown.filter((n) => Number.isInteger(Math.log10(n))) : shown;
}
