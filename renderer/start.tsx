import { createRoot } from 'react-dom/client';
import { App } from './app/app.tsx';
import { runJob } from './app/job.ts';
import { ask, hasShell } from './app/shell.ts';
import { startView } from './app/view-store.ts';
import './app/app.css';

const info = hasShell()
  ? await ask('appInfo', undefined)
  : ({ lang: navigator.language.startsWith('zh') ? 'zh' : 'en', folder: '' } as const);
const job = hasShell() ? await ask('getJob', undefined) : null;
await startView(job?.lang ?? info.lang, info.folder);
const root = document.getElementById('root');
if (root) createRoot(root).render(<App />);
if (job) void runJob(job);
