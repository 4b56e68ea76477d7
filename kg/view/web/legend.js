// Reads the check boxes of the legend: what is unchecked is hidden.

/**
 * @param {HTMLElement} legend
 * @param {(hidden: Hidden) => void} changed
 */
function createLegend(legend, changed) {
  const boxes = /** @type {NodeListOf<HTMLInputElement>} */ (legend.querySelectorAll("input[type=checkbox]"));

  function read() {
    const hidden = { families: new Set(), lines: new Set() };
    for (const box of boxes) {
      if (box.checked) continue;
      if (box.dataset.family) hidden.families.add(box.dataset.family);
      if (box.dataset.line) hidden.lines.add(box.dataset.line);
    }
    changed(hidden);
  }

  for (const box of boxes) {
    if (!box.disabled) box.checked = true;
    box.addEventListener("change", read);
  }

  /**
   * Shows again what someone asks for by name.
   * @param {string[]} names of families and lines
   */
  function reveal(names) {
    const back = [...boxes].filter((box) => (
      !box.checked && names.includes(box.dataset.family ?? box.dataset.line ?? "")
    ));
    for (const box of back) box.checked = true;
    if (back.length) read();
  }

  return { reveal };
}
