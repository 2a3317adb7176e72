import * as cards from '../../cards/index.js';
import type { PortfolioLine, ProjectView, RepresentedDataset } from '../../services/projects/index.js';
import { events } from '../../services/requests/index.js';
import type { PersonAction, RequestEvent, RequestState, RequestView } from '../../services/requests/index.js';
import { classificationDeck } from './classification-deck.js';
import { explainDeck } from './explain-deck.js';
import { membershipDeck } from './membership-deck.js';
import { recordDeck } from './record-deck.js';
import { workspaceDeck } from './workspace-deck.js';
import { amara, dataset, format, ines, jonas, lena, line, missing, place, request, tom } from './samples.js';

const asking: readonly PersonAction[] = ['approve', 'deny', 'return'];
const joining: RequestView = { ...request, id: 11, type: 'join-workspace', dataset: null, tier: 2, requester: jonas, subject: lena, seats: [{ stage: 0, role: 'project-manager-or-investigator', state: 'pending', holders: [jonas, ines] }], votes: [], related: [], waitingFor: [jonas, ines], stages: 1, stage: 0 };
const inState = (state: RequestState, more: Partial<RequestView> = {}): RequestView => ({ ...request, state, waitingFor: [], dueAt: null, ...more });
const returned = { person: tom, seatRole: 'representative', answer: 'return', comment: 'Please name the fields, and say for how long the coefficients are kept.', at: new Date('2025-11-24T10:00:00Z') } as const;
const denied = { ...returned, answer: 'deny', comment: 'The agreement covers prognosis, not the comparison of hospitals.' } as const;

const toldOf = (event: RequestEvent): RequestView => {
  if (event === 'denied') return inState('denied', { votes: [...request.votes, denied] });
  return event === 'returned' ? inState('returned', { votes: [...request.votes, returned], allowed: ['resubmit', 'withdraw'] }) : request;
};

const { dialog, instance } = place;
const form: cards.FormView = {
  instance,
  step: 'fill',
  title: 'New project',
  heading: 'What is the project?',
  notes: ['It is on record who opened it.'],
  facts: [],
  fields: [
    { kind: 'text', id: 'name', label: 'Title', required: true, max: 120 },
    { kind: 'long-text', id: 'summary', label: 'What it is to find out', required: true, max: 1_000, placeholder: 'In a few sentences' },
    { kind: 'date', id: 'ends', label: 'Last day', required: true, value: '31 March 2028' },
    { kind: 'person', id: 'lead', label: 'Investigator', required: true, placeholder: 'Name or e-mail address' },
    { kind: 'choice', id: 'tool', label: 'Main tool', required: false, value: 'r', choices: [{ title: 'R', value: 'r' }, { title: 'Python', value: 'python' }] },
    { kind: 'choices', id: 'outputs', label: 'Outputs', required: true, choices: [{ title: 'Tables', value: 'tables' }, { title: 'Figures', value: 'figures' }] },
    { kind: 'toggle', id: 'less', label: 'Less data', statement: 'It could be done with less personal data.', required: true },
  ],
  typed: { name: 'Readmission after heart failure', outputs: 'tables,figures' },
  errors: ['Last day: That is no date I can read. Please write it like 28 February 2027.'],
  next: 'Next you see everything once more.',
  onwards: 'next',
};
const workspace = { id: 2, name: 'Heart failure, analysis' };
const registry = { id: 7, name: dataset.name };
const terms = { ...place, stepNumber: 3, dataset: registry, workspace, purpose: request.purpose, offered: '2026-02-28', latest: '2026-11-20', because: 'longest', existing: null } as const;
const confirm: cards.ConfirmView = {
  ...place,
  stepNumber: 4,
  dataset: registry,
  workspace,
  tier: 3,
  purpose: request.purpose,
  untilOn: '2026-02-28',
  endsAt: request.endsAt,
  today: '2025-11-20',
  decides: [
    { role: 'investigator', names: [ines.name] },
    { role: 'representative', names: [tom.name] },
  ],
  alsoJoin: true,
  joinDecides: [{ role: 'project-manager-or-investigator', names: [jonas.name, ines.name] }],
  membershipUntil: null,
  missing: [],
  commitments: [{ key: 'agreement', accepted: false }],
};

