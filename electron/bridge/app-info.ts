import { app } from 'electron';
import type { BridgeReply } from '../../shared/bridge.ts';

/** Chinese for every Chinese locale of the system, English otherwise. */
export function systemLang(): 'zh' | 'en' {
  const [first] = app.getPreferredSystemLanguages();
  return /^zh/i.test(first ?? app.getLocale()) ? 'zh' : 'en';
}

export function appInfo(): BridgeReply<'appInfo'> {
  return {
    version: app.getVersion(),
    electron: process.versions.electron,
    platform: process.platform,
    lang: systemLang(),
    folder: app.getPath('userData'),
  };
}
