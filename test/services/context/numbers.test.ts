import assert from 'node:assert/strict';
import fc from 'fast-check';
import { numberOf, readNumber, type Numbered } from '../../../services/context/index.js';

const kinds: readonly Numbered[] = ['request', 'dataset', 'workspace', 'package', 'project'];

describe('numbers that people use', () => {
  it('are a prefix and at least four digits', () => {
    assert.deepEqual(
      kinds.map((kind) => numberOf(kind, 12)),
      ['RQ-0012', 'DS-0012', 'WS-0012', 'WP-0012', 'PR-0012'],
    );
    assert.equal(numberOf('request', 123_456), 'RQ-123456');
  });
  it('are read as they are written', () => {
    fc.assert(fc.property(fc.constantFrom(...kinds), fc.integer({ min: 1, max: 999_999_999 }), (kind, id) => readNumber(kind, numberOf(kind, id)) === id));
  });
  it('of one kind are not read as another', () => {
    for (const kind of kinds) for (const other of kinds) if (kind !== other) assert.equal(readNumber(other, numberOf(kind, 7)), undefined);
  });
  for (const text of ['rq-12', ' RQ 0012 ', 'RQ0012']) {
    it(`${JSON.stringify(text)} is RQ-0012`, () => assert.equal(readNumber('request', text), 12));
  }
  for (const text of ['', 'RQ-', 'RQ-0', 'RQ-12x', 'RQ--12', 'RQ-1234567890', 'RQ-1.2', '12']) {
    it(`${JSON.stringify(text)} is no number of a request`, () => assert.equal(readNumber('request', text), undefined));
  }
});