const projectPerson = { guest: false, conflicted: false, trainingMissing: false } as const;
const project: ProjectView = {
  id: 1,
  title: 'Predicting readmission after heart failure',
  summary: 'Which patients come back within 90 days.',
  open: true,
  endsOn: '2027-05-31',
  people: [
    { ...ines, role: 'investigator', ...projectPerson },
    { ...jonas, role: 'project-manager', ...projectPerson },
    { ...amara, role: 'researcher', ...projectPerson, trainingMissing: true },
    { ...lena, role: 'referee', ...projectPerson, conflicted: true },
    { ...tom, role: 'representative', ...projectPerson, guest: true, trainingMissing: null },
  ],
  packages: Array.from({ length: 10 }, (_, index) => ({ id: index + 1, title: 'Treatment and outcome, linked', state: index === 0 ? ('open' as const) : ('classified' as const), tier: index === 0 ? null : index % 4, suspended: index === 2, datasets: index, workspaces: index % 3 })),
  gaps: [
    { kind: 'referee' },
    { kind: 'representative', dataset: registry },
    { kind: 'nobody-represents', dataset: { id: 9, name: 'Echo reports' } },
    { kind: 'training', name: amara.name },
    { kind: 'investigator' },
    { kind: 'project-manager' },
    { kind: 'package' },
  ],
  allowed: ['see-project', 'appoint-researcher', 'remove-researcher', 'declare-conflict', 'propose-referee', 'create-package'],
};
const portfolioLine: PortfolioLine = { id: 1, title: project.title, open: true, investigator: ines.name, packages: { new: 1, open: 2, classified: 3 }, tiers: [0, 1, 1, 1, 0], workspaces: 2, openRequests: 4, lapse: { kind: 'agreement', on: '2026-06-30' } };
const lapses = (['project', 'training', 'access'] as const).map((kind, index): PortfolioLine => ({ ...portfolioLine, id: index + 2, investigator: null, open: index > 0, tiers: [0, 0, 0, 0, 0], lapse: { kind, on: '2026-05-31' } }));
const represented: RepresentedDataset = {
  ...registry,
  capacity: 'principal',
  places: Array.from({ length: 7 }, (_, index) => ({
    project: { id: 1, title: project.title },
    workPackage: { id: index + 1, title: 'Linked', state: index === 0 ? ('new' as const) : ('classified' as const), tier: index === 0 ? null : 3, suspended: index === 2 || index === 3 },
    withdrawn: index === 3,
    workspace: index === 1 ? null : { id: 2, name: 'Heart failure, analysis' },
    agreementEndsOn: index === 2 ? null : '2027-05-31',
    people: index < 3 ? [] : Array.from({ length: index * 2 }, () => ({ name: amara.name, untilOn: '2026-02-28' })),
  })),
};

