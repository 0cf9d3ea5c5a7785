// CLIENT_KEY=<key> node <script>.mjs <base URL> <headers as JSON> [scenario…]: runs the scenarios (default: all) and prints one JSON object, a member for each.

const [, , baseUrl, headers, ...names] = process.argv;
const patience = 15_000;

/** What the script was called with. */
export const call = { baseUrl, key: process.env.CLIENT_KEY ?? 'test-key', headers: JSON.parse(headers ?? '{}') };

/** The headers of one scenario: each is a user of its own, so that none remembers what another said. */
export const headersOf = (name) => ({ 'x-user-id': `client-${name}`, ...call.headers });

/** Runs the scenarios one after another; a failure that a scenario does not expect is its result. */
export async function run(scenarios) {
  const results = {};
  process.on('unhandledRejection', (error) => (results.unhandled = { unexpected: String(error?.stack ?? error) }));
  for (const name of names.length > 0 ? names : Object.keys(scenarios)) {
    try {
      results[name] = await ended(scenarios[name], name);
    } catch (error) {
      results[name] = { unexpected: String(error?.stack ?? error) };
    }
  }
  process.stdout.write(JSON.stringify(results));
}

// Node's fetch now and then never tells that a connection was cut (seen straight at the API as well): a scenario that waits for that is begun once more.
async function ended(scenario, name) {
  for (let attempt = 1; ; attempt++) {
    let timer;
    const late = new Promise((resolve) => (timer = setTimeout(resolve, patience)));
    const outcome = await Promise.race([Promise.resolve(scenario(name)).then((result) => ({ result })), late]).finally(() => clearTimeout(timer));
    if (outcome) {
      return outcome.result;
    }

    process.stderr.write(`${name} did not end\n`);
    if (attempt === 2) {
      throw new Error(`${name} did not end`);
    }
  }
}
