// Hands files to whoever looks at the page: what is in them was made here, and is sent nowhere.

/**
 * @param {Blob} blob
 * @param {string} name
 */
export function download(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/**
 * A name for a file: letters, digits and hyphens.
 * @param {string[]} parts
 * @param {string} kind
 */
export function fileName(parts, kind) {
  const plain = parts.join("-").toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "");
  return `${plain.slice(0, 60) || "graph"}.${kind}`;
}
