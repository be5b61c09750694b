import Anthropic from '@anthropic-ai/sdk';
import { city, description, parameters, read } from './questions.mjs';

const tools = [{ name: 'read_file', description, input_schema: parameters }];
const text = (answer) => answer.content.filter((block) => block.type === 'text').map((block) => block.text).join('');

export const acts = (_, url) => {
  const client = new Anthropic({ baseURL: `${url}/anthropic`, apiKey: 'any', maxRetries: 0 });
  const create = (body) => client.messages.create({ max_tokens: 64, ...body });
  const stream = async (body, deltas) => {
    const runner = client.messages.stream({ max_tokens: 64, ...body });
    runner.on('text', (delta) => deltas.push(delta));
    return runner.finalMessage();
  };
  const view = (answer, deltas) => ({
    text: text(answer),
    finish: answer.stop_reason,
    inputTokens: answer.usage.input_tokens,
    outputTokens: answer.usage.output_tokens,
    deltas,
  });
  const converse = async (ask, model, prompt) => {
    const messages = [{ role: 'user', content: prompt }];
    const first = await ask({ model, messages, tools });
    const calls = first.content.filter((block) => block.type === 'tool_use');
    messages.push({ role: 'assistant', content: first.content });
    messages.push({
      role: 'user',
      content: calls.map((call) => ({ type: 'tool_result', tool_use_id: call.id, content: read(call.input) })),
    });
    const last = await ask({ model, messages, tools });
    return { ...view(last), toolFinish: first.stop_reason, calls: calls.map((call) => call.name) };
  };

  return {
    whole: async (model, prompt) => view(await create({ model, messages: [{ role: 'user', content: prompt }] })),
    stream: async (model, prompt) => {
      const deltas = [];
      return view(await stream({ model, messages: [{ role: 'user', content: prompt }] }, deltas), deltas.length);
    },
    tools: (model, prompt) => converse(create, model, prompt),
    'tools-stream': (model, prompt) => converse((body) => stream(body, []), model, prompt),
    structured: async (model, prompt) => {
      const answer = await create({
        model,
        messages: [{ role: 'user', content: prompt }],
        output_config: { format: { type: 'json_schema', schema: city } },
      });
      return { ...view(answer), city: JSON.parse(text(answer)).city };
    },
  };
};
