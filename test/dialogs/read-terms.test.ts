import assert from 'node:assert/strict';
import { readTerms, type Terms } from '../../dialogs/read-terms.js';
import { longestPurpose } from '../../services/requests/index.js';
import { TestClock, testOrganisation } from '../support/surroundings.js';

const context = { clock: new TestClock('2026-11-23T09:00:00Z'), organisation: testOrganisation };
const limit = { until: { latest: '2027-11-23', because: 'longest' as const, offered: '2027-02-23' }, existing: null };
const nothing: Terms = { purpose: '', untilTyped: null, untilOn: null };

const typed = (text: string, before = nothing): ReturnType<typeof readTerms> => readTerms(context, before, { kind: 'text', text }, limit);
const filledIn = (values: Readonly<Record<string, string>>): ReturnType<typeof readTerms> =>
  readTerms(context, nothing, { kind: 'button', button: 'next', instance: 'i', step: 'terms', values }, limit);

describe('reading purpose and end of access', () => {
  it('words give the purpose first, the date next', () => {
    const first = typed('  To study readmission. ');
    assert.deepEqual(first, { terms: { purpose: 'To study readmission.', untilTyped: null, untilOn: null }, error: 'until-needed' });
    assert.deepEqual(typed('31 March 2027', first.terms), { terms: { purpose: 'To study readmission.', untilTyped: '31 March 2027', untilOn: '2027-03-31' } });
  });

  it('the card gives both at once, and nothing is taken from before', () => {
    assert.deepEqual(filledIn({ purpose: 'To study.', until: 'in 2 months' }).terms.untilOn, '2027-01-23');
    assert.equal(filledIn({ until: 'in 2 months' }).error, 'purpose-needed');
    assert.equal(filledIn({ purpose: 'To study.' }).error, 'until-needed');
  });

  it('what is had already is asked for only for longer', () => {
    const longer = (until: string): ReturnType<typeof readTerms> =>
      readTerms(context, nothing, { kind: 'button', button: 'next', instance: 'i', step: 'terms', values: { purpose: 'To study.', until } }, { ...limit, existing: { requestId: 7, untilOn: '2027-02-01' } });
    assert.deepEqual([longer('1 February 2027').error, longer('1 February 2027').limit], ['until-not-longer', '2027-02-01']);
    assert.equal(longer('2 February 2027').terms.untilOn, '2027-02-02');
  });

  it('what was typed is kept while something is wrong with the rest', () => {
    for (const [until, error] of [['soon', 'until-unreadable'], ['03/04/2027', 'until-ambiguous'], ['31 February 2027', 'until-impossible'], ['22 November 2026', 'until-past'], ['24 November 2027', 'until-too-late']] as const) {
      const read = filledIn({ purpose: 'To study.', until });
      assert.equal(read.error, error, until);
      assert.deepEqual(read.terms, { purpose: 'To study.', untilTyped: until, untilOn: null });
    }
  });

  it('today is the earliest day, and the limit the latest', () => {
    assert.equal(filledIn({ purpose: 'To study.', until: '2026-11-23' }).terms.untilOn, '2026-11-23');
    assert.equal(filledIn({ purpose: 'To study.', until: '2027-11-23' }).terms.untilOn, '2027-11-23');
    assert.equal(filledIn({ purpose: 'To study.', until: '2027-11-24' }).limit, '2027-11-23');
  });

  it('a purpose that is too long is asked for again: the next words are not its date', () => {
    assert.equal(typed('x'.repeat(longestPurpose)).error, 'until-needed');
    const tooLong = typed('x'.repeat(longestPurpose + 1));
    assert.equal(tooLong.error, 'too-long');
    const again = typed('Shorter.', tooLong.terms);
    assert.equal(again.error, 'until-needed');
    assert.equal(again.terms.purpose, 'Shorter.');
  });

  it('the stored state never holds half a character', () => {
    const read = typed(`a${'😀'.repeat(longestPurpose)}`);
    assert.ok(read.terms.purpose.isWellFormed());
  });
});
