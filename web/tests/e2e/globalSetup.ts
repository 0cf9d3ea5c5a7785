import { startService } from './service';

/** One server for all tests that don't need their own. */
export default async function globalSetup(): Promise<() => Promise<void>> {
  const service = await startService();
  process.env.E2E_URL = service.url;
  return service.stop;
}
