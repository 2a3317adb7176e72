import assert from 'node:assert/strict';
import type { Activity, TurnContext } from 'botbuilder';
import { DialogRunner, type DialogStep } from '../../bot/dialog-runner.js';
import { ConversationStates } from '../../bot/state/conversation-state.js';
import { AskDialog } from '../../dialogs/index.js';
import { testDatabase, type TestDatabase } from '../support/database.js';
import type { PersonKey } from '../support/hospital-builder.js';
import { RequestWorld } from '../support/request-world.js';
import { textOf } from '../support/teams-client.js';
import { building } from '../support/building.js';
import { nobody } from '../support/finds-people.js';
import { InterruptedStates } from '../support/interrupted-states.js';
import { testTurn } from '../support/test-turn.js';

describe('dialog runner', function () {
  this.timeout(60_000);
  let database: TestDatabase;
  let world: RequestWorld;
  let said: string[];

  before(async () => {
    database = await testDatabase();
    world = await RequestWorld.build(database);
  });
  after(() => database.drop());
  beforeEach(async () => {
    said = [];
    await database.db.deleteFrom('conversation_states').execute();
  });

  const contextOf = (person: PersonKey): TurnContext =>
    testTurn(world.surroundings, world.actor(person), { conversation: { id: `chat-of-${person}` } as Activity['conversation'] }, (card) => said.push(textOf(card))).context;
  const runnerOver = (states: ConversationStates) => (step: DialogStep) => new DialogRunner(states, new Map(), nobody, building).run(contextOf('researcher'), step);
  const text = (words: string): DialogStep => ({ kind: 'continue', input: { kind: 'text', text: words } });
  const toTheConfirmation = async (run: (step: DialogStep) => Promise<boolean>): Promise<void> => {
    await run({ kind: 'begin', dialog: AskDialog.dialogId, options: { kind: 'join', workspaceId: world.hospital.at[1].workspaceId } });
    await run(text('To study adherence.'));
    await run(text('in 2 months'));
    assert.match(said.at(-1) ?? '', /Is this right\?/);
  };
  const asked = async (): Promise<number> => (await database.db.selectFrom('requests').select('id').where('subject_id', '=', world.hospital.id.researcher).execute()).length;

  it('of "send" and a cancel that came first nothing is sent: the request is made in the transaction that ends the dialog', async () => {
    const run = runnerOver(new ConversationStates(database.db, world.clock));
    await toTheConfirmation(run);
    const slow = new InterruptedStates(database.db, world.clock);
    slow.meanwhile = () => run({ kind: 'cancel' });
    const before = await asked();
    assert.equal(await runnerOver(slow)(text('I accept')), true);
    assert.equal(await asked(), before);
    assert.match(said.at(-2) ?? '', /Cancelled/);
    assert.match(said.at(-1) ?? '', /One moment/);
    assert.equal(await run({ kind: 'cancel' }), false, 'nothing is left to cancel');
  });

  it('"send" twice at once sends once', async () => {
    const run = runnerOver(new ConversationStates(database.db, world.clock));
    await toTheConfirmation(run);
    const slow = new InterruptedStates(database.db, world.clock);
    slow.meanwhile = () => run(text('I accept'));
    const before = await asked();
    await runnerOver(slow)(text('I accept'));
    assert.equal(await asked(), before + 1);
    const refused = await database.db.selectFrom('audit_entries').select('action').where('outcome', '=', 'refused').where('action', '=', 'request.submit').execute();
    assert.deepEqual(refused, [], 'the second click is no second request that was refused');
  });

  it('a cancel that comes after "send" finds nothing to cancel, and does not say that it cancelled', async () => {
    const run = runnerOver(new ConversationStates(database.db, world.clock));
    await run({ kind: 'begin', dialog: AskDialog.dialogId, options: { kind: 'join', workspaceId: world.hospital.at[2].workspaceId } });
    await run(text('To study adherence.'));
    await run(text('in 2 months'));
    const slow = new InterruptedStates(database.db, world.clock);
    slow.meanwhile = () => run(text('I accept'));
    await runnerOver(slow)({ kind: 'cancel' });
    assert.ok(said.every((words) => !/Cancelled/.test(words)));
    assert.match(said.at(-1) ?? '', /One moment/);
  });

  it('asking that leads nowhere is refused before anything is filled in, and the refusal is on record', async () => {
    const run = runnerOver(new ConversationStates(database.db, world.clock));
    const nowhere = 2_000_000_000;
    await run({ kind: 'begin', dialog: AskDialog.dialogId, options: { kind: 'join', workspaceId: nowhere } });
    const last = await database.db.selectFrom('audit_entries').select(['action', 'outcome', 'entry']).orderBy('seq', 'desc').limit(1).executeTakeFirstOrThrow();
    assert.deepEqual([last.action, last.outcome], ['request.submit', 'refused']);
    assert.match(last.entry, /WS-2000000000/);
    assert.equal(await run(text('anything')), false, 'no dialog waits');
  });
});
