// CLIENT_KEY=<key> node <script>.mjs <base URL> <headers as JSON> [scenario…]: runs the scenarios (default: all) and prints one JSON object, a member for each.

const [, , baseUrl, headers, ...names] = process.argv;

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
      results[name] = await scenarios[name](name);
    } catch (error) {
      results[name] = { unexpected: String(error?.stack ?? error) };
    }
  }
  process.stdout.write(JSON.stringify(results));
}
