/** Imports run one way, type imports included: see docs/voice-path.md. */
const pkg = (...names) => `^packages/(${names.join('|')})/`
const only = (from, ...to) => ({
  name: `${from}-imports`,
  comment: `${from} imports ${to.length ? to.join(', ') : 'no other package of ours'} only`,
  severity: 'error',
  from: { path: pkg(from) },
  to: { path: '^packages/', pathNot: pkg(from, ...to) },
})

module.exports = {
  forbidden: [
    { name: 'no-cycle', severity: 'error', from: {}, to: { circular: true } },
    only('protocol'),
    only('flow', 'protocol'),
    only('nlu', 'protocol'),
    only('runtime', 'protocol', 'flow', 'nlu'),
    only('media-bridge', 'protocol'),
    only('speech-engine', 'protocol'),
    only('designer', 'protocol', 'flow', 'nlu'),
    only('cli', 'protocol', 'flow', 'nlu', 'runtime', 'media-bridge'),
    {
      name: 'pure-packages',
      comment: 'protocol, flow and nlu know no Node, network or logger',
      severity: 'error',
      from: { path: pkg('protocol', 'flow', 'nlu'), pathNot: '\\.test\\.ts$|/(testing|fixtures)/' },
      to: { dependencyTypes: ['core'] },
    },
    { name: 'no-deep-import', severity: 'error', from: { path: '^packages/([^/]+)/' }, to: { path: '^packages/(?!$1/)[^/]+/(src|dist)/(?!index\\.)', pathNot: '^packages/$1/' } },
    { name: 'gpl-in-its-own-process', severity: 'error', from: { pathNot: pkg('speech-engine') }, to: { path: 'espeak-ng' } },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '/dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['@callchart/source', 'import', 'node', 'default'], extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.json'] },
  },
}
