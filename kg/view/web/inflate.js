// Unpacks what the page carries packed.

import { bytesOf } from "./bytes.js";

/**
 * @param {string} text gzipped, in base 85
 * @returns {Promise<string>}
 */
export async function inflate(text) {
  // Written straight into it: bytes of a Blob would take the way through another process.
  const { readable, writable } = new DecompressionStream("gzip");
  const writer = writable.getWriter();
  const written = writer.write(bytesOf(text)).then(() => writer.close());
  const decoder = new TextDecoder();
  const reader = readable.getReader();
  const parts = [];
  for (let part = await reader.read(); !part.done; part = await reader.read()) parts.push(decoder.decode(part.value, { stream: true }));
  await written;
  return parts.join("");
}
