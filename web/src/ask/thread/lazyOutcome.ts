import { lazy } from 'react';

const load = () => import('./Outcome');

/** What shows answers, with the grid; loaded with the first question, not with the page. */
export const Outcome = lazy(async () => ({ default: (await load()).Outcome }));

/** Begins to load it, while the server thinks. */
export const loadOutcome = (): void => void load();
