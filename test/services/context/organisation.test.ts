import assert from 'node:assert/strict';
import fc from 'fast-check';
import { endOfDay, localDate, minusDays, plusMonths, plusWorkingDays, type Organisation } from '../../../services/context/index.js';
import { testOrganisation } from '../../support/surroundings.js';

const at = (text: string): Date => new Date(text);
const plus = (from: string, days: number): string => plusWorkingDays(testOrganisation, at(from), days).toISOString();

describe('working days', () => {
  const table: readonly (readonly [string, string, number, string])[] = [
    ['within a week', '2026-11-23T09:00:00Z', 2, '2026-11-25T09:00:00.000Z'],
    ['over a weekend', '2026-11-26T09:00:00Z', 2, '2026-11-30T09:00:00.000Z'],
    ['over a weekend and two holidays', '2026-12-23T09:00:00Z', 2, '2026-12-29T09:00:00.000Z'],
    ['from a Saturday', '2026-11-28T09:00:00Z', 1, '2026-11-30T09:00:00.000Z'],
    ['from a holiday', '2026-12-25T09:00:00Z', 1, '2026-12-29T09:00:00.000Z'],
    ['half a day', '2026-11-23T09:00:00Z', 2.5, '2026-11-25T21:00:00.000Z'],
    ['half a day past midnight', '2026-11-23T15:00:00Z', 2.5, '2026-11-26T03:00:00.000Z'],
    ['half a day past midnight before a weekend', '2026-11-25T15:00:00Z', 2.5, '2026-11-30T03:00:00.000Z'],
    ['into summer time, at the same local time', '2026-03-27T09:00:00Z', 1, '2026-03-30T08:00:00.000Z'],
    ['out of summer time, at the same local time', '2026-10-23T08:00:00Z', 1, '2026-10-26T09:00:00.000Z'],
  ];
  for (const [name, from, days, expected] of table) {
    it(`${String(days)} ${name}: ${from} → ${expected}`, () => assert.equal(plus(from, days), expected));
  }

  const instant = fc.date({ min: at('2026-01-01T00:00:00Z'), max: at('2028-12-31T00:00:00Z'), noInvalidDate: true });
  const worked = (date: Date): boolean => {
    const local = localDate(testOrganisation, date);
    return ![0, 6].includes(at(`${local}T12:00:00Z`).getUTCDay()) && !testOrganisation.isHoliday(local);
  };
  it('end on a working day', () => {
    fc.assert(fc.property(instant, fc.integer({ min: 1, max: 40 }), (from, days) => worked(plusWorkingDays(testOrganisation, from, days))));
  });
  it('grow with the number of days', () => {
    fc.assert(
      fc.property(instant, fc.integer({ min: 2, max: 100 }), fc.integer({ min: 1, max: 20 }), (from, tenths, more) => {
        const one = plusWorkingDays(testOrganisation, from, tenths / 10).getTime();
        return plusWorkingDays(testOrganisation, from, (tenths + more) / 10).getTime() >= one;
      }),
    );
  });
});

describe('a last day', () => {
  const table: readonly (readonly [string, string, string, string])[] = [
    ['in winter', 'Europe/London', '2027-01-31', '2027-02-01T00:00:00.000Z'],
    ['in summer', 'Europe/London', '2027-06-30', '2027-06-30T23:00:00.000Z'],
    ['of 23 hours', 'Europe/London', '2027-03-28', '2027-03-28T23:00:00.000Z'],
    ['of 25 hours', 'Europe/London', '2027-10-31', '2027-11-01T00:00:00.000Z'],
    ['before a day that begins at 01:00', 'America/Sao_Paulo', '2018-11-03', '2018-11-04T03:00:00.000Z'],
    ['east of the date line', 'Pacific/Auckland', '2027-01-31', '2027-01-31T11:00:00.000Z'],
  ];
  for (const [name, timeZone, date, expected] of table) {
    it(`${name} ends at 24:00 local time: ${timeZone} ${date} → ${expected}`, () => {
      const organisation: Organisation = { timeZone, isHoliday: () => false };
      const end = endOfDay(organisation, date);
      assert.equal(end.toISOString(), expected);
      assert.equal(localDate(organisation, new Date(end.getTime() - 1)), date);
      assert.ok(localDate(organisation, end) > date);
    });
  }
  it('is told of at the same local time, days before, over a change of the clocks', () => {
    assert.equal(minusDays(testOrganisation, endOfDay(testOrganisation, '2027-04-05'), 14).toISOString(), '2027-03-23T00:00:00.000Z');
  });
});

describe('months', () => {
  const table: readonly (readonly [string, number, string])[] = [
    ['2026-11-23', 3, '2027-02-23'],
    ['2026-11-30', 3, '2027-02-28'],
    ['2027-11-30', 3, '2028-02-29'],
    ['2026-11-23', 12, '2027-11-23'],
  ];
  for (const [from, months, expected] of table) {
    it(`${from} and ${String(months)} months: ${expected}`, () => assert.equal(plusMonths(from, months), expected));
  }
});
