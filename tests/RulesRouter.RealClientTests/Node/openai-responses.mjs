import OpenAI from 'openai';
import { city, description, parameters, read } from './questions.mjs';

const tools = [{ type: 'function', name: 'read_file', description, parameters, strict: true }];

export const acts = (_, url) => {
  const client = new OpenAI({ baseURL: `${url}/openai/v1`, apiKey: 'any', maxRetries: 0 });
  const create = (body) => client.responses.create(body);
  const stream = async (body, deltas) => {
    const runner = client.responses.stream(body);
    runner.on('response.output_text.delta', (event) => deltas.push(event.delta));
    return runner.finalResponse();
  };
  const view = (answer, deltas) => ({
    text: answer.output_text,
    finish: answer.status,
    inputTokens: answer.usage.input_tokens,
    outputTokens: answer.usage.output_tokens,
    deltas,
  });
  const converse = async (ask, model, prompt) => {
    const input = [{ role: 'user', content: prompt }];
    const first = await ask({ model, input, tools, store: false });
    const calls = first.output.filter((item) => item.type === 'function_call');
    for (const item of first.output) {
      // The helper of streams adds what it parsed, which is no field of the API.
      const { parsed_arguments, ...sent } = item;
      input.push(sent);
    }

    for (const call of calls) {
      input.push({ type: 'function_call_output', call_id: call.call_id, output: read(JSON.parse(call.arguments)) });
    }

    const last = await ask({ model, input, tools, store: false });
    return { ...view(last), toolFinish: first.status, calls: calls.map((call) => call.name) };
  };

  return {
    whole: async (model, prompt) => view(await create({ model, input: prompt })),
    stream: async (model, prompt) => {
      const deltas = [];
      return view(await stream({ model, input: prompt }, deltas), deltas.length);
    },
    tools: (model, prompt) => converse(create, model, prompt),
    'tools-stream': (model, prompt) => converse((body) => stream(body, []), model, prompt),
    structured: async (model, prompt) => {
      const answer = await client.responses.parse({
        model,
        input: prompt,
        text: { format: { type: 'json_schema', name: 'place', strict: true, schema: city } },
      });
      return { ...view(answer), city: JSON.parse(answer.output_text).city };
    },
  };
};
