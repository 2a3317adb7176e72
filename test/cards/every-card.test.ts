import assert from 'node:assert/strict';
import { parseCardAction, type Card } from '../../cards/index.js';
import { templates } from '../../cards/templates.js';
import { contrastOf, placedTexts } from './contrast.js';
import { deck, deckOf } from './deck.js';
import { themes } from './host-config.js';
import { hostileTexts, saying } from './hostile.js';
import { faultsOf, nodesOf, ofType, type Node } from './reading.js';

const everyCard = Object.entries(deck);
const inputs = (card: Card): readonly Node[] => [...nodesOf(card.content)].filter((node) => String(node['type']).startsWith('Input.'));

/** What is chosen or typed for the buttons of a classification. */
const classified: Readonly<Record<string, object>> = {
  'classification.open': { flowchart: 'turing-tiers' },
  'classification.preliminary': { tier: '2' },
  'classification.approve': { person: 'a1000000-0000-4000-8000-000000000004' },
  'package.tier-four': { outcome: 'return' },
  'flowchart.raise': { tier: '3', reason: 'because' },
};

/** What a client would send for a button when every field it must fill is filled. */
function sent(action: Node): unknown {
  const verb = String((action['data'] as Node)['verb']);
  const comment = ['request.deny', 'request.return', 'request.revoke', 'record.decline'].includes(verb) ? { comment: 'because' } : {};
  const words = verb === 'datasets.list' && (action['data'] as Node)['query'] === undefined ? { query: 'heart' } : {};
  const chosen = verb.startsWith('machine.') ? { machine: '1' } : {};
  return { ...(action['data'] as Node), ...comment, ...words, ...chosen, ...classified[verb] };
}

