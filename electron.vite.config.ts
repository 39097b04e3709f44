import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

// The targets name the oldest runtime we test whole (Electron 33: Node 20, Chromium 130).
export default defineConfig({
  main: {
    build: {
      outDir: 'dist/main',
      target: 'node20',
      externalizeDeps: false,
      lib: { entry: 'electron/main.ts', formats: ['es'] },
      rollupOptions: { output: { entryFileNames: 'main.js' } },
    },
  },
  preload: {
    build: {
      outDir: 'dist/preload',
      target: 'node20',
      externalizeDeps: false,
      lib: { entry: 'electron/preload.ts', formats: ['cjs'] },
      rollupOptions: { output: { entryFileNames: 'preload.cjs' } },
    },
  },
  renderer: {
    root: 'renderer',
    plugins: [react()],
    publicDir: false,
    worker: { format: 'es' },
    build: {
      outDir: 'dist/renderer',
      target: 'chrome130',
      minify: true,
      assetsInlineLimit: 0,
      chunkSizeWarningLimit: 4000,
      rollupOptions: { input: 'renderer/index.html' },
    },
  },
});
