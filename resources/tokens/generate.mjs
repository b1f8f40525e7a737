// SPDX-License-Identifier: GPL-3.0-or-later

// Packs OpenAI's vocabularies into the files that models/metrics/tokenvocabulary.cpp reads.
// The layout is in README.md.

import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { deflateSync } from "node:zlib";

const vocabularies = [
  {
    name: "o200k_base",
    size: 199998,
    sha256: "446a9538cb6c348e3516120d7c08b09f57c36495e2acfffe59a5bf8b0cfb1a2d",
  },
  {
    name: "cl100k_base",
    size: 100256,
    sha256: "223921b76ee99bde995b7ff738513eef100fb51d18c93597a113bcffe865b2a7",
  },
];

/** Rank by token; a token is a string with one character for each of its bytes. */
function read({ name, size, sha256 }) {
  const text = readFileSync(new URL(`node_modules/gpt-tokenizer/data/${name}.tiktoken`, import.meta.url));
  if (createHash("sha256").update(text).digest("hex") !== sha256)
    throw new Error(`${name}.tiktoken is not the published vocabulary: its SHA-256 differs`);
  const ranks = new Map();
  for (const line of text.toString("latin1").split("\n")) {
    if (line === "") continue;
    const [token, rank] = line.split(" ");
    ranks.set(Buffer.from(token, "base64").toString("latin1"), Number(rank));
  }
  const present = new Set(ranks.values());
  if (ranks.size !== size || present.size !== size || [...present].some((rank) => rank >= size))
    throw new Error(`${name} does not have the ranks from 0 to ${size - 1}`);
  return ranks;
}

/** How long the left one is of the two tokens that the merge rule joins last; 0 for a byte. */
function splitOf(token, ranks) {
  const parts = [...token];
  while (parts.length > 2) {
    let best = -1;
    let bestRank = Infinity;
    for (let at = 0; at + 1 < parts.length; ++at) {
      const rank = ranks.get(parts[at] + parts[at + 1]);
      if (rank !== undefined && rank < bestRank) {
        best = at;
        bestRank = rank;
      }
    }
    if (best < 0) throw new Error(`the merge rule does not make ${JSON.stringify(token)}`);
    parts.splice(best, 2, parts[best] + parts[best + 1]);
  }
  // The encoder takes for granted that single bytes come first and tokens are made of earlier ones.
  if (parts.length === 1) {
    if (ranks.get(token) >= 256) throw new Error("a single byte comes late");
    return 0;
  }
  if (parts.some((part) => ranks.get(part) >= ranks.get(token)))
    throw new Error(`${JSON.stringify(token)} is made of later tokens`);
  return parts[0].length;
}

function commonPrefix(a, b) {
  let length = 0;
  while (length < a.length && length < b.length && a[length] === b[length]) ++length;
  return length;
}

function pack(ranks) {
  const tokens = [...ranks.keys()].sort((a, b) => (a < b ? -1 : 1));
  const shared = [];
  const added = [];
  const splits = [];
  const suffixes = [];
  const planes = [[], [], []];
  let previous = "";
  for (const token of tokens) {
    const common = commonPrefix(previous, token);
    shared.push(common);
    added.push(token.length - common);
    suffixes.push(token.slice(common));
    splits.push(splitOf(token, ranks));
    planes.forEach((plane, index) => plane.push((ranks.get(token) >> (8 * index)) & 0xff));
    previous = token;
  }
  const head = Buffer.alloc(4);
  head.writeUInt32LE(tokens.length);
  return Buffer.concat([
    head,
    ...[shared, added, splits, ...planes].map((column) => Buffer.from(column)),
    Buffer.from(suffixes.join(""), "latin1"),
  ]);
}

for (const vocabulary of vocabularies) {
  const plain = pack(read(vocabulary));
  // As qUncompress() wants it.
  const head = Buffer.alloc(4);
  head.writeUInt32BE(plain.length);
  const packed = Buffer.concat([head, deflateSync(plain, { level: 9, memLevel: 9 })]);
  writeFileSync(new URL(`${vocabulary.name}.bin`, import.meta.url), packed);
  console.log(`${vocabulary.name}.bin: ${packed.length} bytes (${plain.length} unpacked)`);
}
