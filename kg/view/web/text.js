// Compares texts as people do, and shows those that anybody may have written.

/**
 * A text as it is compared: without accents and capitals.
 * @param {string} text
 */
export function fold(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

/**
 * @param {string} a
 * @param {string} b
 */
export function byText(a, b) {
  const [x, y] = [fold(a), fold(b)];
  return x < y ? -1 : x > y ? 1 : a < b ? -1 : a > b ? 1 : 0;
}

// Of a text that anybody may have written, as much is shown.
const SHOWN = 60;

/**
 * A text on one line, without what is not seen but changes what is, and cut if it is long; as `kg/words/labels.py` has it.
 * @param {string} text
 */
export function plainly(text) {
  const seen = text.replace(/\s+/gu, " ").replace(/(?![\u200c\u200d])[\p{Cc}\p{Cf}]/gu, "").trim();
  const letters = [...seen];
  return letters.length > SHOWN ? `${letters.slice(0, SHOWN).join("")}…` : seen;
}
