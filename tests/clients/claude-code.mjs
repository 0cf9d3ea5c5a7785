// Requests of the shape that Claude Code sends, over several turns, with the official SDK.
import Anthropic from '@anthropic-ai/sdk';
import { call, run } from './run.mjs';

const model = 'claude-sonnet-5-5';
const account = '6f1f0a52-8c3e-4d7b-9a54-2f1f7c0f6a11';
const metadata = { user_id: `user_${'ab12'.repeat(16)}_account_${account}_session_0d4f3a7e-5b1c-4a61-8f0e-1b2c3d4e5f60` };
const betas = ['claude-code-20250219', 'interleaved-thinking-2025-05-14', 'context-management-2025-06-27'];
const mark = { cache_control: { type: 'ephemeral' } };
const reminder = { type: 'text', text: '<system-reminder>\nThe date is 2026-11-22. This may or may not be of use.\n</system-reminder>\n' };

const object = (properties, required) => ({ $schema: 'http://json-schema.org/draft-07/schema#', type: 'object', properties, required, additionalProperties: false });

const tools = [
  { name: 'Bash', description: 'Runs a command. '.repeat(60), input_schema: object({ command: { type: 'string' }, timeout: { type: 'number' } }, ['command']) },
  { name: 'Read', description: 'Reads a file. '.repeat(60), input_schema: object({ file_path: { type: 'string' } }, ['file_path']) },
];

const system = [
  { type: 'text', text: 'You are a command-line coding agent.', ...mark },
  { type: 'text', text: 'Work in small steps, and say what you did. '.repeat(150), ...mark },
];

const client = new Anthropic({
  apiKey: null,
  authToken: call.key,
  baseURL: call.baseUrl,
  defaultQuery: { beta: 'true' },
  maxRetries: 0,
  defaultHeaders: { 'user-agent': 'claude-cli/2.1.0 (external, cli)', 'x-app': 'cli', 'anthropic-dangerous-direct-browser-access': 'true', ...call.headers },
});

const text = (value) => ({ type: 'text', text: value });

/** The history with a cache mark on the last block of its last two user messages, as it moves along from request to request. */
function marked(messages) {
  const users = messages.map((message, i) => (message.role === 'user' ? i : -1)).filter((i) => i >= 0).slice(-2);
  return messages.map((message, i) =>
    users.includes(i) ? { ...message, content: message.content.map((block, j) => (j === message.content.length - 1 ? { ...block, ...mark } : block)) } : message);
}

async function ask(messages) {
  const stream = client.beta.messages.stream({
    model,
    max_tokens: 32000,
    system,
    tools,
    metadata,
    betas,
    thinking: { type: 'adaptive' },
    context_management: { edits: [{ type: 'clear_thinking_20251015', keep: 'all' }] },
    messages: marked(messages),
  });
  return await stream.finalMessage();
}

await run({
  session: async () => {
    const messages = [];
    const usages = [];
    const prompts = ['Which database does this project use?', 'run: two things at once', 'Now say what my deploy target is.', 'And thank you.'];
    for (const prompt of prompts) {
      messages.push({ role: 'user', content: messages.length === 0 ? [reminder, text(prompt)] : [text(prompt)] });
      for (let round = 0; round < 4; round++) {
        const message = await ask(messages);
        usages.push(message.usage);
        messages.push({ role: 'assistant', content: message.content });
        if (message.stop_reason !== 'tool_use') {
          break;
        }
        const results = message.content
          .filter((block) => block.type === 'tool_use')
          .map((block) => ({ tool_use_id: block.id, type: 'tool_result', content: `ran ${block.input.command}`, is_error: false }));
        messages.push({ role: 'user', content: results });
      }
    }
    return { messages, usages };
  },

  // What it asks beside the conversation.
  quota: async () => await client.beta.messages.create({ model: 'claude-haiku-5-5', max_tokens: 1, metadata, messages: [{ role: 'user', content: 'quota' }], betas }),

  title: async () =>
    await client.beta.messages.create({
      model: 'claude-haiku-5-5',
      max_tokens: 512,
      metadata,
      betas,
      system: [text('Name the topic of the conversation in a few words.')],
      messages: [{ role: 'user', content: [text('Which database does this project use?')] }],
    }),

  count: async () => await client.beta.messages.countTokens({ model, betas, system, tools, messages: [{ role: 'user', content: 'How long is this?' }] }),
});
