// SPDX-License-Identifier: GPL-3.0-or-later

// node measure.mjs ENCODING SECONDS FILE: encodes the file's text with npm tiktoken again and again
// for that long, at least once, and prints how many tokens it has and the best time in ms.

import { readFileSync } from "node:fs";
import { get_encoding } from "tiktoken";

const [name, seconds, file] = process.argv.slice(2);
const encoding = get_encoding(name);
const text = readFileSync(file, "utf8");
const start = performance.now();
let tokens = 0;
let best = Infinity;
do {
  const before = performance.now();
  tokens = encoding.encode_ordinary(text).length;
  best = Math.min(best, performance.now() - before);
} while (performance.now() - start < 1000 * seconds);
console.log(tokens, best);
