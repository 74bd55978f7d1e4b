// The boundaries of the parts, as rules. tests/boundaries.test.ts shows that each of them fires.

/** Everything that Node brings, with and without the node: prefix, and Electron. */
const ELECTRON = '^(electron|electron/.*)$|(^|/)node_modules/electron/';
/** Packages that hold a window's parts. */
const PAGE_PACKAGES = '(^|/)node_modules/(react|react-dom|react-aria-components|react-resizable-panels|zustand|lucide-react|@codemirror|@xterm/(xterm|addon-(fit|webgl|search|web-links|unicode11)))(/|$)';
/** Packages of shared code: pure, and running in Node and in a page alike. */
const SHARED_PACKAGES = '(^|/)node_modules/(zod|@orpc/(contract|client|shared)|intl-messageformat|mdast-util-(from-markdown|gfm|to-hast)|micromark-extension-gfm|hast-util-sanitize)(/|$)';

const TESTS = '\\.test\\.tsx?$';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'shared-is-pure',
      comment: 'shared imports nothing of Node or Electron, no other part, and only packages that are pure.',
      severity: 'error',
      from: { path: '^src/shared/', pathNot: TESTS },
      to: { pathNot: ['^src/shared/', SHARED_PACKAGES] },
    },
    {
      name: 'core-knows-no-process',
      comment: 'core runs in the lab host, the CLI and tests alike: it imports no process of the app.',
      severity: 'error',
      from: { path: '^src/core/' },
      to: { path: '^src/(main|host|preload|renderer|cli)/' },
    },
    {
      name: 'core-knows-no-window',
      comment: 'core has no DOM, so no package of a page.',
      severity: 'error',
      from: { path: '^src/(core|host|cli)/' },
      to: { path: PAGE_PACKAGES },
    },
    {
      name: 'electron-only-at-the-edges',
      comment: 'Electron only in main, preload and the entry of the lab host; types count as well.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(main/|preload/|host/index\\.ts$)' },
      to: { path: ELECTRON },
    },
    {
      name: 'renderer-has-no-node',
      comment: 'The page is sandboxed: no Node built-in exists there.',
      severity: 'error',
      from: { path: '^src/renderer/', pathNot: TESTS },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'renderer-knows-only-shared',
      comment: 'The page knows the contract and nothing of what fulfils it.',
      severity: 'error',
      from: { path: '^src/renderer/' },
      to: { path: '^src/(core|host|main|preload|cli)/' },
    },
    {
      name: 'preload-is-thin',
      comment: 'The preload hands over ports; it knows the contract at most.',
      severity: 'error',
      from: { path: '^src/preload/' },
      to: { path: '^src/(core|host|main|renderer|cli)/' },
    },
    {
      name: 'main-does-no-lab-work',
      comment: 'main owns windows and supervises the lab host; labs, databases and Docker are the core\'s, in the host.',
      severity: 'error',
      from: { path: '^src/main/' },
      to: { path: '^src/(core|host|renderer|preload|cli)/' },
    },
    {
      name: 'host-and-cli-stand-alone',
      comment: 'host and CLI put the core to use, each by itself.',
      severity: 'error',
      from: { path: '^src/(host|cli)/' },
      to: { path: '^src/(main|renderer|preload)/' },
    },
    {
      name: 'host-is-not-the-cli',
      severity: 'error',
      comment: 'Neither imports the other; what both need is in the core.',
      from: { path: '^src/(host|cli)/' },
      to: { path: '^src/(host|cli)/', pathNot: '^src/$1/' },
    },
    {
      name: 'no-cycles',
      comment: 'Two modules that need each other are one module, or need a third. Types may point back.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'resolvable',
      comment: 'Every import must lead somewhere.',
      severity: 'error',
      from: { path: '^src/' },
      to: { couldNotResolve: true },
    },
    {
      name: 'no-tests-in-code',
      comment: 'What ships imports no test.',
      severity: 'error',
      from: { path: '^src/', pathNot: TESTS },
      to: { path: `${TESTS}|^tests/` },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    combinedDependencies: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.json', '.d.ts'],
    },
  },
};
