import { contextBridge, ipcRenderer } from 'electron';
import { bridge } from '../shared/bridge.ts';

const calls = Object.keys(bridge).map((call) => [
  call,
  (request: unknown) => ipcRenderer.invoke(call, request),
]);
contextBridge.exposeInMainWorld('certscope', Object.fromEntries(calls));
