import assert from 'node:assert/strict';
import { transact, type Surroundings } from '../../services/audit/index.js';
import { LockkeeperError, sweep, type Context, type PersonActor } from '../../services/context/index.js';
import type { QueueName } from '../../services/database/index.js';
import * as requests from '../../services/requests/index.js';
import { resumeWorkflow, worksOn, type Driving, type Workflow, type Works } from '../../services/workflows/index.js';
import type { Answer, AskForAccess, RequestRecord, RequestState, Result } from '../../services/requests/index.js';
import { buildWorkflow, goOnBuilding, operateWorkflow, stackRemovalWorkflow } from '../../services/workspaces/index.js';
import { building } from './building.js';
import type { TestDatabase } from './database.js';
import { FakeAzure } from './fake-azure.js';
import { FakeDirectory, Killed } from './fake-directory.js';
import { datasetKeys, Hospital, tiers, type DatasetKey, type PersonKey, type Tier } from './hospital-builder.js';
import { TestClock, testOrganisation } from './surroundings.js';

export interface SentJob {
  readonly queue: QueueName;
  readonly data: Readonly<Record<string, unknown>>;
  readonly startAfter?: Date;
}

/** What is asked for; tier 2, for oneself, for three months and with the commitments accepted unless a test says otherwise. */
export interface Ask {
  readonly tier?: Tier;
  readonly dataset?: DatasetKey;
  readonly subject?: PersonKey;
  readonly until?: string;
  readonly alsoJoin?: boolean;
  readonly accepted?: boolean;
  readonly purpose?: string;
}

/** A hospital, its directory and clock, and the use cases of requests run by its people. Jobs wait in `sent` until a test runs them. */
export class RequestWorld {
  readonly directory = new FakeDirectory();
  readonly azure = new FakeAzure();
  readonly sent: SentJob[] = [];
  readonly surroundings: Surroundings;

  private constructor(
    readonly database: TestDatabase,
    readonly hospital: Hospital,
    readonly clock: TestClock,
    /** Number of the newest audit entry before this world's first. */
    readonly auditBefore: number,
  ) {
    this.surroundings = {
      db: database.db,
      clock,
      organisation: testOrganisation,
      jobs: {
        send: (_trx, queue, data, { startAfter } = {}) => {
          this.sent.push({ queue, data: { ...data }, ...(startAfter ? { startAfter } : {}) });
          return Promise.resolve();
        },
      },
    };
  }

  /** Every group is owned by Investigator and Project Manager, and both have signed in. */
  static async build(database: TestDatabase, clock = new TestClock()): Promise<RequestWorld> {
    const hospital = await Hospital.build(database);
    const last = await database.db.selectFrom('audit_entries').select('seq').orderBy('seq', 'desc').limit(1).executeTakeFirst();
    const world = new RequestWorld(database, hospital, clock, last?.seq ?? 0);
    const owners = [hospital.id.investigator, hospital.id.manager];
    for (const group of world.groups()) world.directory.setOwners(group, owners);
    for (const owner of owners) world.directory.signedIn.add(owner);
    return world;
  }

  groups(): readonly string[] {
    return tiers.flatMap((tier) => [this.hospital.at[tier].membersGroup, ...datasetKeys.map((key) => this.hospital.at[tier].dataGroups[key])]);
  }

  actor(person: PersonKey): PersonActor {
    return { kind: 'person', id: this.hospital.id[person], systemRoles: this.hospital.systemRolesOf(person) };
  }

  as<Value>(person: PersonKey, work: (context: Context) => Promise<Value>): Promise<Value> {
    return transact(this.surroundings, this.actor(person), work);
  }

  askCommand(person: PersonKey, ask: Ask): AskForAccess {
    const { tier = 2, dataset, subject = person, until = '2027-02-23', alsoJoin = false, accepted = true, purpose = 'to study readmission' } = ask;
    return {
      workspaceId: this.hospital.at[tier].workspaceId,
      datasetId: dataset === undefined ? null : this.hospital.datasets[dataset],
      subjectId: this.hospital.id[subject],
      purpose,
      untilOn: until,
      accepted,
      alsoJoin,
    };
  }

