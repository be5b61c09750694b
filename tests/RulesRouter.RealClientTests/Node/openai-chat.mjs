import OpenAI from 'openai';
import { city, description, parameters, read } from './questions.mjs';

const tools = [{ type: 'function', function: { name: 'read_file', description, parameters } }];

export const acts = (_, url) => {
  const client = new OpenAI({ baseURL: `${url}/openai/v1`, apiKey: 'any', maxRetries: 0 });
  const create = (body) => client.chat.completions.create(body);
  const stream = async (body, deltas) => {
    const runner = client.chat.completions.stream({ ...body, stream_options: { include_usage: true } });
    runner.on('content', (delta) => deltas.push(delta));
    return runner.finalChatCompletion();
  };
  const view = (answer, deltas) => ({
    text: answer.choices[0].message.content,
    finish: answer.choices[0].finish_reason,
    inputTokens: answer.usage.prompt_tokens,
    outputTokens: answer.usage.completion_tokens,
    deltas,
  });
  const converse = async (ask, model, prompt) => {
    const messages = [{ role: 'user', content: prompt }];
    const first = await ask({ model, messages, tools });
    const calls = first.choices[0].message.tool_calls;
    messages.push(first.choices[0].message);
    for (const call of calls) {
      messages.push({ role: 'tool', tool_call_id: call.id, content: read(JSON.parse(call.function.arguments)) });
    }

    const last = await ask({ model, messages, tools });
    return { ...view(last), toolFinish: first.choices[0].finish_reason, calls: calls.map((call) => call.function.name) };
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
      const answer = await client.chat.completions.parse({
        model,
        messages: [{ role: 'user', content: prompt }],
        response_format: { type: 'json_schema', json_schema: { name: 'place', strict: true, schema: city } },
      });
      return { ...view(answer), city: JSON.parse(answer.choices[0].message.content).city };
    },
  };
};
