// Lists every pair of a network as a square table.

import { element } from "./elements.js";
import { between } from "./pools.js";

// An arrow points to the treatment that an estimate speaks for: the row's at the left, the column's above.
const MARKS = [
  { sign: "◀", word: "for the row's" },
  { sign: "▲", word: "for the column's" },
];
const NEITHER = { sign: "○", word: "no difference shown" };

/**
 * @param {import("./pools.js").Network} network
 * @param {(first: number, second: number) => void} pick
 */
export function league(network, pick) {
  const { treatments } = network;
  const head = element(
    "tr",
    {},
    element("th", { scope: "col" }, "row against column"),
    ...treatments.map(({ name }) => element("th", { scope: "col" }, name)),
  );
  const rows = treatments.map(({ name }, row) => element(
    "tr",
    {},
    element("th", { scope: "row" }, name),
    ...treatments.map((_, column) => {
      if (row === column) return element("td", { class: "itself" }, "–");
      const { text, sentence, favours, pair } = between(network, row, column);
      const { sign, word } = favours === null ? NEITHER : MARKS[favours];
      return element(
        "td",
        { class: favours === null ? "neither" : favours ? "column" : "row", "data-pair": `${network.n} ${row} ${column}` },
        element(
          "button",
          { type: "button", class: "number", title: sentence, click: () => pick(row, column) },
          element("span", { class: "sign", "aria-hidden": "true" }, sign),
          element("span", {}, text),
          element("small", {}, pair.kind, element("span", { class: "hidden-text" }, `, ${word}`)),
        ),
      );
    }),
  ));
  const table = element("table", { class: "numbers league", "aria-label": "League table" }, element("thead", {}, head), element("tbody", {}, ...rows));
  table.style.setProperty("--columns", String(treatments.length + 1));
  return [
    element("p", { class: "note" }, `${network.caption} ◀ speaks for the row's, ▲ for the column's; ○ no difference is shown.`),
    element("div", { class: "wide-table league-scroller", role: "group", "aria-label": "League table", tabindex: "0" }, table),
  ];
}
