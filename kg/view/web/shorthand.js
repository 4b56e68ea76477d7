// Writes out a text whose frequent words and phrases are single signs; see `kg/view/shorthand.py`.

const FIRST = 0xa1;
const SIGNS = /[\u00a1-\u07ff]/g;

/**
 * @param {string} text in four lines: signs that stand for themselves, words, phrases, and what is written with these
 * @returns {string}
 */
export function inFull(text) {
  const [own = "", words = "", phrases = "", written = ""] = text.split("\n");
  let code = FIRST;
  const keys = [words, phrases].map((line) => new Map(line.split("|").filter(Boolean).map((found) => {
    while (own.includes(String.fromCharCode(code))) code += 1;
    const sign = String.fromCharCode(code);
    code += 1;
    return [sign, found];
  })));
  return keys.reduceRight((full, key) => full.replace(SIGNS, (sign) => key.get(sign) ?? sign), written);
}