/** Every card of the product in the situations that people meet, by name; `say` may change what people typed in the views. */
export const deckOf = (say: <View>(view: View) => View): Readonly<Record<string, () => cards.Card>> => ({
  welcome: () => cards.welcomeCard(say({ name: amara.name }), format),
  help: () => cards.helpCard(say({ pendingApprovals: 0, toClassify: 0, dialogOpen: true }), format),
  'help-decider': () => cards.helpCard(say({ pendingApprovals: 2, toClassify: 1, dialogOpen: false }), format),
  suggestions: () =>
    cards.suggestionsCard(
      say({
        said: 'show me the cardiak registry please',
        suggestions: [
          { label: dataset.name, data: { verb: 'dataset.show', datasetId: 7 } },
          { label: 'RQ-0012', data: { verb: 'request.show', requestId: 12 } },
        ],
      }),
      format,
    ),
  'dataset-list': () => cards.datasetListCard(say({ query: 'heart', page: { items: [dataset, { ...dataset, id: 8, name: 'Echo reports', hidden: true }], page: 1, pages: 3, total: 21 } }), format),
  'dataset-list-empty': () => cards.datasetListCard(say({ query: 'unicorns', page: { items: [], page: 1, pages: 1, total: 0 } }), format),
  dataset: () => cards.datasetCard(say(dataset), format),
  'dataset-elsewhere': () => cards.datasetCard(say({ ...dataset, uses: [] }), format),
  'choose-dataset': () => cards.chooseDatasetCard(say({ dialog, instance, stepNumber: 1, steps: 4, choices: [dataset, { id: 8, name: 'Echo reports', provider: 'Northgate' }] }), format),
  'choose-workspace': () =>
    cards.chooseWorkspaceCard(
      say({
        ...place,
        dataset: registry,
        choices: [
          { ...workspace, tier: 3, member: true },
          { id: 4, name: 'Synthetic cohort', tier: 1, member: false },
          { id: 5, name: 'Wearables', tier: null, member: false },
        ],
        chosen: 2,
        error: 'choice-missing',
      }),
      format,
    ),
  'choose-nothing': () => cards.chooseWorkspaceCard(say({ ...place, dialog: 'ask', dataset: null, choices: [] }), format),
  terms: () => cards.termsCard(say(terms), format),
  'terms-error': () => cards.termsCard(say({ ...terms, until: '31 February', error: 'until-unreadable', because: 'agreement-end' }), format),
  'terms-late': () => cards.termsCard(say({ ...terms, dialog: 'resubmit', error: 'until-too-late', limit: '2026-11-20', because: 'project-end' }), format),
  'terms-longer': () => cards.termsCard(say({ ...terms, existing: { requestId: 15, untilOn: '2026-01-31' }, error: 'until-needed' }), format),
  'terms-resubmit': () => cards.termsCard(say({ ...terms, dialog: 'resubmit', stepNumber: 1, steps: 2, comment: returned.comment }), format),
  'confirm-longer': () => cards.confirmCard(say({ ...confirm, alsoJoin: false, joinDecides: [], membershipUntil: '2026-01-31', commitments: [] }), format),
  confirm: () => cards.confirmCard(say(confirm), format),
  'confirm-tier-2': () =>
    cards.confirmCard(
      say({
        ...confirm,
        dataset: null,
        tier: 2,
        alsoJoin: false,
        joinDecides: [],
        missing: ['training', 'dpia'],
        decides: [{ role: 'project-manager-or-investigator', names: [] }],
        commitments: [
          { key: 'agreement', accepted: true },
          { key: 'copy-paste', accepted: false },
        ],
        error: 'commitments-needed',
      }),
      format,
    ),
  project: () => cards.projectCard(say(project), format),
  'project-read': () => cards.projectCard(say({ ...project, people: [], gaps: [], packages: [], allowed: ['declare-conflict'] }), format),
  'project-quiet': () => cards.projectCard(say({ ...project, gaps: [], people: Array.from({ length: 9 }, () => ({ ...amara, role: 'researcher' as const, ...projectPerson })) }), format),
  'project-closed': () => cards.projectCard(say({ ...project, open: false, gaps: [], allowed: [] }), format),
  people: () => cards.peopleCard(say(project), format),
  'people-many': () => cards.peopleCard(say({ ...project, allowed: [], people: Array.from({ length: 60 }, () => ({ ...amara, role: 'researcher' as const, ...projectPerson })) }), format),
  'people-none': () => cards.peopleCard(say({ ...project, people: [] }), format),
  projects: () =>
    cards.projectListCard(say({ items: [{ id: 1, title: project.title, open: true, endsOn: '2027-05-31', role: 'investigator', investigator: ines.name, people: 8, packages: 3 }, { id: 2, title: 'Closed', open: false, endsOn: '2025-05-31', role: null, investigator: null, people: 0, packages: 0 }], page: 1, pages: 2, total: 9, mayCreate: true }), format),
  'projects-none': () => cards.projectListCard(say({ items: [], page: 1, pages: 1, total: 0, mayCreate: false }), format),
  'projects-none-yet': () => cards.projectListCard(say({ items: [], page: 1, pages: 1, total: 0, mayCreate: true }), format),
  portfolio: () => cards.portfolioCard(say({ items: [portfolioLine, ...lapses], page: 1, pages: 3, total: 14, tiers: [2, 5, 31, 8, 0], openProjects: 12 }), format),
  'portfolio-none': () => cards.portfolioCard(say({ items: [], page: 1, pages: 1, total: 0, tiers: [0, 0, 0, 0, 0], openProjects: 0 }), format),
  'my-datasets': () => cards.myDatasetsCard(say({ items: [represented, { ...represented, id: 8, capacity: 'deputy', places: [] }], page: 1, pages: 1, total: 2 }), format),
  'my-datasets-none': () => cards.myDatasetsCard(say({ items: [], page: 1, pages: 1, total: 0 }), format),
  referees: () => cards.refereesCard(say({ project, mayAppoint: true, proposals: [{ ...lena, from: 'college', seats: 0, lastAppointedAt: null, trained: true }, { ...amara, from: 'college', seats: 2, lastAppointedAt: request.createdAt, trained: false }] }), format),
  'referees-read': () => cards.refereesCard(say({ project, mayAppoint: false, proposals: [{ ...lena, from: 'college', seats: 1, lastAppointedAt: null, trained: true }] }), format),
  'referees-fallback': () => cards.refereesCard(say({ project, mayAppoint: true, proposals: [{ ...lena, from: 'programme-manager', seats: 0, lastAppointedAt: null, trained: true }] }), format),
  'referees-nobody': () => cards.refereesCard(say({ project, mayAppoint: true, proposals: [] }), format),
  'told-appointed': () => cards.toldProjectCard(say({ project, role: 'researcher', actor: jonas.name }), format),
  'told-removed': () => cards.toldProjectCard(say({ project, role: null, actor: null }), format),
  'form-whom': () => cards.formCard(say({ ...form, step: 'whom', notes: ['Several people fit those words.'], fields: [{ kind: 'choice', id: 'lead', label: '“da”', required: true, choices: [{ title: 'Daniel Roth (daniel@example.org)', value: amara.id }, { title: 'David Kerr (david@example.org)', value: lena.id }] }], typed: {} }), format),
  'notice-offer': () => cards.noticeCard(say({ notice: 'package-classified', packageId: 3, offer: { text: 'do.successor', data: { verb: 'form.start', form: 'create-successor', packageId: 3 } } }), format),
  form: () => cards.formCard(say(form), format),
  'form-confirm': () => cards.formCard(say({ ...form, step: 'confirm', fields: [], notes: [], errors: [], facts: [{ title: 'Title', value: 'Readmission' }], onwards: 'send' }), format),
  approval: () => cards.approvalCard(say({ ...request, allowed: asking }), format, tom.id),
  'approval-join': () => cards.approvalCard(say({ ...joining, allowed: asking }), format, tom.id),
  'approval-inner': () => cards.approvalCard(say({ ...request, outer: { id: 20, state: 'in-review' }, allowed: asking }), format, tom.id),
  'request-outer': () => cards.requestCard(say({ ...joining, inner: Array.from({ length: 12 }, (_, index) => ({ ...line, id: 21 + index })), allowed: ['withdraw'] }), format, jonas.id),
  'approval-waits-for-record': () => cards.approvalCard(say(inState('blocked', { gate: 'dpia', missing: [missing('dpia', [jonas]), missing('agreement', [jonas])], seats: [], votes: [] })), format, jonas.id),
  'approval-decided': () => cards.approvalCard(say(inState('denied', { votes: [...request.votes, denied] })), format, tom.id),
  'request-in-review': () => cards.requestCard(say({ ...request, allowed: ['withdraw'] }), format, amara.id),
  'request-vacant': () => cards.requestCard(say({ ...request, waitingFor: [], seats: [{ stage: 1, role: 'representative', state: 'pending', holders: [] }, { stage: 0, role: 'investigator', state: 'satisfied', holders: [] }, { stage: 2, role: 'representative', state: 'waiting', holders: [tom] }, { stage: 3, role: 'representative', state: 'closed', holders: [] }] }), format, amara.id),
  'request-returned': () => cards.requestCard(say(inState('returned', { votes: [...request.votes, returned], allowed: ['resubmit', 'withdraw'] })), format, amara.id),
  'request-blocked': () => cards.requestCard(say(inState('blocked', { gate: 'commitments', tier: 2, seats: [], votes: [], allowed: ['accept-commitments', 'withdraw'] })), format, amara.id),
  'request-blocked-training': () => cards.requestCard(say(inState('blocked', { gate: 'training', missing: [missing('training', [amara])] })), format, amara.id),
  'request-blocked-records': () => cards.requestCard(say(inState('blocked', { gate: 'authority', missing: [missing('authority', [tom]), missing('agreement', [jonas]), { ...missing('lawful-basis', [jonas]), waits: true }, missing('dpia', [jonas]), missing('ethics', []), missing('website-terms', [jonas])] })), format, jonas.id),
  'request-suspended-record': () => cards.requestCard(say(inState('suspended', { cause: 'gate-lapsed', missing: [missing('ethics', [jonas])] })), format, amara.id),
  'request-approved-outer': () => cards.requestCard(say(inState('approved', { outer: { id: 11, state: 'in-review' } })), format, amara.id),
  'request-sign-in': () => cards.requestCard(say(inState('awaiting-sign-in', { grantor: ines, allowed: ['sign-in', 'leave'] })), format, amara.id),
  'request-active': () => cards.requestCard(say(inState('active', { allowed: ['leave'] })), format, amara.id),
  'request-revocable': () => cards.requestCard(say(inState('active', { allowed: ['revoke'] })), format, amara.id),
  'request-failed': () => cards.requestCard(say(inState('failed', { cause: 'directory-refused', failure: 'Authorization_RequestDenied', allowed: ['leave', 'revoke', 'retry', 'abandon'] })), format, amara.id),
  'request-ended': () => cards.requestCard(say(inState('ended', { cause: 'reached-end-date' })), format, amara.id),
  'my-requests': () =>
    cards.myRequestsCard(
      say({
        items: [line, { ...line, id: 15, state: 'active', waitingFor: [], dueAt: null }, { ...line, id: 11, type: 'join-workspace', dataset: null, state: 'returned', subject: lena, waitingFor: [] }],
        page: 2,
        pages: 3,
        total: 13,
      }),
      format,
      amara.id,
    ),
  'my-requests-empty': () => cards.myRequestsCard(say({ items: [], page: 1, pages: 1, total: 0 }), format, amara.id),
  approvals: () => cards.approvalsCard(say({ items: [line, { ...line, id: 13, subject: lena }], page: 1, pages: 1, total: 2 }), format, tom.id),
  'approvals-empty': () => cards.approvalsCard(say({ items: [], page: 1, pages: 1, total: 0 }), format, tom.id),
  'sign-in': () => cards.signInCard(say({ requestId: 12, subject: amara.name, kind: 'access', what: cards.describeRequest(request, format), link: 'https://login.example/start?state=abc' }), format),
  history: () =>
    cards.historyCard(
      say({
        requestId: 12,
        entries: [
          { at: new Date('2025-11-20T09:12:00Z'), actor: amara.name, action: 'request.submit', outcome: 'done', reason: null },
          { at: new Date('2025-11-20T10:00:00Z'), actor: lena.name, action: 'request.approve', outcome: 'refused', reason: 'not-found' },
          { at: new Date('2025-11-21T08:30:00Z'), actor: ines.name, action: 'request.approve', outcome: 'done', reason: 'Needed for deliverable 2.1.' },
        ],
        page: 2,
        pages: 3,
      }),
      format,
    ),
  'history-empty': () => cards.historyCard(say({ requestId: 12, entries: [], pages: 1 }), format),
  ...classificationDeck(say),
  ...explainDeck(say),
  'mention-dataset': () => cards.datasetMentionCard(say({ id: 7 }), format),
  'mention-request': () => cards.requestMentionCard(say({ id: 12, type: 'data-access', state: 'in-review' }), format),
  ...recordDeck(say),
  ...membershipDeck(say),
  ...workspaceDeck(say),
  ...Object.fromEntries(
    cards.noticeKeys.map((notice) => [`notice-${notice}`, () => cards.noticeCard(say({ notice, requestId: 12, values: { names: ['Ruth Adeyemi', 'David Kerr'], who: tom.name, limit: '2026-11-20', reference: '7f3c' } }), format)]),
  ),
  ...Object.fromEntries(
    events.map((event) => [
      `told-${event}`,
      () => cards.toldCard(say({ event, request: toldOf(event), actor: tom, ...(event === 'revoked' ? { reason: 'The project changed its question.' } : {}) }), format, amara.id),
    ]),
  ),
});

/** The cards as people meet them. */
export const deck = deckOf((view) => view);
