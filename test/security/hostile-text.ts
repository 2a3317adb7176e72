import assert from 'node:assert/strict';
import { accepted, cardOf, dayAhead, requestIn, titlesOf, type StackWorld } from '../e2e/stack-world.js';
import { textOf, type Answer, type ReceivedMessage } from '../support/teams-client.js';

interface Hostile {
  readonly name: string;
  readonly typed: string;
  /** What the cards show of it: all of it, but for what cannot be seen. */
  readonly shown: string;
}

const same = (name: string, typed: string): Hostile => ({ name, typed, shown: typed });
const hostile: readonly Hostile[] = [
  same('Markdown', '**bold** _it_ [click](https://example.org) # not a heading'),
  same('HTML', '<script>alert(1)</script> <img src=x onerror=alert(1)> &lt;b&gt;'),
  same('template words', '${name} ${$root} ${if(true, 1, 2)} {{DATE(2026-01-01,SHORT)}} {0} {requester}'),
  same('quotes and backslashes', '"\'`\\ \\n %s %d {"verb":"request.approve"}'),
  same('SQL', "'; drop table requests; --"),
  { name: 'right-to-left marks', typed: 'safe \u202Etxet desrever\u202C \u2066end\u2069 \u200Fmark', shown: 'safe txet desrever end mark' },
  { name: 'U+0000', typed: 'before\u0000after', shown: 'beforeafter' },
  { name: 'half a character', typed: 'before \uD83D after', shown: 'before \uFFFD after' },
  { name: 'stacked marks and zero-width marks', typed: `z\u200B${'\u0301'.repeat(40)}algo`, shown: `z${'\u0301'.repeat(4)}algo` },
  same('emoji and other scripts', 'Überprüfung 🫀 心臓 قلب'),
];

