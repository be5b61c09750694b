// A scripted OpenAI-compatible API whose models know the merged changes of a suite: node upstream.mjs SUITE PORT_FILE
import { createServer } from 'node:http';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';

const [suite, portFile] = process.argv.slice(2);
const read = path => readFileSync(`${suite}/${path}`, 'utf8');
const scenarios = readdirSync(suite, { withFileTypes: true })
  .filter(entry => entry.isDirectory() && !entry.name.startsWith('.'))
  .map(({ name }) => ({ instruction: read(`${name}/instruction.md`).trim(), patch: read(`${name}/solution/gold.patch`) }));
const noise = '--- /dev/null\n+++ b/NOTES.md\n@@ -0,0 +1,2 @@\n+What was changed, and why.\n+What is left to do.\n';
const models = { gold: patch => patch, 'gold-with-noise': patch => patch + noise, wrong: () => noise };

const server = createServer(async (request, response) => {
  let body = '';
  for await (const part of request) body += part;
  const { model, messages } = JSON.parse(body);
  const asked = messages.map(message => message.content).join('\n');
  const scenario = scenarios.find(({ instruction }) => asked.includes(instruction));
  const known = scenario && models[model];
  const content = known ? '```diff\n' + models[model](scenario.patch) + '```\n' : null;
  response.writeHead(known ? 200 : 404, { 'content-type': 'application/json' });
  response.end(JSON.stringify(known
    ? { choices: [{ message: { role: 'assistant', content }, finish_reason: 'stop' }],
        usage: { prompt_tokens: Math.ceil(asked.length / 4), completion_tokens: Math.ceil(content.length / 4) } }
    : { error: { message: `no answer is scripted for model ${model} and this instruction` } }));
});
server.listen(0, '127.0.0.1', () => writeFileSync(portFile, `${server.address().port}\n`));
