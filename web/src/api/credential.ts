const name = 'memori.key';

const places = (): Storage[] => {
  try {
    return [sessionStorage, localStorage];
  } catch {
    return [];
  }
};

let memory: string | null = null;

/**
 * The key of who signed in: as long as the tab lives, or for longer when that was wished. Not a cookie: those are sent to every port of a host, and by
 * pages that are not ours.
 */
export const credential = {
  get(): string | null {
    return (
      memory ??
      places()
        .map((place) => place.getItem(name))
        .find((key) => key !== null) ??
      null
    );
  },
  keep(key: string, beyondTheTab: boolean): void {
    memory = key;
    places()[beyondTheTab ? 1 : 0]?.setItem(name, key);
  },
  forget(): void {
    memory = null;
    for (const place of places()) {
      place.removeItem(name);
    }
  },
};
