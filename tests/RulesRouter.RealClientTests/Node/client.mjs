// One client of one vendor's API. Each line of standard input asks for an act; each line of standard output is what the client got.
//   node client.mjs CLIENT      CLIENT: openai-chat, openai-responses, anthropic, ai-openai-compatible, ai-anthropic
import readline from 'node:readline';

const modules = {
  'openai-chat': './openai-chat.mjs',
  'openai-responses': './openai-responses.mjs',
  anthropic: './anthropic.mjs',
  'ai-openai-compatible': './ai.mjs',
  'ai-anthropic': './ai.mjs',
};

const name = process.argv[2];
const { acts } = await import(modules[name]);
for await (const line of readline.createInterface({ input: process.stdin })) {
  const { act, url, model, prompt } = JSON.parse(line);
  let view;
  try {
    view = await acts(name, url)[act](model, prompt);
  } catch (error) {
    const status = error.status ?? error.statusCode;
    const headers = error.headers ?? error.responseHeaders;
    view = {
      error: {
        name: error.constructor.name,
        status,
        retryAfter: headers?.get ? headers.get('retry-after') : headers?.['retry-after'],
        message: error.message,
      },
    };
  }

  console.log(JSON.stringify(view));
}
