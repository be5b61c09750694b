import { createAnthropic } from '@ai-sdk/anthropic';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { generateObject, generateText, jsonSchema, stepCountIs, streamText, tool } from 'ai';
import { city, description, parameters, read } from './questions.mjs';

globalThis.AI_SDK_LOG_WARNINGS = false;

const tools = { read_file: tool({ description, inputSchema: jsonSchema(parameters), execute: async (input) => read(input) }) };

export const acts = (name, url) => {
  const provider = name === 'ai-anthropic'
    ? createAnthropic({ baseURL: `${url}/anthropic/v1`, apiKey: 'any' })
    : createOpenAICompatible({
      name: 'rulesrouter',
      baseURL: `${url}/openai/v1`,
      apiKey: 'any',
      includeUsage: true,
      supportsStructuredOutputs: true,
    });
  const asked = (model, prompt) => ({ model: provider(model), prompt, maxOutputTokens: 64, maxRetries: 0 });
  const view = (text, finish, usage, deltas) => ({
    text,
    finish,
    inputTokens: usage.inputTokens,
    outputTokens: usage.outputTokens,
    deltas,
  });
  const whole = (question) => generateText(question);
  const stream = async (question) => {
    const result = streamText({ ...question, onError: () => {} });
    let deltas = 0;
    for await (const part of result.fullStream) {
      if (part.type === 'error') {
        throw part.error;
      }

      deltas += part.type === 'text-delta' ? 1 : 0;
    }

    return { text: await result.text, finishReason: await result.finishReason, usage: await result.usage, steps: await result.steps, deltas };
  };
  const converse = async (ask, model, prompt) => {
    const { text, finishReason, usage, steps } = await ask({ ...asked(model, prompt), tools, stopWhen: stepCountIs(3) });
    return {
      ...view(text, finishReason, usage),
      toolFinish: steps[0].finishReason,
      calls: steps[0].toolCalls.map((call) => call.toolName),
    };
  };

  return {
    whole: async (model, prompt) => {
      const { text, finishReason, usage } = await whole(asked(model, prompt));
      return view(text, finishReason, usage);
    },
    stream: async (model, prompt) => {
      const { text, finishReason, usage, deltas } = await stream(asked(model, prompt));
      return view(text, finishReason, usage, deltas);
    },
    tools: (model, prompt) => converse(whole, model, prompt),
    'tools-stream': (model, prompt) => converse(stream, model, prompt),
    structured: async (model, prompt) => {
      const { object, finishReason, usage } = await generateObject({ ...asked(model, prompt), schema: jsonSchema(city) });
      return { ...view(JSON.stringify(object), finishReason, usage), city: object.city };
    },
  };
};