/** What people type is kept and shown as typed, or refused with a clear answer; it is never markup, code or a query. */
export function showsTextLiterally(world: () => StackWorld): void {
  describe('texts and dates that people type', () => {
    beforeEach(() => world().quiet());

    const amara = (): ReturnType<StackWorld['person']> => world().person('amara');
    const until = (): string => dayAhead(40);

    async function openTerms(): Promise<ReceivedMessage> {
      await world().teams.say(amara(), 'request access DS-0006');
      return world().last('amara');
    }
    async function answerTerms(purpose: string, untilTyped: string): Promise<{ readonly answer: Answer; readonly card: ReceivedMessage }> {
      const card = await openTerms();
      return { answer: await world().teams.press(amara(), card, 'Next', { purpose, until: untilTyped }), card };
    }

    afterEach(() => world().teams.say(amara(), 'cancel'));

    for (const { name, typed, shown } of hostile) {
      it(`a purpose with ${name} is kept and shown literally, to who asks and to who decides`, async () => {
        const { answer, card } = await answerTerms(typed, until());
        const confirm = cardOf(answer);
        assertShows(confirm, shown);
        const sent = cardOf(await world().teams.press(amara(), { ...card, card: confirm }, 'Send', accepted(confirm)));
        assertShows(sent, shown);
        const id = requestIn(textOf(sent));
        await world().teams.say(world().person('ines'), `RQ-${String(id)}`);
        assertShows(world().last('ines').card, shown);
        await world().teams.execute(amara(), { verb: 'request.withdraw', requestId: id, version: 1 });
        assert.equal((await world().request(id)).state, 'withdrawn');
      });
    }

    it('a reason with all of it is kept and shown literally', async () => {
      const typed = hostile.map(({ typed: text }) => text).join(' · ');
      const { id } = await world().submitted('amara', { workspace: 2, dataset: 6 });
      const answer = await world().vote('ines', id, 'deny', { comment: typed });
      assertShows(cardOf(answer), '**bold** _it_ [click](https://example.org)');
      assertShows(cardOf(answer), '${name} ${$root}');
      await world().teams.sees(amara(), /was denied/);
      await world().teams.say(amara(), `RQ-${String(id)}`);
      assertShows(world().last('amara').card, '<script>alert(1)</script>');
    });

    it('a dataset’s hostile name is shown literally wherever it stands', async () => {
      const name = '**Echo** <b>${name}</b> [x](https://example.org) \u202Egnol';
      const before = await world().db.selectFrom('datasets').select('name').where('id', '=', 6).executeTakeFirstOrThrow();
      await world().owner.updateTable('datasets').set({ name }).where('id', '=', 6).execute();
      try {
        for (const words of ['DS-0006', 'datasets echocardiography', 'request access', 'echocardiography']) {
          await world().teams.say(amara(), words);
          const { card } = world().last('amara');
          assert.doesNotMatch(JSON.stringify(card), /\u202E/);
          assert.ok(unescaped(card).includes('Echo'), words);
          assertNoMarkup(card);
          await world().teams.say(amara(), 'cancel');
        }
      } finally {
        await world().owner.updateTable('datasets').set({ name: before.name }).where('id', '=', 6).execute();
      }
    });

    for (const [name, typed] of [
      ['ten thousand letters', 'x'.repeat(10_000)],
      ['emoji across the limit', `a${'😀'.repeat(1_500)}`],
      ['more than a message may hold', 'y'.repeat(10_001)],
    ] as const) {
      it(`a purpose of ${name} is refused with an answer, and the dialog goes on`, async () => {
        const card = await openTerms();
        const pressed = await world().teams.press(amara(), card, 'Next', { purpose: typed, until: until() });
        assert.equal(pressed.status, 200);
        assert.match(world().lastText('amara'), /too long/i);
        await world().teams.say(amara(), typed);
        assert.match(world().lastText('amara'), /too long/i);
        const next = await world().teams.press(amara(), card, 'Next', { purpose: 'Short.', until: until() });
        assert.ok(titlesOf(cardOf(next)).includes('Send'), 'the dialog was still there');
      });
    }

    const dates: readonly (readonly [typed: string, told: RegExp])[] = [
      ['2020-01-01', /already over/],
      ['1 January 2020', /already over/],
      ['31 February 2027', /no such day/],
      ['2027-02-30', /no such day/],
      ['99.99.2027', /no such day/],
      ['03/04/2027', /two different days/],
      ['4.3.27', /two different days/],
      ['31 December 2099', /too late/],
      ['9999-12-31', /too late/],
      ['275760-09-13', /no date I can read/],
      ['soon', /no date I can read/],
      ['tomorrow or next year', /no date I can read/],
      ['2027-03-01; drop table requests', /no date I can read/],
      ['${until}', /no date I can read/],
      ['\u0000', /last day/],
    ];
    for (const [typed, told] of dates) {
      it(`the date ${JSON.stringify(typed)} is explained, and what was typed is kept`, async () => {
        const { answer } = await answerTerms('A purpose to keep.', typed);
        const card = cardOf(answer);
        assert.match(textOf(card), told);
        assert.match(JSON.stringify(card), /A purpose to keep\./);
        assert.ok(titlesOf(card).includes('Next'), 'the same step again');
      });
    }

    it('said in words, text of any kind gets an answer', async () => {
      for (const text of [...hostile.map(({ typed }) => typed), '\u0000', '', '   ', '\uD800', '/', '…', '😀'.repeat(3_000), '\u202E'.repeat(500), 'datasets \u0000\uDC00 %_\\', "datasets ' & | ! <-> :*", `datasets ${'a '.repeat(4_000)}`]) {
        const seen = world().teams.chat(amara()).length;
        const answer = await world().teams.say(amara(), text);
        assert.equal(answer.status, 200, text.slice(0, 40));
        const said = world().teams.chat(amara()).slice(seen);
        assert.equal(said.length, 1, `one answer to ${JSON.stringify(text.slice(0, 40))}`);
        assert.doesNotMatch(textOf(said[0]?.card), /Something went wrong/, text.slice(0, 40));
        assertNoMarkup(said[0]?.card);
      }
    });
  });
}

/** A card as a person reads it: TextBlocks and facts are Markdown, whose escapes the reader does not see, nor the joiner that breaks macros. */
const unescaped = (card: unknown): string => textOf(card).replaceAll('\u2060', '').replace(/\\([\\`*_{}[\]()#+\-.!<>&~=])/g, '$1');

function assertShows(card: unknown, text: string): void {
  assert.ok(unescaped(card).includes(text) || textOf(card).includes(text), `“${text}” is not shown literally in:\n${textOf(card).slice(0, 2_000)}`);
  assertNoMarkup(card);
}

/** No text that a client reads as Markdown holds a link, emphasis or HTML that is not escaped. TextRuns are literal. */
function assertNoMarkup(card: unknown): void {
  for (const text of markdownOf(card)) {
    assert.doesNotMatch(text, /(?<!\\)\[[^\]]*\]\(|(?<!\\)\*\*|(?<!\\)<[a-z/]/i, text);
  }
}

function markdownOf(card: unknown): readonly string[] {
  if (Array.isArray(card)) return card.flatMap(markdownOf);
  if (typeof card !== 'object' || card === null) return [];
  const { type, text, value, title } = card as { readonly type?: unknown; readonly text?: unknown; readonly value?: unknown; readonly title?: unknown };
  const fact = type === undefined && typeof title === 'string' && typeof value === 'string';
  const own = type === 'TextBlock' && typeof text === 'string' ? [text] : fact ? [title, value] : [];
  return [...own, ...Object.entries(card).filter(([key]) => key !== 'data' && key !== 'fallback' && key !== 'choices').flatMap(([, inner]) => markdownOf(inner))];
}