  ask(person: PersonKey, ask: Ask): Promise<Result<requests.Asked>> {
    return this.as(person, (context) => requests.askForAccess(context, this.askCommand(person, ask)));
  }

  /** Asks, and fails the test unless that is done. */
  async asked(person: PersonKey, ask: Ask): Promise<RequestRecord> {
    return valueOf(await this.ask(person, ask)).request;
  }

  async decide(person: PersonKey, requestId: number, answer: Answer, more: { readonly comment?: string; readonly version?: number } = {}): Promise<Result<RequestRecord>> {
    const version = more.version ?? (await this.request(requestId)).version;
    const comment = more.comment ?? (answer === 'approve' ? '' : 'because');
    return this.as(person, (context) => requests.decideRequest(context, { requestId, version, answer, comment }));
  }

  async approved(requestId: number, ...people: readonly PersonKey[]): Promise<RequestRecord> {
    for (const person of people) assert.equal((await this.decide(person, requestId, 'approve')).kind, 'done', `${person} approves`);
    return this.request(requestId);
  }

  /** Runs a use case that takes a request and the version seen. */
  async act<More extends object>(
    person: PersonKey,
    useCase: (context: Context, command: { requestId: number; version: number } & More) => Promise<Result<RequestRecord>>,
    requestId: number,
    more: More,
  ): Promise<Result<RequestRecord>> {
    const { version } = await this.request(requestId);
    return this.as(person, (context) => useCase(context, { requestId, version, ...more }));
  }

  leave = (person: PersonKey, requestId: number): Promise<Result<RequestRecord>> => this.act(person, requests.leaveAccess, requestId, {});
  revoke = (person: PersonKey, requestId: number, comment = 'no longer needed'): Promise<Result<RequestRecord>> => this.act(person, requests.revokeAccess, requestId, { comment });
  withdraw = (person: PersonKey, requestId: number): Promise<Result<RequestRecord>> => this.act(person, requests.withdrawRequest, requestId, {});
  retry = (person: PersonKey, requestId: number): Promise<Result<RequestRecord>> => this.act(person, requests.retryRequest, requestId, {});
  abandon = (person: PersonKey, requestId: number): Promise<Result<RequestRecord>> => this.act(person, requests.abandonRequest, requestId, {});
  acceptCommitments = (person: PersonKey, requestId: number): Promise<Result<RequestRecord>> => this.act(person, requests.acceptCommitments, requestId, {});
  resubmit = (person: PersonKey, requestId: number, untilOn = '2027-02-23'): Promise<Result<RequestRecord>> =>
    this.act(person, requests.resubmitRequest, requestId, { purpose: 'to study readmission, as you asked', untilOn });

  async signIn(person: PersonKey): Promise<number> {
    this.directory.signedIn.add(this.hospital.id[person]);
    return this.as(person, requests.completeSignIn);
  }

  /** One try of carrying the request out, where something is left to do: what it waits for has come, and the pause after an earlier try is over. */
  async fulfil(requestId: number): Promise<void> {
    await this.tryOnce('grant-membership', requestId);
  }

  /** One try of a removal, in the same way. */
  async remove(removalId: number): Promise<void> {
    await this.tryOnce('remove-member', removalId);
  }

  private async tryOnce(kind: 'grant-membership' | 'remove-member', aboutId: number): Promise<void> {
    const workflow = await this.workflow(kind, aboutId);
    if (!workflow) return;
    if (workflow.state === 'waiting') await transact(this.surroundings, sweep, (context) => resumeWorkflow(context, requests.grantPlan, workflow.id));
    if (workflow.due_at && workflow.due_at > this.clock.now()) this.clock.moveTo(workflow.due_at);
    await this.drive(workflow.id);
  }

