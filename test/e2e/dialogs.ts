import assert from 'node:assert/strict';
import { titlesOf, requestIn, type StackWorld } from './stack-world.js';
import { textOf, type TestPersona } from '../support/teams-client.js';

interface Step {
  readonly name: string;
  /** What leads there, in words. */
  readonly way: readonly string[];
  /** What its card says. */
  readonly says: RegExp;
  /** What "back" shows. */
  readonly before: RegExp;
}

const dataset = /Which dataset\?/;
const workspace = /In which workspace\?/;
const terms = /What for, and until when\?/;
const steps: readonly Step[] = [
  { name: 'the dataset', way: ['request access'], says: dataset, before: dataset },
  { name: 'the terms', way: ['request access', 'DS-0007'], says: terms, before: dataset },
  { name: 'the date', way: ['request access', 'DS-0007', 'To study adherence.'], says: /Until when do you need it\?/, before: dataset },
  { name: 'the confirmation', way: ['request access', 'DS-0007', 'To study adherence.', 'in 2 months'], says: /Is this right\?/, before: terms },
  { name: 'the workspace', way: ['join'], says: workspace, before: workspace },
  { name: 'the terms of joining', way: ['join WS-0001'], says: terms, before: terms },
];

/** Conversations of several turns. Amara asks. */
export function holdsDialogs(world: () => StackWorld): void {
  describe('dialogs', () => {
    beforeEach(() => world().quiet());

    const amara = (): TestPersona => world().person('amara');
    /** Says one thing after the other in a chat, and answers with what the last one was answered with. */
    const tellIn = async (chat: TestPersona, ...words: readonly string[]): Promise<string> => {
      for (const text of words) await world().teams.say(chat, text);
      return textOf(world().teams.chat(chat).at(-1)?.card);
    };
    const tell = (...words: readonly string[]): Promise<string> => tellIn(amara(), ...words);
    /** What is typed and cannot be taken back is asked about first. */
    const withdraw = async (id: number): Promise<void> => {
      assert.match(await tell(`withdraw RQ-${String(id)}`), /Nothing has happened yet/);
      assert.notEqual((await world().request(id)).state, 'withdrawn');
      await world().presses('amara', id, 'Withdraw now');
    };

    for (const { name, way, says, before } of steps) {
      it(`at ${name}: help helps and the dialog goes on, back goes back, cancel ends it`, async () => {
        assert.match(await tell(...way), says);
        assert.match(await tell('help'), /What you can do here/);
        assert.match(await tell('approvals'), /Waiting for your decision/);
        assert.match(await tell('back'), before);
        assert.match(await tell('Cancel.'), /Cancelled/);
        assert.match(await tell('cancel'), /Nothing to cancel/);
        assert.match(await tell('back'), /no phrase that I know/);
      });
    }

    it('words alone lead through all of it, with every wrong answer on the way explained', async () => {
      assert.match(await tell('request access'), dataset);
      assert.match(await tell('the one with the hearts'), /none of the choices/);
      assert.match(await tell('heart failure'), /more than one/);
      assert.match(await tell('community prescriptions'), terms);
      assert.match(await tell('Adherence after discharge.'), /Until when do you need it\?/);
      assert.match(await tell('03/04/2027'), /two different days/);
      assert.match(await tell('in 2 months'), /Is this right\?/);
      assert.match(await tell('maybe'), /Please accept what is asked|cancel/);
      const sent = await tell('I accept');
      const id = requestIn(sent);
      const request = await world().request(id);
      assert.equal(request.purpose, 'Adherence after discharge.');
      assert.equal(request.state, 'in-review');
      const taken = await world().db.selectFrom('commitments_accepted').select('commitment').where('person_id', '=', amara().aadObjectId).where('dataset_id', '=', 7).execute();
      assert.ok(taken.length > 0, 'what was accepted in words is recorded');
      await withdraw(id);
      assert.equal((await world().request(id)).state, 'withdrawn');
    });

    it('the same person holds two dialogs in two conversations apart', async () => {
      const here = amara();
      const there = { ...amara(), conversationId: 'personal-amara-second' };
      await tellIn(here, 'request access DS-0007', 'First purpose.');
      await tellIn(there, 'request access DS-0005', 'Second purpose.');
      assert.match(await tellIn(here, 'in 2 months'), /First purpose\./);
      assert.match(await tellIn(there, 'in 3 months'), /Second purpose\./);
      const first = requestIn(await tellIn(here, 'send', 'I accept').then(() => textOf(world().teams.chat(here).findLast(({ card }) => /First purpose/.test(textOf(card)))?.card)));
      assert.equal((await world().request(first)).dataset_id, 7);
      assert.match(await tellIn(there, 'cancel'), /Cancelled/);
      await withdraw(first);
    });

    it('a card of a dialog that is over, or of an earlier step, starts nothing', async () => {
      await tell('request access DS-0007');
      const old = world().last('amara');
      await tell('cancel');
      const answer = await world().teams.press(amara(), old, 'Next', { purpose: 'Late.', until: 'in 2 months' });
      assert.match(textOf(answer.body?.['value']), /This dialog is over/);
      await tell('request access DS-0005');
      const current = await world().teams.press(amara(), old, 'Next', { purpose: 'Late.', until: 'in 2 months' });
      assert.match(textOf(current.body?.['value']), /This dialog is over/, 'the dialog that runs is another');
      const going = await world().teams.press(amara(), world().last('amara'), 'Next', { purpose: 'In time.', until: 'in 2 months' });
      assert.match(textOf(going.body?.['value']), /Is this right\?.*DS-0005.*In time\./s, 'which goes on as if nothing had been');
      await tell('cancel');
    });

    it('of two answers at once one counts, and the other is told to wait', async () => {
      await tell('request access DS-0007');
      const card = world().last('amara');
      const answers = await Promise.all([1, 2, 3].map((n) => world().teams.press(amara(), card, 'Next', { purpose: `Purpose ${String(n)}.`, until: 'in 2 months' })));
      const shown = answers.map(({ body }) => (typeof body?.['value'] === 'string' ? body['value'] : textOf(body?.['value'])));
      assert.ok(shown.some((text) => /Is this right\?/.test(text)));
      assert.ok(shown.every((text) => /Is this right\?|still being worked on/.test(text)), shown.join('\n---\n'));
      const purposes = new Set(shown.flatMap((text) => /Purpose \d\./.exec(text)?.[0] ?? []));
      assert.equal(purposes.size, 1, 'one of them was taken');
      await tell('cancel');
    });

    it('“Send” pressed twice at once makes one request', async () => {
      await tell('request access DS-0007', 'Once.', 'in 2 months');
      const card = world().last('amara');
      const inputs = Object.fromEntries([...JSON.stringify(card.card).matchAll(/"id":"(commitment-[a-z-]+)"/g)].map(([, id]) => [id ?? '', 'true']));
      await Promise.all([1, 2, 3].map(() => world().teams.press(amara(), card, 'Send', inputs)));
      const made = await world().db.selectFrom('requests').select('id').where('purpose', '=', 'Once.').execute();
      assert.equal(made.length, 1);
      await withdraw(made[0]?.id ?? 0);
      await tell('cancel');
    });

    const suggestions: readonly (readonly [said: string, button: RegExp, leadsTo: RegExp])[] = [
      ['aprovals', /Approvals/i, /Waiting for your decision/],
      ['my requets', /my requests/i, /My requests/],
      ['datastes', /datasets/i, /DS-0001/],
      ['reqest access', /request access/i, dataset],
      ['echocardiography', /Echocardiography/, /DS-0006/],
      ['troponin from blood samples', /biomarkers/i, /DS-0005/],
    ];
    for (const [said, button, leadsTo] of suggestions) {
      it(`“${said}” gets a suggestion that leads on`, async () => {
        await tell('cancel', said);
        const card = world().last('amara');
        const title = titlesOf(card.card).find((text) => button.test(text));
        assert.ok(title, `${said}: ${titlesOf(card.card).join(', ')}`);
        const seen = world().teams.chat(amara()).length;
        const answer = await world().teams.press(amara(), card, title);
        const shown = textOf([answer.body?.['value'], world().teams.chat(amara()).slice(seen).map((message) => message.card)]);
        assert.match(shown, leadsTo);
      });
    }

    it('what fits nothing is answered, never with silence', async () => {
      await tell('cancel');
      for (const said of ['qwertyuiop', '🫀', '42', 'DROP TABLE', 'thank you']) assert.match(await tell(said), /no phrase that I know[^]*help/);
    });

    it('approvals come oldest first, eight on a page, and lead to the pages beside it', async () => {
      const ids: number[] = [];
      for (const [key, place, dataset] of [['lena', 1, 3], ['lena', 2, 4], ['lena', 2, 5], ['lena', 3, 9], ['amara', 3, 8], ['amara', 2, 5], ['amara', 2, 7], ['amara', 1, 1], ['amara', 1, 2]] as const) {
        ids.push((await world().submitted(key, { workspace: place, dataset, alsoJoin: true })).id);
      }
      const ines = world().person('ines');
      await world().teams.say(ines, 'approvals');
      const list = await world().teams.sees(ines, /Waiting for your decision/);
      const first = numbersIn(textOf(list.card));
      assert.equal(first.length, 8);
      assert.deepEqual(first, [...first].sort((a, b) => a - b), 'oldest first');
      assert.match(textOf(list.card), /Page 1 of 2/);
      await world().teams.press(ines, list, 'Further');
      const second = await world().teams.sees(ines, /Page 2 of 2/);
      const rest = numbersIn(textOf(second.card));
      assert.ok(rest.length > 0 && rest.every((id) => id > Math.max(...first)));
      assert.ok(ids.every((id) => first.includes(id) || rest.includes(id)));
      assert.deepEqual(titlesOf(second.card).filter((title) => title === 'Earlier' || title === 'Further'), ['Earlier']);
    });
  });
}

/** Numbers of the requests that a text names, each once, in its order. */
const numbersIn = (text: string): readonly number[] => [...new Set([...text.matchAll(/RQ-0*(\d+)/g)].map(([, id]) => Number(id)))];
