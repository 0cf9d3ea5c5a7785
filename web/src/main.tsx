import './ui/styles';
import './global.css';
import { createRoot } from 'react-dom/client';
import { App } from './App';
import { startLanguage } from './i18n';

const root = document.getElementById('root');
if (root) {
  await startLanguage();
  createRoot(root).render(<App />);
}
