// Imports go one way: bot → dialogs → cards → services/<capability> → services/database (docs/decisions/0001).
const capability = '^services/(requests|classification|catalogue|projects|workspaces|airlock|budgets|audit|notifications|workflows|tiers|records|documents)/';

// A capability knows those before it, and none after it.
const order = ['audit', 'notifications', 'workflows', 'tiers', 'documents', 'records', 'requests', 'catalogue', 'classification', 'projects', 'workspaces'];

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'services-know-no-teams', severity: 'error', from: { path: '^services/' }, to: { path: '^(bot|dialogs|cards|manifest|infra)/' } },
    { name: 'cards-know-no-conversation', severity: 'error', from: { path: '^cards/' }, to: { path: '^(bot|dialogs|manifest|infra)/' } },
    { name: 'dialogs-know-no-bot', severity: 'error', from: { path: '^dialogs/' }, to: { path: '^(bot|manifest|infra)/' } },
    { name: 'the-product-needs-no-local-stack', severity: 'error', from: { path: '^(bot|dialogs|cards|services|manifest)/' }, to: { path: '^infra/local/' } },
    {
      name: 'templates-know-nothing-of-the-product',
      comment: 'Templates are read, pinned and deployed by themselves; they get their data from infra/*.json alone.',
      severity: 'error',
      from: { path: '^infra/templates/' },
      to: { path: '.', pathNot: '^(infra/templates/|infra/tiers\\.json$|infra/(roles|conditional-access)/|node:|(fs|path|crypto)$)' },
    },
    { name: 'the-product-reads-no-builders', severity: 'error', from: { path: '^(bot|dialogs|cards|services|manifest|infra/local)/' }, to: { path: '^infra/templates/' } },
    { name: 'production-needs-no-tests', severity: 'error', from: { path: '^(bot|dialogs|cards|services|manifest|infra)/' }, to: { path: '^test/' } },
    {
      name: 'teams-stays-in-bot',
      severity: 'error',
      from: { path: '^(cards|services|manifest)/' },
      to: { path: 'node_modules/(botbuilder|botbuilder-core|botframework-connector|botframework-schema|@microsoft/teams-ai|restify)/' },
    },
    {
      name: 'dialogs-only-botbuilder-dialogs',
      severity: 'error',
      from: { path: '^dialogs/' },
      to: { path: 'node_modules/(botbuilder|botframework-connector|@microsoft/teams-ai|restify)/' },
    },
    { name: 'dialogs-stay-in-dialogs', severity: 'error', from: { path: '^(cards|services)/' }, to: { path: 'node_modules/botbuilder-dialogs/' } },
    {
      name: 'azure-sdks-stay-in-services-azure',
      severity: 'error',
      from: { path: '^(bot|dialogs|cards|services)/', pathNot: '^services/azure/' },
      to: { path: 'node_modules/(@azure|@microsoft/microsoft-graph-client)/' },
    },
    {
      name: 'azure-is-wired-in-compose-alone',
      severity: 'error',
      from: { path: '^(bot|dialogs|cards|services)/', pathNot: '^(bot/compose\\.ts|services/processes/|services/azure/)' },
      to: { path: '^services/azure/' },
    },
    {
      name: 'capabilities-meet-at-their-face',
      severity: 'error',
      from: { path: '^services/([^/]+)/' },
      to: { path: capability, pathNot: ['^services/$1/', '/index\\.ts$'] },
    },
    ...order.map((name, place) => ({ name: `${name}-knows-none-after-it`, severity: 'error', from: { path: `^services/${name}/` }, to: { path: `^services/(${[...order.slice(place + 1), 'none'].join('|')})/` } })),
    { name: 'outside-enters-by-the-face', severity: 'error', from: { path: '^(bot|dialogs|cards)/' }, to: { path: capability, pathNot: '/index\\.ts$' } },
    { name: 'database-knows-no-capability', severity: 'error', from: { path: '^services/database/' }, to: { path: '^services/(?!database/)' } },
    { name: 'no-orphans', severity: 'error', from: { orphan: true, pathNot: ['\\.d\\.ts$', '\\.json$'] }, to: {} },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default', 'types'] },
  },
};
