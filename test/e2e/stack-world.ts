import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import { z } from 'zod';
import { people } from '../../infra/local/seed/people.js';
import { teamsIdOf } from '../../infra/local/seed/teams-ids.js';
import { transact, verifyAudit } from '../../services/audit/index.js';
import { systemClock, type Context } from '../../services/context/index.js';
import { connect, Jobs, type Database } from '../../services/database/index.js';
import { askForAccess, type Answer as Vote, type RequestRecord } from '../../services/requests/index.js';
import { RunningStack } from '../support/running-stack.js';
import { scratchFolder } from '../support/scratch-folder.js';
import { testOrganisation } from '../support/surroundings.js';
import { buttonsOf, TeamsClient, textOf, type Answer, type CardJson, type ReceivedMessage, type TestPersona } from '../support/teams-client.js';
import { valueOf } from '../support/request-world.js';

export type SeedKey = keyof typeof people;

/** What the launcher leaves for the operators' commands. */
const runtimeSchema = z.object({ pid: z.number(), databaseUrl: z.string(), ownerDatabaseUrl: z.string(), environment: z.record(z.string(), z.string()) });
export type Runtime = z.output<typeof runtimeSchema>;

/** A local stack that runs, Teams in front of it, and its database open to look into. */
export class StackWorld {
  private constructor(
    readonly stack: RunningStack,
    readonly teams: TeamsClient,
    readonly runtime: Runtime,
    /** As the bot connects. */
    readonly db: Database,
    /** As the owner: looks and changes where the bot may not. */
    readonly owner: Database,
    readonly jobs: Jobs,
  ) {}

  /** @param folder of a stack that was stopped with `keep` */
  static async start(folder?: string): Promise<StackWorld> {
    const stack = await RunningStack.start(folder ?? (await scratchFolder('stack')));
    const runtime = await readRuntime(stack.stateFolder);
    const teams = await TeamsClient.start(stack.ready.messagesUrl, stack.ready);
    const jobs = await Jobs.start(runtime.databaseUrl, () => undefined, 'work-only');
    return new StackWorld(stack, teams, runtime, connect(runtime.databaseUrl, 6), connect(runtime.ownerDatabaseUrl, 2), jobs);
  }

  async stop(keep: 'keep' | 'delete' = 'delete'): Promise<void> {
    await this.close();
    await this.stack.stop(keep);
  }

  /** Lets go of everything but the stack itself. */
  async close(): Promise<void> {
    await this.jobs.stop(1_000);
    await this.db.destroy();
    await this.owner.destroy();
    await this.teams.stop();
  }

  /** Anybody of the seeded tenant, in their own chat with the bot. */
  person(key: SeedKey): TestPersona {
    const { id, name } = people[key];
    const persona = this.stack.ready.personas.find(({ aadObjectId }) => aadObjectId === id);
    return persona ?? { role: '', name, aadObjectId: id, userId: teamsIdOf(id), conversationId: `personal-${key}` };
  }

  /** Asks in the chat by the dialog's buttons, from the terms on, and answers with the number of the request that was made. */
  async asks(key: SeedKey, words: string, purpose = 'To study readmission after discharge.'): Promise<number> {
    const person = this.person(key);
    await this.teams.say(person, words);
    // News of another request may have come after it.
    const dialog = this.teams.chat(person).findLast(({ card }) => buttonsOf(card).some(({ title }) => title === 'Next')) ?? this.last(key);
    const confirm = cardOf(await this.teams.press(person, dialog, 'Next', { purpose, until: 'in 2 months' }));
    const sent = cardOf(await this.teams.press(person, { ...dialog, card: confirm }, 'Send', accepted(confirm)));
    return requestIn(textOf(sent));
  }

  /** The newest card of a request in somebody's chat that has this button, waiting for it. */
  async cardWith(key: SeedKey, requestId: number, button: string): Promise<ReceivedMessage> {
    // By what the button would act on: cards of linked requests name each other.
    return this.teams.sees(this.person(key), ({ card }) => buttonsOf(card).some(({ title, data }) => title === button && data?.['requestId'] === requestId));
  }

  /** Presses a button of the newest card of a request that has it. */
  async presses(key: SeedKey, requestId: number, button: string, inputs: Readonly<Record<string, string>> = {}): Promise<Answer> {
    return this.teams.press(this.person(key), await this.cardWith(key, requestId, button), button, inputs);
  }

  /** Waits for a message about a request in somebody's chat, and answers with what it says. */
  async told(key: SeedKey, requestId: number, words: RegExp): Promise<string> {
    const number = new RegExp(`RQ-0*${String(requestId)}\\b`);
    const message = await this.teams.sees(this.person(key), ({ card }) => number.test(textOf(card)) && words.test(textOf(card)));
    return textOf(message.card);
  }

  /** Makes a request by the use case itself, for tests of what happens to it afterwards. */
  async submitted(key: SeedKey, wanted: { readonly workspace: number; readonly dataset?: number; readonly purpose?: string; readonly alsoJoin?: boolean }): Promise<{ readonly id: number; readonly outerId: number | undefined }> {
    const asked = await this.as(key, async (context) =>
      valueOf(
        await askForAccess(context, {
          workspaceId: wanted.workspace,
          datasetId: wanted.dataset ?? null,
          subjectId: people[key].id,
          purpose: wanted.purpose ?? 'To study readmission after discharge.',
          untilOn: dayAhead(60),
          accepted: true,
          alsoJoin: wanted.alsoJoin ?? false,
        }),
      ),
    );
    return { id: asked.request.id, outerId: asked.outer?.id };
  }

