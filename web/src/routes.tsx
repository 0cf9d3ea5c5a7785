import { lazy } from 'react';
import { Navigate, Route, Routes } from 'react-router';
import { NotFound } from './shell/NotFound';
import { Shell } from './shell/Shell';

const pages = {
  ask: () => import('./ask/AskPage'),
  data: () => import('./data/DataSourcesPage'),
  memory: () => import('./memory/MemoryPage'),
  watch: () => import('./watch/WatchPage'),
  manage: () => import('./manage/ManagePage'),
};

const AskPage = lazy(pages.ask);
const AnswerPage = lazy(() => import('./ask/AnswerPage'));
const DataSourcesPage = lazy(pages.data);
const DataSourcePage = lazy(() => import('./data/DataSourcePage'));
const MemoryPage = lazy(pages.memory);
const WatchPage = lazy(pages.watch);
const ManagePage = lazy(pages.manage);

/** Begins to load the page at an address before it is shown. */
export function loadPage(path: string): void {
  const name = path.split('/')[1] || 'ask';
  if (name in pages) {
    // A piece that can't be had is said where it is shown.
    pages[name as keyof typeof pages]().catch(() => undefined);
  }
}

/** The pages and their addresses; each is loaded when it is first gone to. */
export function Pages() {
  return (
    <Routes>
      <Route element={<Shell />}>
        <Route index element={<Navigate to="/ask" replace />} />
        <Route path="ask" element={<AskPage />} />
        <Route path="ask/c/:session" element={<AskPage />} />
        <Route path="ask/answers/:answer" element={<AnswerPage />} />
        <Route path="data" element={<DataSourcesPage />} />
        <Route path="data/:id" element={<DataSourcePage />} />
        <Route path="memory" element={<MemoryPage />} />
        <Route path="watch" element={<WatchPage />} />
        <Route path="manage" element={<ManagePage />} />
        <Route path="*" element={<NotFound />} />
      </Route>
    </Routes>
  );
}
