// Knows whether the page is a file of its own, or stands in the frame of a notebook.

/** Whether there is an address that can be written to, and that leads back here. */
export const hasAddress = location.protocol !== "about:";

/** In a frame, a link to a place of the page would lead to the page around it: it goes there by itself. */
export function followPlaces() {
  if (hasAddress) return;
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a[href^='#']") : null;
    if (!link) return;
    event.preventDefault();
    const place = document.getElementById(link.getAttribute("href")?.slice(1) ?? "");
    place?.scrollIntoView();
    place?.focus({ preventScroll: true });
  });
}
