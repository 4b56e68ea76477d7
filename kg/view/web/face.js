// Has the letters ready before anything is shown: from bytes at once, where an address of data would take its turn.

import { bytesOf } from "./bytes.js";
import { byId } from "./elements.js";

document.fonts.add(new FontFace("Hyperlegible", bytesOf(byId("face").textContent ?? ""), { weight: "200 800" }));