describe('every card', () => {
  for (const [name, make] of everyCard) {
    it(`${name} is parsed and validated without a fault by adaptivecards`, () => {
      assert.deepEqual(faultsOf(make()), []);
    });
  }

  it('speaks schema 1.5, mention cards 1.3, with language, speech and a text to fall back on', () => {
    for (const [name, make] of everyCard) {
      const { content, summary } = make();
      assert.equal(content['version'], name.startsWith('mention-') ? '1.3' : '1.5', name);
      assert.equal(content['lang'], 'en', name);
      for (const text of [content['speak'], content['fallbackText'], summary]) assert.match(String(text), /\w{3}/, name);
    }
  });

  it('holds at most six buttons, in every part', () => {
    for (const [name, make] of everyCard) {
      for (const card of ofType(make(), 'AdaptiveCard')) assert.ok(((card['actions'] ?? []) as unknown[]).length <= 6, name);
    }
  });

  it('offers nothing that the product would not understand, by Execute or by Submit', () => {
    let seen = 0;
    for (const [name, make] of everyCard) {
      for (const action of ofType(make(), 'Action.Execute')) {
        const fallback = action['fallback'] as Node;
        assert.equal(fallback['type'], 'Action.Submit', name);
        assert.deepEqual(fallback['data'], action['data'], name);
        const executed = parseCardAction({ action: { type: 'Action.Execute', verb: action['verb'], data: sent(action) }, trigger: 'manual' });
        const submitted = parseCardAction(sent(fallback));
        assert.equal(executed.ok, true, `${name}: ${JSON.stringify(action)}`);
        assert.deepEqual(submitted, executed, name);
        seen += 1;
      }
    }
    assert.ok(seen > 100);
  });

  it('labels every field, and says what a required one wants', () => {
    let seen = 0;
    for (const [name, make] of everyCard) {
      for (const input of inputs(make())) {
        assert.ok(String(input['label']).length > 2, `${name} ${String(input['id'])}`);
        if (input['isRequired'] === true) assert.ok(String(input['errorMessage']).length > 5, `${name} ${String(input['id'])}`);
        seen += 1;
      }
    }
    assert.ok(seen > 10);
  });

  it('names what a selectable row opens, and an image what it shows', () => {
    for (const [name, make] of everyCard) {
      for (const node of nodesOf(make().content)) {
        const row = node['selectAction'] as Node | undefined;
        if (row !== undefined) assert.match(String(row['title']), row['type'] === 'Action.ToggleVisibility' ? /^[A-Z][^▸▾]{5,}$/ : /^Open [A-Z]{2}-\d{4}$/, name);
        if (node['type'] === 'Image') assert.ok(node['altText'], name);
      }
    }
  });

  it('wraps every text and has no columns that a phone would clip', () => {
    for (const [name, make] of everyCard) {
      for (const block of ofType(make(), 'TextBlock')) assert.equal(block['wrap'], true, `${name}: ${String(block['text'])}`);
      assert.deepEqual(ofType(make(), 'ColumnSet'), [], name);
    }
  });

  it('opens closed parts by a heading that says which way they are: of each pair one is there, and the part is where it says', () => {
    let seen = 0;
    for (const [name, make] of everyCard) {
      const card = make();
      const visible = new Map([...nodesOf(card.content)].filter((node) => node['id'] !== undefined).map((node) => [node['id'], node['isVisible'] !== false]));
      const opened = ofType(card, 'Action.ToggleVisibility').flatMap((action) => {
        const [part, closed, open] = action['targetElements'] as readonly string[];
        assert.deepEqual([part, closed, open].map((id) => visible.get(id)), [false, true, false], name);
        seen += 1;
        return [part];
      });
      for (const node of nodesOf(card.content)) if (node['type'] === 'Container' && node['isVisible'] === false) assert.ok(opened.includes(String(node['id'])), `${name} hides what nothing opens`);
    }
    assert.ok(seen > 5);
  });

  it('colours no text: on the bands of some themes it could not be read', () => {
    for (const [file, template] of Object.entries(templates)) assert.deepEqual([...placedTexts(template)].filter(({ color }) => color !== 'default'), [], file);
    for (const [name, make] of everyCard) assert.deepEqual([...placedTexts(make().content)].filter(({ color }) => color !== 'default'), [], name);
  });

  for (const [name, theme] of Object.entries(themes)) {
    it(`has enough contrast in every text, subtle ones included, on whatever band: ${name}`, () => {
      const texts = everyCard.flatMap(([, make]) => [...placedTexts(make().content)]);
      assert.ok(new Set(texts.map(({ style }) => style)).size === 6);
      for (const text of texts) assert.ok(contrastOf(text, theme) >= 4.5, `“${text.text}” on ${text.style}: ${contrastOf(text, theme).toFixed(2)}`);
    });
  }

  it('never shows a state by colour alone', () => {
    for (const [name, make] of everyCard) {
      for (const node of nodesOf(make().content)) {
        if (node['type'] === 'Container' && ['good', 'warning', 'attention', 'accent'].includes(String(node['style']))) {
          assert.ok(String((node['items'] as readonly Node[])[0]?.['text']).length > 3, name);
        }
      }
    }
  });

  it('leaves no binding, no empty value and no object in a text', () => {
    for (const [name, make] of everyCard) {
      const json = JSON.stringify(make());
      for (const remnant of ['${', 'undefined', '[object', 'null', 'NaN', 'Invalid Date', 'lacking-']) assert.ok(!json.includes(remnant), `${name} has ${remnant}`);
    }
  });
});

describe('every card with hostile texts', () => {
  for (const [kind, text] of Object.entries(hostileTexts)) {
    it(`stays in order and below 25 KB: ${kind}`, () => {
      for (const [name, make] of Object.entries(deckOf(saying(text)))) {
        const card = make();
        assert.deepEqual(faultsOf(card), [], name);
        assert.ok(Buffer.byteLength(JSON.stringify(card.content)) < 25_000, `${name}: ${Buffer.byteLength(JSON.stringify(card.content))}`);
        assert.ok(card.summary.length <= 280, name);
      }
    });
  }
});
