import assert from 'node:assert/strict';
import fc from 'fast-check';
import { hash } from 'node:crypto';
import { canonical, definitionsOf } from '../../../../services/classification/flowcharts/versions.js';
import { shipped } from './flowchart-builder.js';

describe('canonical JSON', () => {
  it('says what was given, whatever it is, and the same whatever the order of the names', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = canonical(value);
        const plain = JSON.parse(JSON.stringify(value)) as unknown;
        assert.deepEqual(JSON.parse(text), plain);
        assert.equal(canonical(turned(plain)), text);
      }),
    );
  });

  it('has the names of an object in order, at every depth, and none that is undefined', () => {
    assert.equal(canonical({ b: [{ d: 1, c: null }], a: 'é"', Z: true, none: undefined }), '{"Z":true,"a":"é\\"","b":[{"c":null,"d":1}]}');
  });

  it('is what the version of a flowchart and of each of its questions is the SHA-256 of', async () => {
    for (const name of ['turing-tiers', 'participant-risk']) {
      const { version, content, questions, definitions } = await shipped(name);
      assert.equal(version, hash('sha256', content));
      for (const { version: own, key, text, guidance, examples, leadsTo, definitions: used } of questions.values()) {
        assert.equal(own, hash('sha256', canonical({ key, text, guidance, examples, leadsTo, definitions: definitionsOf(used, definitions) })), key);
      }
    }
  });
});

/** The same with the names of every object the other way round. */
function turned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turned);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).reverse().map(([name, part]) => [name, turned(part)]));
}
