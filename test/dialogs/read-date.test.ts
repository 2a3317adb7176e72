import assert from 'node:assert/strict';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { readDate } from '../../dialogs/read-date.js';

const zone = 'Europe/London';
/** A Sunday. */
const now = new Date('2026-11-22T10:00:00Z');
const read = (typed: string, at = now, timeZone = zone): string => {
  const answer = readDate(typed, at, timeZone);
  return answer.ok ? answer.date : answer.fault;
};

const rows: readonly (readonly [typed: string, read: string])[] = [
  ['2027-03-31', '2027-03-31'],
  ['2027-3-1', '2027-03-01'],
  ['31 March 2027', '2027-03-31'],
  ['31st of March 2027', '2027-03-31'],
  ['31 Mar 27', '2027-03-31'],
  ['March 31, 2027', '2027-03-31'],
  ['until 31 March 2027', '2027-03-31'],
  ['till 31 March 2027', '2027-03-31'],
  ['  31   March  2027 ', '2027-03-31'],
  ['31/03/2027', '2027-03-31'],
  ['31.3.2027', '2027-03-31'],
  ['03/31/2027', '2027-03-31'],
  ['31-03-27', '2027-03-31'],
  ['05/05/2027', '2027-05-05'],
  ['in 3 months', '2027-02-22'],
  ['3 months', '2027-02-22'],
  ['in three months', '2027-02-22'],
  ['in 2 weeks', '2026-12-06'],
  ['in a year', '2027-11-22'],
  ['tomorrow', '2026-11-23'],
  ['today', '2026-11-22'],
  ['1 January', '2027-01-01'],
  ['29 February 2028', '2028-02-29'],

  ['03/04/2027', 'date-ambiguous'],
  ['4.3.27', 'date-ambiguous'],
  ['12-11-2027', 'date-ambiguous'],

  ['2027-02-29', 'date-impossible'],
  ['2027-13-01', 'date-impossible'],
  ['2027-00-10', 'date-impossible'],
  ['31/04/2027', 'date-impossible'],
  ['32/13/2027', 'date-impossible'],
  ['0/13/2027', 'date-impossible'],
  ['31 February', 'date-impossible'],
  ['31 February 2027', 'date-impossible'],
  ['February 30, 2027', 'date-impossible'],

  ['', 'date-not-understood'],
  ['soon', 'date-not-understood'],
  ['when it is done', 'date-not-understood'],
  ['31 March 2027 or later', 'date-not-understood'],
  ['31 March 2027 and 30 April 2027', 'date-not-understood'],
  ['perhaps 31 March 2027', 'date-not-understood'],
  ['${date}', 'date-not-understood'],
  ['275760-09-13', 'date-not-understood'],
];

describe('reading a date that somebody typed', () => {
  for (const [typed, expected] of rows) {
    it(`“${typed}” on 22 November 2026 is ${expected}`, () => {
      assert.equal(read(typed), expected);
    });
  }

  it('every day reads back as itself, in ISO form and in words', () => {
    fc.assert(
      fc.property(fc.date({ min: new Date('2026-11-22T00:00:00Z'), max: new Date('2099-12-31T00:00:00Z'), noInvalidDate: true }), (instant) => {
        const day = DateTime.fromJSDate(instant, { zone: 'utc' });
        const iso = day.toISODate() ?? '';
        assert.equal(read(iso), iso);
        assert.equal(read(day.toFormat('d LLLL yyyy')), iso);
        assert.equal(read(day.toFormat('LLLL d, yyyy')), iso);
        assert.equal(read(day.toFormat('yyyy-M-d')), iso);
      }),
    );
  });

  it('a day in figures whose day and month could be swapped is never guessed at', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 12 }), fc.constantFrom('/', '.', '-'), (one, other, mark) => {
        const expected = one === other ? DateTime.fromObject({ year: 2027, month: one, day: one }).toISODate() : 'date-ambiguous';
        assert.equal(read([one, other, 2027].join(mark)), expected);
      }),
    );
  });

  it('days count in the organisation’s time zone, not in the server’s', () => {
    const lateInLondon = new Date('2027-06-30T23:30:00Z');
    assert.equal(read('today', lateInLondon), '2027-07-01');
    assert.equal(read('tomorrow', lateInLondon, 'America/New_York'), '2027-07-01');
    assert.equal(read('tomorrow', lateInLondon, 'Pacific/Auckland'), '2027-07-02');
  });

  it('“in n days” counts calendar days across a change of the clocks', () => {
    assert.equal(read('in 1 day', new Date('2027-03-27T23:30:00Z')), '2027-03-28');
    assert.equal(read('in 2 days', new Date('2027-10-30T22:30:00Z')), '2027-11-01');
  });

  it('whatever is typed: a day of the calendar, or a fault', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary', maxLength: 80 }), fc.stringMatching(/^\d{1,4}[-/. ]\d{1,4}[-/. ]\d{1,6}$/), fc.stringMatching(/^(in )?\d{1,12} (day|week|month|year)s?$/)), (typed) => {
        const answer = readDate(typed, now, zone);
        if (answer.ok) assert.match(answer.date, /^[+-]?\d{4,6}-\d\d-\d\d$/);
      }),
      { numRuns: 500 },
    );
  });
});
