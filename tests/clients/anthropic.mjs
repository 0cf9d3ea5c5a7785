// The official SDK: @anthropic-ai/sdk.
import Anthropic from '@anthropic-ai/sdk';
import { call, headersOf, run } from './run.mjs';

const model = 'claude-sonnet-5-5';

const weather = {
  name: 'get_weather',
  description: 'The weather of a city.',
  input_schema: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
};

const client = (name, options) =>
  new Anthropic({ apiKey: call.key, baseURL: call.baseUrl, maxRetries: 0, defaultHeaders: headersOf(name), ...options });

const user = (content) => ({ role: 'user', content });

const ask = (content, more) => ({ model, max_tokens: 500, messages: [user(content)], ...more });

/** What a caller can tell of an error. */
const told = (error) => ({
  class: error.constructor.name,
  status: error.status ?? null,
  type: error.type ?? null,
  body: error.error ?? null,
  requestId: error.requestID ?? null,
  retryAfter: error.headers?.get('retry-after') ?? null,
  shouldRetry: error.headers?.get('x-should-retry') ?? null,
});

async function failure(promise) {
  try {
    return { unexpected: await promise };
  } catch (error) {
    return told(error);
  }
}

const statuses = [400, 401, 402, 403, 404, 409, 413, 429, 500, 504, 529];

await run({
  message: async (name) => {
    const { data, response, request_id } = await client(name)
      .messages.create(ask('say: plain', { system: 'Be short.', metadata: { user_id: 'someone' }, stop_sequences: ['END'] }))
      .withResponse();
    return { data, request_id, limits: response.headers.get('anthropic-ratelimit-requests-remaining'), type: response.headers.get('content-type') };
  },

  stream: async (name) => {
    const events = [];
    const texts = [];
    const stream = client(name).messages.stream(ask('say: unicode'));
    stream.on('streamEvent', (event) => events.push(event.type));
    stream.on('text', (text) => texts.push(text));
    const message = await stream.finalMessage();
    return { events, texts, message, requestId: stream.request_id };
  },

  rawStream: async (name) => {
    const events = [];
    for await (const event of await client(name).messages.create(ask('say: unicode', { stream: true }))) {
      events.push(event);
    }
    return events;
  },

  // The same message in every dress that the format of the stream allows.
  shapes: async (name) => {
    const shapes = {};
    for (const dress of ['bytes', 'crlf', 'noise', 'deltas']) {
      shapes[dress] = await client(name).messages.stream(ask(`shape: ${dress}`)).finalMessage();
    }
    return shapes;
  },

  parallel: async (name) => {
    const asked = Array.from({ length: 24 }, (_, i) => `say: number ${i}`);
    const one = client(name);
    const answers = await Promise.all(asked.map((text, i) => (i % 2 ? one.messages.create(ask(text)) : one.messages.stream(ask(text)).finalMessage())));
    return answers.map((answer) => answer.content);
  },

  large: async (name) => {
    const page = { type: 'text', text: `${'A line of a long document, 一行长文。\n'.repeat(40000)}` };
    return await client(name).messages.create(ask([page, { type: 'text', text: 'say: plain' }]));
  },

  blocks: async (name) => {
    const content = [
      { type: 'text', text: 'A page that stays.'.repeat(400), cache_control: { type: 'ephemeral' } },
      { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==' } },
      { type: 'text', text: 'say: plain' },
    ];
    const first = await client(name).messages.create(ask(content));
    const second = await client(name).messages.create({ ...ask(content), messages: [user(content), { role: 'assistant', content: first.content }, user('say: more')] });
    return { first, second };
  },

  tools: async (name) => {
    const params = ask('weather: Paris', { tools: [weather], thinking: { type: 'adaptive' } });
    const turns = [];
    for (let i = 0; i < 3; i++) {
      const message = await client(name).messages.stream(params).finalMessage();
      turns.push(message);
      params.messages.push({ role: 'assistant', content: message.content });
      if (message.stop_reason !== 'tool_use') {
        break;
      }
      const results = message.content
        .filter((block) => block.type === 'tool_use')
        .map((block) => ({ type: 'tool_result', tool_use_id: block.id, content: `${block.input.city}: 21 °C ☀️` }));
      params.messages.push(user(results));
    }
    params.messages.push(user('say: thanks'));
    turns.push(await client(name).messages.create(params));
    return { turns, messages: params.messages };
  },

  toolRunner: async (name) => {
    const runner = client(name).beta.messages.toolRunner({
      ...ask('weather: Rome'),
      thread: false,
      tools: [{ ...weather, run: async ({ city }) => `${city}: 25 °C` }],
    });
    return await runner.runUntilDone();
  },

  structured: async (name) => {
    const schema = { type: 'object', properties: { city: { type: 'string' } }, required: ['city'], additionalProperties: false };
    const message = await client(name).messages.create(ask('json: city', { output_config: { format: { type: 'json_schema', schema } } }));
    return { message, parsed: JSON.parse(message.content[0].text) };
  },

  count: async (name) => await client(name).messages.countTokens({ model, system: 'Be short.', messages: [user('Count me, 数一数。')] }),

  conversation: async (name) => {
    const messages = [];
    const system = [{ type: 'text', text: 'A long standing order. '.repeat(300), cache_control: { type: 'ephemeral' } }];
    const usages = [];
    for (let turn = 1; turn <= 4; turn++) {
      messages.push(user(`say: turn ${turn}`));
      const message = await client(name).messages.create({ model, max_tokens: 500, thinking: { type: 'adaptive' }, system, messages });
      messages.push({ role: 'assistant', content: message.content });
      usages.push(message.usage);
    }
    return { messages, usages };
  },

  errors: async (name) => {
    const errors = {};
    for (const status of statuses) {
      errors[status] = await failure(client(name).messages.create(ask(`fail: ${status}`)));
    }
    errors.invalid = await failure(client(name).messages.create(ask('say: plain', { temperature: 0.5 })));
    errors.unknownModel = await failure(client(name).messages.create(ask('say: plain', { model: 'claude-99' })));
    errors.counting = await failure(client(name).messages.countTokens({ model: 'claude-99', messages: [user('x')] }));
    errors.spendCap = await failure(client(name).messages.create(ask('fail: cap')));
    return errors;
  },

  streamErrors: async (name) => {
    const errors = {};
    errors.before = await failure(client(name).messages.stream(ask('fail: 529')).finalMessage());
    errors.midway = await failure(client(name).messages.stream(ask('fail: midway')).finalMessage());
    errors.cut = (await failure(client(name).messages.stream(ask('fail: cut')).finalMessage())).class;
    return errors;
  },

  retry: async (name) => await client(name, { maxRetries: 2 }).messages.create(ask('flaky: twice')),

  abort: async (name) => {
    const stream = client(name).messages.stream(ask('say: unicode'));
    stream.on('text', () => stream.abort());
    return (await failure(stream.finalMessage())).class;
  },

  tell: async (name) => {
    const params = ask('say: noted. My sister Clara lives in Porto.');
    return { message: await client('memory').messages.create(params), sent: params.messages };
  },

  recall: async () => {
    const params = ask('say: known. Where does my sister Clara live?');
    const message = await client('memory').messages.stream(params).finalMessage();
    params.messages.push({ role: 'assistant', content: message.content }, user('say: more.'));
    return { second: await client('memory').messages.create(params), sent: params.messages };
  },
});
