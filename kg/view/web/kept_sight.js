// Keeps what was pressed in its place on the screen while what is around it is laid out anew.

/**
 * Remembers where a part of a view is; what it returns scrolls the view, or else the page, so that it is there again.
 * @param {HTMLElement} view
 * @param {Element | undefined} part
 */
export function keepInSight(view, part) {
  const before = part && isInSight(part) ? part.getBoundingClientRect().top : null;
  return () => {
    if (!part || before === null) return;
    view.scrollTop += part.getBoundingClientRect().top - before;
    scrollBy({ top: part.getBoundingClientRect().top - before, behavior: "instant" });
  };
}

/** @param {Element} part */
export function isInSight(part) {
  const { top, bottom, height } = part.getBoundingClientRect();
  return height > 0 && bottom > 0 && top < innerHeight;
}
