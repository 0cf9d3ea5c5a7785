import './ui/styles';
import './global.css';
import { createRoot } from 'react-dom/client';
import { App } from './App';
import { startLanguage } from './i18n';
import { loadPage } from './routes';
import { loadMe } from './signin/useMe';

const root = document.getElementById('root');
if (root) {
  // What the first screen needs is asked for at once, not one after the other.
  const language = startLanguage();
  loadPage(location.pathname);
  loadMe();
  await language;
  createRoot(root).render(<App />);
}
