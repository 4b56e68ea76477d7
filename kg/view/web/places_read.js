// Remembers how far each text of a panel was read, and what in it had the focus, to lead back there.

/** @param {HTMLElement} panel */
export function createPlacesRead(panel) {
  /** @type {Map<string, {top: number, at: number}>} */
  const places = new Map();
  const stops = () => /** @type {HTMLElement[]} */ ([...panel.querySelectorAll("button, a, summary")]);

  /** @param {string} key of the text that is there now */
  function leave(key) {
    places.set(key, { top: panel.scrollTop, at: stops().indexOf(/** @type {HTMLElement} */ (document.activeElement)) });
  }

  /**
   * @param {string} key
   * @param {boolean} [focus] whether the focus of the keyboard goes back, too
   */
  function back(key, focus = false) {
    const place = places.get(key);
    const stop = stops()[place?.at ?? -1];
    const fold = stop?.closest("details");
    if (focus && fold) fold.open = true;
    if (focus) (stop ?? panel.querySelector("h2"))?.focus({ preventScroll: true });
    panel.scrollTop = place?.top ?? 0;
  }

  return { leave, back };
}
