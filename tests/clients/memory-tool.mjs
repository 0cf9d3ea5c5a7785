// node memory-tool.mjs <commands as JSON>: runs commands of the memory tool with the official SDK's own implementation, on files, and prints the results.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BetaLocalFilesystemMemoryTool } from '@anthropic-ai/sdk/tools/memory/node';

const directory = await mkdtemp(join(tmpdir(), 'memori-memory-tool-'));
const tool = await BetaLocalFilesystemMemoryTool.init(directory);
const results = [];
for (const command of JSON.parse(process.argv[2])) {
  try {
    results.push(await tool[command.command](command));
  } catch (error) {
    results.push(`Error: ${error.message}`);
  }
}
await rm(directory, { recursive: true });
process.stdout.write(JSON.stringify({ results }));
