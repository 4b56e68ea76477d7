// Says that a page shows the result of a query, and leads out of it and back.

/**
 * @param {HTMLElement} bar
 * @param {import("./data.js").Data} data
 * @param {(result: boolean) => void} go
 */
export function createResultBar(bar, { found }, go) {
  const said = document.createElement("span");
  const button = document.createElement("button");
  Object.assign(button, { type: "button", className: "link" });
  let here = false;
  button.addEventListener("click", () => go(!here));
  bar.append(said, " ", button);
  bar.hidden = !found;
  /** @param {boolean} result whether it is shown */
  return (result) => {
    here = result;
    if (!found) return;
    said.textContent = result ? `${resultWords(found)}.` : "";
    button.textContent = result ? "Show everything" : "Back to the result of the query";
  };
}

/** @param {{concepts: {size: number}, claims: {size: number}}} found */
export function resultWords({ concepts, claims }) {
  return `Result of the query: ${counted(concepts.size, "concept")}, ${counted(claims.size, "claim")}`;
}

/**
 * @param {number} count
 * @param {string} name
 */
function counted(count, name) {
  return `${count} ${name}${count === 1 ? "" : "s"}`;
}
