// What all clients ask beside the prompt: a tool that reads a file, and an answer of one property.
export const parameters = {
  type: 'object',
  properties: { path: { type: 'string' } },
  required: ['path'],
  additionalProperties: false,
};

export const description = 'Reads a file';

export const city = {
  type: 'object',
  properties: { city: { type: 'string' } },
  required: ['city'],
  additionalProperties: false,
};

/** What the tool answers. */
export const read = (input) => `contents of ${input.path}`;