  /** The newest workflow of a kind about something. */
  async workflow(kind: 'grant-membership' | 'remove-member', aboutId: number) {
    return this.database.db.selectFrom('workflows').selectAll().where('kind', '=', kind).where('about_id', '=', aboutId).orderBy('id', 'desc').limit(1).executeTakeFirst();
  }

  /** Every kind of process at once: the bot, and the remover. */
  works(workflows: readonly Workflow<unknown>[] = this.workflows()): Works {
    return worksOn({ ...this.surroundings, stepFault: this.stepFault }, workflows);
  }

  private workflows(): readonly Workflow<unknown>[] {
    return [
      requests.grantWorkflow(this.fulfilment),
      requests.removalWorkflow(this.fulfilment),
      buildWorkflow({ ...this.surroundings, building, groups: this.azure.groupRights, stacks: this.azure.stackRights }),
      operateWorkflow({ ...this.surroundings, machines: this.azure.machineRights }),
      stackRemovalWorkflow(this.azure.remover),
    ];
  }

  /** One process that runs what is due of a workflow; killed, it is gone without a word. */
  async drive(workflowId: number, works = this.works()): Promise<void> {
    await works.drive(workflowId).catch((error: unknown) => {
      if (!(error instanceof Killed)) throw error;
    });
  }

  get fulfilment(): requests.Fulfilment & requests.Remover {
    return { ...this.surroundings, owners: this.directory, rights: this.directory };
  }

  private readonly stepFault: Driving['stepFault'] = (error) => {
    // What is no fault of the directory is one of ours, or the end of the process.
    if (!(error instanceof LockkeeperError)) throw error;
  };

  async sweep(): Promise<requests.Swept> {
    await this.works().sweep();
    return requests.sweepDue(this.surroundings);
  }

  /** Runs what was sent until nothing is left that is due within `minutes`: the clock moves on to what is to start later. */
  async runJobs(minutes = 30): Promise<void> {
    const until = this.clock.now().getTime() + minutes * 60_000;
    for (let job = this.nextJob(until); job; job = this.nextJob(until)) await this.runJob(job);
  }

  /** Takes the job that is to start first out of those sent. */
  private nextJob(until: number): SentJob | undefined {
    const startOf = (job: SentJob): number => job.startAfter?.getTime() ?? 0;
    const first = this.sent.reduce<SentJob | undefined>((earliest, job) => (earliest && startOf(earliest) <= startOf(job) ? earliest : job), undefined);
    if (!first || startOf(first) > until) return undefined;
    this.sent.splice(this.sent.indexOf(first), 1);
    return first;
  }

  async runJob(job: SentJob, works = this.works()): Promise<void> {
    if (job.startAfter && job.startAfter > this.clock.now()) this.clock.moveTo(job.startAfter);
    if (job.queue === 'provision') await goOnBuilding(this.surroundings, Number(job.data['requestId']));
    if (job.queue === 'workflow' || job.queue === 'removal') await this.drive(Number(job.data['workflowId']), works);
  }

  /** Moves the clock in steps of at most `stepHours`, sweeping and running jobs at each, as the running product does. */
  async pass(time: { readonly days?: number; readonly hours?: number }, stepHours = 24): Promise<void> {
    let left = (time.days ?? 0) * 24 + (time.hours ?? 0);
    while (left > 0) {
      this.clock.advance({ hours: Math.min(left, stepHours) });
      left -= stepHours;
      await this.sweep();
      await this.runJobs();
    }
  }

  async request(id: number): Promise<RequestRecord> {
    return (await this.database.db.selectFrom('requests').selectAll().where('id', '=', id).executeTakeFirstOrThrow()) as RequestRecord;
  }

  async state(id: number): Promise<RequestState> {
    return (await this.request(id)).state;
  }

