import * as cards from '../../cards/index.js';
import type { Progress, StepView } from '../../services/workflows/index.js';
import { estimateCost, type PlanView, type RequestWithPlan, type WorkspaceView } from '../../services/workspaces/index.js';
import { building } from '../support/building.js';
import { amara, format, ines, jonas, lena, request, ruth } from './samples.js';

type Say = <Value>(value: Value) => Value;

const machines = [{ machine: 'python-small', count: 2 }, { machine: 'gpu-small', count: 1 }];
const plan: PlanView = {
  workspaceId: 4,
  name: 'Readmissions, models',
  purpose: 'Models of readmission within 90 days.',
  tier: 2,
  zone: 'Heart research',
  region: 'uksouth',
  costCentre: 'NHS-4711',
  monthlyBudget: 900,
  machines,
  members: [amara, lena],
  owner: ines,
  estimate: estimateCost(building.catalogue, 2, machines),
};
const at = new Date('2025-11-20T09:12:00Z');
const step = (name: string, state: StepView['state'], more: Partial<StepView> = {}): StepView => ({ name, state, begunAt: at, endedAt: null, cause: null, facts: {}, ...more });
const progress = (state: Progress['state'], ...steps: readonly StepView[]): Progress => ({ workflowId: 1, kind: 'build-workspace', state, cause: null, begunAt: at, changedAt: at, steps });

const asked: RequestWithPlan = {
  ...request,
  id: 18,
  type: 'workspace',
  dataset: null,
  tier: 2,
  requester: jonas,
  subject: jonas,
  workspace: { id: 4, name: plan.name },
  stages: 1,
  stage: 0,
  seats: [{ stage: 0, role: 'programme-manager', state: 'pending', holders: [ruth] }],
  votes: [],
  related: [],
  waitingFor: [ruth],
  plan,
};
const carried = (state: RequestWithPlan['state'], built: Progress): RequestWithPlan => ({ ...asked, state, waitingFor: [], dueAt: null, seats: [], progress: built, allowed: state === 'failed' ? ['retry', 'abandon'] : [] });
const failedStep = step('resources', 'failed', { cause: 'quota-exceeded', facts: { code: 'QuotaExceeded', why: 'Operation could not be completed as it results in exceeding approved quota.' } });

const stands: WorkspaceView = {
  id: 4,
  name: plan.name,
  state: 'active',
  kind: 'research',
  tier: 2,
  project: { id: 1, title: 'Heart failure readmissions', endsOn: '2027-05-22' },
  workPackage: { id: 2, title: 'Treatment and outcome, linked', suspended: true },
  where: { zone: 'Heart research', region: 'uksouth' },
  owner: ines,
  members: [{ ...amara, untilOn: '2026-02-28', requestId: 19 }, { ...lena, untilOn: '2026-02-28', requestId: 20 }],
  datasets: [{ id: 4, name: 'Heart failure registry', readers: 1 }, { id: 5, name: 'Biomarkers', readers: 0 }],
  machines: [
    { number: 1, platform: 'python', size: 'Standard_D4s_v5', state: 'running', seenAt: at, assignedTo: amara, allowed: ['start-machine', 'stop-machine', 'connect'] },
    { number: 2, platform: 'gpu', size: 'Standard_NC4as_T4_v3', state: 'deallocated', seenAt: null, assignedTo: null, allowed: ['start-machine', 'stop-machine'] },
  ],
  budget: { perMonth: 900, costCentre: 'NHS-4711', currency: 'GBP', estimate: 413 },
  lapses: [{ datasetId: 4, datasetName: 'Heart failure registry', endsOn: '2026-01-31' }],
  allowed: ['see', 'see-budget', 'start-machine', 'stop-machine', 'assign-machine', 'add-member', 'remove-member'],
};

/** Cards of workspaces, their requests and their machines. */
export const workspaceDeck = (say: Say): Readonly<Record<string, () => cards.Card>> => ({
  'workspace-request': () => cards.requestCard(say(asked), format, jonas.id),
  'workspace-approval': () => cards.approvalCard(say({ ...asked, allowed: ['approve', 'deny', 'return'] as const }), format, ruth.id),
  'workspace-building': () => cards.requestCard(say(carried('fulfilling', progress('running', step('groups', 'done'), step('resources', 'under-way', { facts: { done: 69, of: 74 } }), step('check', 'to-do'), step('hand-over', 'to-do')))), format, jonas.id),
  'workspace-failed': () => cards.requestCard(say({ ...carried('failed', progress('failed', step('groups', 'done'), failedStep, step('check', 'to-do'))), cause: 'building-failed' as const, failure: 'quota-exceeded' }), format, jonas.id),
  'workspace-removed': () => cards.requestCard(say(carried('abandoned', progress('undone', step('groups', 'undone'), step('resources', 'undone')))), format, jonas.id),
  workspace: () => cards.workspaceCard(say(stands), format, ines.id),
  'workspace-planned': () => cards.workspaceCard(say({ ...stands, state: 'planned' as const, members: [], machines: [], budget: null, lapses: [], allowed: [] }), format, ines.id),
  workspaces: () =>
    cards.workspaceListCard(say({ items: [{ id: 4, name: plan.name, state: 'active' as const, tier: 2, projectTitle: 'Heart failure readmissions', members: 2, machines: 2, running: 1, member: true }], page: 1, pages: 2, total: 9, mayAsk: true }), format),
  'workspaces-empty': () => cards.workspaceListCard(say({ items: [], page: 1, pages: 1, total: 0, mayAsk: false }), format),
  'workspace-choose-package': () => cards.choosePackageCard(say([{ id: 2, label: 'WP-0002 Treatment and outcome, linked', tier: 2 as const }]), format),
  connect: () => cards.connectCard(say({ machine: 'WS-0004-01', how: 'remote-desktop' as const, link: 'https://windows.cloud.microsoft/', command: null, copyOut: 'forbidden' as const, redirection: 'off' as const, screenCapture: 'allowed' as const, running: true }), format),
  'machine-failed': () => cards.toldWorkspaceCard(say({ workspace: stands, machine: 1, wanted: 'running' as const, cause: 'no-capacity' }), format),
  'machine-sign-in': () => cards.machineSignInCard(say({ workspace: stands, machine: 1, link: 'https://login.example/start?state=abc' }), format),
});