  as<Value>(key: SeedKey, work: (context: Context) => Promise<Value>): Promise<Value> {
    const surroundings = { db: this.db, jobs: this.jobs, clock: systemClock, organisation: testOrganisation };
    return transact(surroundings, { kind: 'person', id: people[key].id, systemRoles: new Set() }, work);
  }

  async request(id: number): Promise<RequestRecord> {
    return (await this.db.selectFrom('requests').selectAll().where('id', '=', id).executeTakeFirstOrThrow()) as RequestRecord;
  }

  /** Waits until the request stands in `state`, at most twenty seconds. */
  async reaches(id: number, state: RequestRecord['state']): Promise<RequestRecord> {
    for (let waited = 0; waited < 200; waited += 1) {
      const request = await this.request(id);
      if (request.state === state) return request;
      await pause(100);
    }
    return assert.fail(`request ${String(id)} is ${(await this.request(id)).state}, not ${state}`);
  }

  async votes(requestId: number): Promise<readonly { readonly person_id: string; readonly answer: Vote; readonly version: number }[]> {
    return this.db.selectFrom('votes').select(['person_id', 'answer', 'version']).where('request_id', '=', requestId).orderBy('id').execute();
  }

  /** A vote as the button of a current card sends it. */
  async vote(key: SeedKey, requestId: number, answer: Vote = 'approve', more: { readonly version?: number; readonly comment?: string; readonly id?: string; readonly url?: string } = {}): Promise<Answer> {
    const version = more.version ?? (await this.request(requestId)).version;
    const data = { verb: `request.${answer}`, requestId, version, ...(more.comment === undefined ? {} : { comment: more.comment }) };
    return this.teams.execute(this.person(key), data, more.id === undefined ? {} : { id: more.id });
  }

  /** Directory ids of the members of the group that a request is about. */
  async membersOf(requestId: number): Promise<readonly string[]> {
    const request = await this.request(requestId);
    const group = await this.db
      .selectFrom('directory_groups')
      .select('id')
      .where('workspace_id', '=', request.workspace_id)
      .where('dataset_id', request.dataset_id === null ? 'is' : '=', request.dataset_id)
      .executeTakeFirstOrThrow();
    return (await this.stack.group(group.id)).members.map(({ id }) => id);
  }

  /** Waits until nothing is left to be sent to anybody who can be reached, so that what a chat shows next is an answer. */
  async quiet(): Promise<void> {
    for (let waited = 0; waited < 200; waited += 1) {
      const { due } = await this.db
        .selectFrom('outbox')
        .select((select) => select.fn.countAll<number>().as('due'))
        .where('state', '=', 'pending')
        .where('recipient_id', 'in', (select) => select.selectFrom('conversation_references').select('person_id').where(sql<boolean>`reference <> 'null'::jsonb`))
        .executeTakeFirstOrThrow();
      if (due === 0) return;
      await pause(100);
    }
    assert.fail('messages wait');
  }

  /** The newest message in somebody's chat. */
  last(key: SeedKey): ReceivedMessage {
    const message = this.teams.chat(this.person(key)).at(-1);
    assert.ok(message, `${key} has no message`);
    return message;
  }

  /** What the newest message in somebody's chat says. */
  lastText(key: SeedKey): string {
    return textOf(this.last(key).card);
  }

  /** Audit entries since `seq`, with what they are about. */
  async auditSince(seq: number): Promise<readonly { readonly seq: number; readonly actor_id: string; readonly action: string; readonly outcome: string; readonly entry: string; readonly request_id: number | null }[]> {
    return this.db.selectFrom('audit_entries').select(['seq', 'actor_id', 'action', 'outcome', 'entry', 'request_id']).where('seq', '>', seq).orderBy('seq').execute();
  }

  async auditHead(): Promise<number> {
    const head = await this.db.selectFrom('audit_entries').select('seq').orderBy('seq', 'desc').limit(1).executeTakeFirst();
    return head?.seq ?? 0;
  }

  async auditVerifies(): Promise<void> {
    const verified = await verifyAudit(this.db);
    assert.ok(verified.ok, `the audit breaks: ${JSON.stringify(verified)}`);
    assert.ok(verified.entries > 17, 'there is something to verify');
  }
}

export async function readRuntime(stackFolder: string): Promise<Runtime> {
  // The launcher writes the file before it says that it is ready.
  return runtimeSchema.parse(JSON.parse(await readFile(path.join(stackFolder, 'state', 'runtime.json'), 'utf8')));
}

/** ISO date that lies so many days ahead. */
export const dayAhead = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

/** The card that answers a button. */
export function cardOf(answer: Answer): CardJson {
  const value = answer.body?.['value'];
  assert.ok(typeof value === 'object' && value !== null, `no card in the answer: ${JSON.stringify(answer)}`);
  return value as CardJson;
}

export const titlesOf = (card: unknown): readonly string[] => buttonsOf(card).map(({ title }) => title ?? '');

/** Every toggle of a card accepted. */
export function accepted(card: unknown): Readonly<Record<string, string>> {
  return Object.fromEntries([...JSON.stringify(card).matchAll(/"id":"(commitment-[a-z-]+)"/g)].map(([, id]) => [id ?? '', 'true']));
}

/** Number of the request that a text names first. */
export function requestIn(text: string): number {
  const found = /RQ-0*(\d+)/.exec(text)?.[1];
  assert.ok(found, `no request is named in: ${text}`);
  return Number(found);
}
