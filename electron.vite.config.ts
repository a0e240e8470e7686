import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

const fromHere = (path: string) => resolve(import.meta.dirname, path);

/** The movies of the demo's sample, which are read from beside its code. */
const sampleMedia = {
  name: 'sample-media',
  generateBundle(this: { emitFile(file: object): string }) {
    for (const name of ['harbour.mp4', 'opening.webm']) {
      const source = readFileSync(fromHere(`build/demo/sample/media/${name}`));
      this.emitFile({ type: 'asset', fileName: `media/${name}`, source });
    }
  },
};

/**
 * How the three parts are built. Dependencies go into the bundles (one file starts quicker than hundreds); `electron`
 * and Node's own modules stay outside. Main and preload are built for Node 20, the oldest that a supported Electron has.
 */
// biome-ignore lint/style/noDefaultExport: electron-vite reads the default export.
export default defineConfig({
  main: {
    plugins: [sampleMedia],
    build: {
      outDir: 'out/main',
      target: 'node20',
      externalizeDeps: false,
      minify: false,
      rolldownOptions: {
        input: {
          main: fromHere('electron/main.ts'),
          demoProcess: fromHere('build/demo/demoProcess.ts'),
          transfersThread: fromHere('electron/core/transfers/thread/transfersThread.ts'),
        },
        // It loads its native half from beside its own files.
        external: ['classic-level'],
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      target: 'node20',
      externalizeDeps: false,
      minify: false,
      rolldownOptions: {
        input: { preload: fromHere('electron/preload.ts') },
        // A sandboxed preload cannot be an ES module.
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: fromHere('renderer'),
    plugins: [react()],
    // `appProtocol.ts` puts a fresh nonce in this place of every answer.
    html: { cspNonce: 'SATCHEL_CSP_NONCE' },
    build: {
      outDir: fromHere('out/renderer'),
      target: 'chrome130',
      minify: true,
      modulePreload: { polyfill: false },
      rolldownOptions: {
        input: {
          index: fromHere('renderer/index.html'),
          // The hidden page that decodes pictures and movies for thumbnails.
          thumbnailer: fromHere('renderer/thumbnailer/index.html'),
        },
      },
    },
  },
});
