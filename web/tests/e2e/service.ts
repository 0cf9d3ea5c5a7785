import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Service {
  url: string;
  pid: number | undefined;
  stop: () => Promise<void>;
}

/** What starts Memori: `./memori`, unless another command is named, its words separated by spaces. */
const command = (process.env.E2E_COMMAND ?? join(import.meta.dirname, '../../../memori')).split(' ');

async function listening(process: ChildProcess): Promise<string> {
  let said = '';
  for (const stream of [process.stdout, process.stderr]) {
    stream?.on('data', (text) => {
      said += text;
    });
  }
  return new Promise((resolve, reject) => {
    const look = () => {
      const url = /listens on (http:\/\/127\.0\.0\.1:\d+)/.exec(said)?.[1];
      if (url) {
        resolve(url);
      }
    };
    process.stdout?.on('data', look);
    process.stderr?.on('data', look);
    process.on('exit', (code) => reject(new Error(`memori ended with ${code}: ${said}`)));
  });
}

/** A server of its own, on a free port, with the sample database and what the environment says besides. */
export async function startService(environment: Record<string, string> = {}): Promise<Service> {
  const data = await mkdtemp(join(tmpdir(), 'memori-web-'));
  const [program = '', ...args] = command;
  const server = spawn(program, [...args, 'serve', '--urls', 'http://127.0.0.1:0'], {
    env: {
      ...process.env,
      MEMORI_DATA_DIR: data,
      ANTHROPIC_API_KEY: '',
      MEMORI_RATE_LIMIT_PER_MINUTE: '100000',
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const url = await listening(server);
  const ended = new Promise((resolve) => server.on('exit', resolve));
  return {
    url,
    pid: server.pid,
    stop: async () => {
      server.kill('SIGTERM');
      await ended;
      await rm(data, { recursive: true, force: true });
    },
  };
}
