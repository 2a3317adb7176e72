import assert from 'node:assert/strict';
import type { Activity, TurnContext } from 'botbuilder';
import { DialogRunner, type DialogStep } from '../../bot/dialog-runner.js';
import { ConversationStates } from '../../bot/state/conversation-state.js';
import { FormDialog, type FormStart } from '../../dialogs/index.js';
import { ofType, type Node } from '../cards/reading.js';
import { building } from '../support/building.js';
import { nobody } from '../support/finds-people.js';
import { InterruptedStates } from '../support/interrupted-states.js';
import { testTurn } from '../support/test-turn.js';
import { testDatabase, type TestDatabase } from '../support/database.js';
import type { PersonKey } from '../support/hospital-builder.js';
import { RequestWorld } from '../support/request-world.js';
import { textOf } from '../support/teams-client.js';

describe('form dialog', function () {
  this.timeout(60_000);
  let database: TestDatabase;
  let world: RequestWorld;
  let said: Node[];

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
    testTurn(world.surroundings, world.actor(person), { conversation: { id: `chat-of-${person}` } as Activity['conversation'] }, (card) => said.push(card)).context;
  const run = (step: DialogStep, person: PersonKey = 'programmeManager', states = new ConversationStates(database.db, world.clock)): Promise<boolean> => new DialogRunner(states, new Map(), nobody, building).run(contextOf(person), step);
  const begin = (form: FormStart['form'], about: object = {}, person?: PersonKey): Promise<boolean> => run({ kind: 'begin', dialog: FormDialog.dialogId, options: { form, about } }, person);
  const last = (): string => textOf(said.at(-1));
  const press = (values: Readonly<Record<string, string>>, button: 'next' | 'back' = 'next', card = said.at(-1)): DialogStep => {
    const { instance, step } = ofType({ content: card as Record<string, unknown>, summary: '' }, 'Action.Execute')[0]!['data'] as { instance: string; step: string };
    return { kind: 'continue', input: { kind: 'button', button, instance, step, values } };
  };
  const valueOf = (id: string): unknown => ofType({ content: said.at(-1) as Record<string, unknown>, summary: '' }, 'Input.Text').find((input) => input['id'] === id)?.['value'];
  const answers = { 'field-name': 'Sepsis early warning', 'field-summary': 'Whether vital signs foretell sepsis.', 'field-ends': '31 March 2028' };
  const projects = (): Promise<{ title: string; ends_on: string }[]> => database.db.selectFrom('projects').select(['title', 'ends_on']).where('title', '=', 'Sepsis early warning').execute();
  const auditOf = (action: string): Promise<{ outcome: string; entry: string }[]> => database.db.selectFrom('audit_entries').select(['outcome', 'entry']).where('action', '=', action).orderBy('seq').execute();

  it('asks everything on one card, says it once more where a day was typed, and then does it', async () => {
    await begin('create-project');
    assert.match(last(), /What is the project\?/);
    await run(press(answers));
    assert.match(last(), /Is this right\?.*Friday,? 31 March 2028/s);
    assert.deepEqual(await projects(), [], 'nothing is done before it is sent');
    await run(press({}));
    assert.match(last(), /Sepsis early warning.*Something is missing.*An Investigator, who leads/s);
    assert.deepEqual(await projects(), [{ title: 'Sepsis early warning', ends_on: '2028-03-31' }]);
    assert.equal((await auditOf('project.create')).at(-1)?.outcome, 'done');
    assert.equal(await run(press({}, 'next', said[0])), false, 'the dialog is over');
    await database.db.deleteFrom('projects').where('title', '=', 'Sepsis early warning').execute();
  });

  it('shows the same card again with what was typed, and says for each answer what is wrong with it', async () => {
    await begin('create-project');
    await run(press({ ...answers, 'field-name': ' ', 'field-ends': '31 February 2028' }));
    assert.match(last(), /Title: Please fill this in\..*Last day of the project: There is no such day\./s);
    assert.equal(valueOf('field-summary'), answers['field-summary']);
    assert.equal(valueOf('field-ends'), '31 February 2028');
    await run(press({ ...answers, 'field-ends': '1 January 2020' }));
    assert.match(last(), /Please choose 23 November 2026 or a later day/);
  });

  it('goes back to the answers from the last look, and keeps them', async () => {
    await begin('create-project');
    await run(press(answers));
    await run(press({}, 'back'));
    assert.equal(valueOf('field-name'), answers['field-name']);
  });

  it('takes no words where there is more than one question, and at the last look only consent', async () => {
    await begin('create-project');
    await run({ kind: 'continue', input: { kind: 'text', text: 'Sepsis' } });
    assert.match(last(), /Please use the fields and buttons of this card/);
    await run(press(answers));
    await run({ kind: 'continue', input: { kind: 'text', text: 'perhaps' } });
    assert.match(last(), /Please send it, go back, or cancel/);
    await run({ kind: 'cancel' });
    assert.match(last(), /Cancelled/);
    assert.deepEqual(await projects(), []);
  });

  it('a card of an earlier run is over: its buttons neither fill in nor cancel the form that is open', async () => {
    await begin('create-project');
    const old = press(answers);
    await begin('create-project');
    const cards = said.length;
    assert.equal(await run(old), false);
    assert.equal(await run({ kind: 'cancel', instance: old.kind === 'continue' && old.input.kind === 'button' ? old.input.instance : '' }), false);
    assert.equal(said.length, cards, 'whoever asked says that it is over');
    assert.equal(await run(press(answers)), true);
    assert.match(last(), /Is this right\?/);
    assert.equal(await run({ kind: 'cancel' }), true, 'typed, it cancels what is open');
  });

  it('"send" twice at once does it once', async () => {
    await begin('create-project');
    await run(press(answers));
    const send = press({});
    const slow = new InterruptedStates(database.db, world.clock);
    slow.meanwhile = () => run(send);
    await run(send, 'programmeManager', slow);
    assert.equal((await projects()).length, 1);
    assert.match(last(), /One moment/);
    await database.db.deleteFrom('projects').where('title', '=', 'Sepsis early warning').execute();
  });

  it('whoever may not fill it in is told before they type anything, and that is on record', async () => {
    await begin('create-project', {}, 'researcher');
    assert.match(last(), /Not allowed/);
    assert.equal((await auditOf('project.create')).at(-1)?.outcome, 'refused');
    assert.equal(await run({ kind: 'continue', input: { kind: 'text', text: 'x' } }, 'researcher'), false, 'no dialog waits');
  });

  it('a right that ended meanwhile does nothing any more', async () => {
    await begin('create-project');
    await run(press(answers));
    const actor = world.actor('programmeManager');
    const stripped = { ...actor, systemRoles: new Set<never>() };
    const { context } = testTurn(world.surroundings, stripped, { conversation: { id: 'chat-of-programmeManager' } as Activity['conversation'] }, (card) => said.push(card));
    await new DialogRunner(new ConversationStates(database.db, world.clock), new Map(), nobody, building).run(context, press({}));
    assert.match(last(), /Not allowed/);
    assert.deepEqual(await projects(), []);
  });
});
