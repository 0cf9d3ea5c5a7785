// npm ci && npm run count: counts the tokens of every sample with @anthropic-ai/tokenizer and writes the fixture of the tests.
import { writeFileSync } from "node:fs";
import { countTokens } from "@anthropic-ai/tokenizer";
import { generated } from "./generated.mjs";
import { written } from "./written.mjs";

const target = new URL("../../tests/Memori.Claude.Emulator/Caching/token-counts.json", import.meta.url);
const seen = new Set();
const samples = [];
for (const kind of new Set([...Object.keys(written), ...Object.keys(generated)])) {
  for (const text of [...(written[kind] ?? []), ...(generated[kind] ?? [])]) {
    if (text.length > 0 && !seen.has(text)) {
      seen.add(text);
      samples.push({ kind, tokens: countTokens(text), text });
    }
  }
}
writeFileSync(target, `[\n${samples.map((sample) => JSON.stringify(sample)).join(",\n")}\n]\n`);
for (const kind of new Set(samples.map((s) => s.kind))) {
  const of = samples.filter((s) => s.kind === kind);
  console.log(kind.padEnd(10), of.length, "samples", of.reduce((sum, s) => sum + s.tokens, 0), "tokens", of.reduce((sum, s) => sum + s.text.length, 0), "characters");
}
console.log(samples.length, "samples");
