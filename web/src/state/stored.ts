/** A text kept in this browser. Where storage is closed (private windows, quotas) it lives as long as the page. */
export function stored(key: string, initial: string) {
  let memory: string | null = null;
  return {
    get(): string {
      try {
        return memory ?? localStorage.getItem(key) ?? initial;
      } catch {
        return memory ?? initial;
      }
    },
    set(value: string): void {
      memory = value;
      try {
        localStorage.setItem(key, value);
      } catch {
        // It stays in memory.
      }
    },
  };
}
