// Vercel's ai with @ai-sdk/anthropic.
import { createAnthropic } from '@ai-sdk/anthropic';
import { APICallError, generateObject, generateText, jsonSchema, stepCountIs, streamObject, streamText, tool } from 'ai';
import { call, headersOf, run } from './run.mjs';

globalThis.AI_SDK_LOG_WARNINGS = false;

const model = (name, id = 'claude-sonnet-5-5') =>
  createAnthropic({ baseURL: `${call.baseUrl}/v1`, apiKey: call.key, headers: headersOf(name) })(id);

const ask = (name, prompt, more) => ({ model: model(name), prompt, maxRetries: 0, maxOutputTokens: 500, ...more });

const city = jsonSchema({ type: 'object', properties: { city: { type: 'string' } }, required: ['city'], additionalProperties: false });

const weather = tool({ description: 'The weather of a city.', inputSchema: city, execute: async ({ city }) => ({ city, celsius: 21 }) });

/** What a caller reads of a result; times and ids of the SDK's own left out. */
const read = (result) => ({
  text: result.text,
  reasoning: result.reasoningText ?? null,
  finishReason: result.finishReason,
  usage: result.usage,
  toolCalls: result.toolCalls,
  toolResults: result.toolResults,
  model: result.response.modelId,
  id: result.response.id,
  messages: result.response.messages,
});

async function settled(result) {
  const names = ['text', 'reasoningText', 'finishReason', 'usage', 'toolCalls', 'toolResults', 'response'];
  const values = await Promise.all(names.map((name) => result[name]));
  return read(Object.fromEntries(names.map((name, i) => [name, values[i]])));
}

const told = (error) => ({
  class: error.name,
  isApi: APICallError.isInstance(error),
  status: error.statusCode ?? null,
  retryable: error.isRetryable ?? null,
  message: error.message,
  data: error.data ?? null,
  retryAfter: error.responseHeaders?.['retry-after'] ?? null,
});

async function failure(promise) {
  try {
    return { unexpected: await promise };
  } catch (error) {
    return told(error);
  }
}

await run({
  message: async (name) => read(await generateText(ask(name, 'say: plain', { system: 'Be short.', stopSequences: ['END'] }))),

  stream: async (name) => {
    const result = streamText(ask(name, 'say: unicode'));
    const texts = [];
    for await (const text of result.textStream) {
      texts.push(text);
    }
    return { texts, ...(await settled(result)) };
  },

  shapes: async (name) => {
    const shapes = {};
    for (const dress of ['bytes', 'crlf', 'noise', 'deltas']) {
      shapes[dress] = await settled(streamText(ask(name, `shape: ${dress}`)));
    }
    return shapes;
  },

  cached: async (name) => {
    const mark = { anthropic: { cacheControl: { type: 'ephemeral' } } };
    const messages = [
      { role: 'system', content: 'A long standing order. '.repeat(400), providerOptions: mark },
      { role: 'user', content: [{ type: 'text', text: 'say: one', providerOptions: mark }] },
    ];
    const first = await generateText({ ...ask(name), prompt: undefined, messages });
    messages.push(...first.response.messages, { role: 'user', content: 'say: two' });
    const second = await generateText({ ...ask(name), prompt: undefined, messages });
    return { usages: [first.usage, second.usage], text: second.text };
  },

  parts: async (name) => {
    const parts = [];
    for await (const part of streamText(ask(name, 'weather: Oslo', { tools: { get_weather: weather }, stopWhen: stepCountIs(3) })).fullStream) {
      parts.push(part.type);
    }
    return parts;
  },

  tools: async (name) => {
    const result = await generateText(ask(name, 'weather: Paris', { tools: { get_weather: weather }, stopWhen: stepCountIs(3) }));
    return { steps: result.steps.map(read), total: result.totalUsage };
  },

  reasoning: async (name) => {
    const thinking = { anthropic: { thinking: { type: 'enabled', budgetTokens: 1024 } } };
    const result = streamText(ask(name, 'weather: Bern', { model: model(name, 'claude-sonnet-4-6'), maxOutputTokens: 2000, providerOptions: thinking, tools: { get_weather: weather }, stopWhen: stepCountIs(3) }));
    return await settled(result);
  },

  conversation: async (name) => {
    const messages = [];
    const usages = [];
    for (let turn = 1; turn <= 3; turn++) {
      messages.push({ role: 'user', content: `say: turn ${turn}` });
      const result = await generateText({ ...ask(name), prompt: undefined, messages });
      messages.push(...result.response.messages);
      usages.push(result.usage);
    }
    return { messages, usages };
  },

  object: async (name) => {
    const result = await generateObject(ask(name, 'json: city', { model: model(name, 'claude-haiku-5-5'), schema: city }));
    return { object: result.object, finishReason: result.finishReason, usage: result.usage };
  },

  objectStream: async (name) => {
    const result = streamObject(ask(name, 'json: city', { model: model(name, 'claude-haiku-5-5'), schema: city }));
    const partial = [];
    for await (const object of result.partialObjectStream) {
      partial.push(object);
    }
    return { partial, object: await result.object };
  },

  errors: async (name) => {
    const errors = {};
    for (const status of [400, 401, 404, 429, 500, 529]) {
      errors[status] = await failure(generateText(ask(name, `fail: ${status}`)));
    }
    return errors;
  },

  streamErrors: async (name) => {
    const errors = {};
    for (const what of ['529', 'midway']) {
      const parts = [];
      for await (const part of streamText(ask(name, `fail: ${what}`, { onError: () => {} })).fullStream) {
        parts.push(part.type === 'error' ? { error: told(part.error) } : part.type);
      }
      errors[what] = parts;
    }
    return errors;
  },

  retry: async (name) => read(await generateText(ask(name, 'flaky: twice', { maxRetries: 2 }))),

  tell: async () => {
    const messages = [{ role: 'user', content: 'say: noted. My brother Emil plays the cello.' }];
    const result = await generateText({ ...ask('memory'), prompt: undefined, messages });
    return { text: result.text, sent: messages };
  },

  recall: async () => {
    const messages = [{ role: 'user', content: 'say: known. What does my brother Emil play?' }];
    const result = streamText({ ...ask('memory'), prompt: undefined, messages });
    messages.push(...(await result.response).messages, { role: 'user', content: 'say: more.' });
    return { second: (await generateText({ ...ask('memory'), prompt: undefined, messages })).text, sent: messages };
  },
});
