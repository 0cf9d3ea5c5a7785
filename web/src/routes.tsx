import { lazy } from 'react';
import { Navigate, Route, Routes } from 'react-router';
import { NotFound } from './shell/NotFound';
import { Shell } from './shell/Shell';

const AskPage = lazy(() => import('./ask/AskPage'));
const AnswerPage = lazy(() => import('./ask/AnswerPage'));
const DataSourcesPage = lazy(() => import('./data/DataSourcesPage'));
const DataSourcePage = lazy(() => import('./data/DataSourcePage'));
const MemoryPage = lazy(() => import('./memory/MemoryPage'));
const WatchPage = lazy(() => import('./watch/WatchPage'));
const ManagePage = lazy(() => import('./manage/ManagePage'));

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