  /** Who is asked to vote now. */
  async waitingFor(requestId: number): Promise<readonly PersonKey[]> {
    const rows = await this.database.db.selectFrom('seat_holders').select('person_id').distinct().where('request_id', '=', requestId).where('pending', '=', true).execute();
    return rows.map(({ person_id }) => this.hospital.keyOf(person_id)).sort();
  }

  async votes(requestId: number): Promise<readonly { readonly person: PersonKey; readonly answer: Answer; readonly stage: number; readonly version: number }[]> {
    const rows = await this.database.db.selectFrom('votes').selectAll().where('request_id', '=', requestId).orderBy('id').execute();
    return rows.map(({ person_id, answer, stage, version }) => ({ person: this.hospital.keyOf(person_id), answer, stage, version }));
  }

  /** Messages about a request: whom, what kind, which event. */
  async messages(requestId: number): Promise<readonly { readonly to: PersonKey; readonly kind: string; readonly event: unknown }[]> {
    const rows = await this.database.db.selectFrom('outbox').select(['recipient_id', 'kind', 'payload']).where('request_id', '=', requestId).orderBy('id').execute();
    return rows.map((row) => ({ to: this.hospital.keyOf(row.recipient_id), kind: row.kind, event: row.payload['event'] ?? null }));
  }

  /** Whom an event was told to, each once, sorted. */
  async toldOf(requestId: number, event: requests.RequestEvent): Promise<readonly PersonKey[]> {
    return [...new Set((await this.messages(requestId)).filter((message) => message.event === event).map(({ to }) => to))].sort();
  }

  async removals(requestId: number): Promise<readonly { readonly id: number; readonly state: string }[]> {
    return this.database.db.selectFrom('removals').select(['id', 'state']).where('request_id', '=', requestId).orderBy('id').execute();
  }

  /** Audit entries of this world about a request, oldest first. */
  async audit(requestId: number): Promise<readonly { readonly actor: string; readonly action: string; readonly outcome: string; readonly entry: string }[]> {
    const rows = await this.database.db
      .selectFrom('audit_entries')
      .select(['actor_id', 'action', 'outcome', 'entry'])
      .where('seq', '>', this.auditBefore)
      .where('request_id', '=', requestId)
      .orderBy('seq')
      .execute();
    return rows.map(({ actor_id, ...row }) => ({ actor: actor_id, ...row }));
  }

  /** True when the subject is in the directory group that the request is about. */
  async hasAccess(requestId: number): Promise<boolean> {
    const request = await this.request(requestId);
    return this.directory.isMember(await this.groupOf(request), request.subject_id);
  }

  async groupOf(request: RequestRecord): Promise<string> {
    const row = await this.database.db
      .selectFrom('directory_groups')
      .select('id')
      .where('workspace_id', '=', request.workspace_id)
      .where('dataset_id', request.dataset_id === null ? 'is' : '=', request.dataset_id)
      .executeTakeFirstOrThrow();
    return row.id;
  }

  /** An active membership of a workspace by the real use cases. */
  async member(person: PersonKey, tier: Tier): Promise<RequestRecord> {
    const request = await this.asked(person, { tier });
    await this.approveAll(request.id);
    await this.runJobs();
    assert.equal(await this.state(request.id), 'active');
    return this.request(request.id);
  }

  /** Whoever is asked approves, until nobody is. */
  async approveAll(requestId: number): Promise<RequestRecord> {
    for (let asked = await this.waitingFor(requestId); asked[0] !== undefined; asked = await this.waitingFor(requestId)) await this.approved(requestId, asked[0]);
    return this.request(requestId);
  }
}

/** The value of a result that must be done. */
export function valueOf<Value>(result: Result<Value>): Value {
  assert.ok(result.kind !== 'refused', `refused: ${result.kind === 'refused' ? result.reason : ''}`);
  return result.value;
}

/** Why a result is a refusal; `none` when it is not. */
export const reasonOf = (result: Result<unknown>): string => (result.kind === 'refused' ? result.reason : 'none');
