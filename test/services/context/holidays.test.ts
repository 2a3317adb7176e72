import assert from 'node:assert/strict';
import { organisationFrom, plusWorkingDays } from '../../../services/context/index.js';

const holidays = async (country: string, timeZone: string, dates: readonly string[]): Promise<string[]> => {
  const organisation = await organisationFrom({ timeZone, country });
  return dates.filter((date) => organisation.isHoliday(date));
};

describe('holidays of an organisation', () => {
  it('are the public holidays of its country, substitute days too', async () => {
    const dates = ['2026-12-24', '2026-12-25', '2026-12-28', '2026-12-29', '2027-01-01', '2027-03-29'];
    assert.deepEqual(await holidays('GB-ENG', 'Europe/London', dates), ['2026-12-25', '2026-12-28', '2027-01-01', '2027-03-29']);
  });

  it('differ between parts of a country', async () => {
    const dates = ['2026-01-06', '2026-10-31', '2026-11-01'];
    assert.deepEqual(await holidays('DE-BY', 'Europe/Berlin', dates), ['2026-01-06', '2026-11-01']);
    assert.deepEqual(await holidays('DE-SN', 'Europe/Berlin', dates), ['2026-10-31']);
  });

  it('do not depend on the time zone of the machine or of the organisation', async () => {
    for (const zone of ['Europe/Amsterdam', 'Pacific/Auckland', 'America/Los_Angeles']) {
      assert.deepEqual(await holidays('NL', zone, ['2026-04-26', '2026-04-27', '2026-04-28']), ['2026-04-27'], zone);
    }
  });

  it('are whole days: an afternoon on which people go home early is a working day', async () => {
    assert.deepEqual(await holidays('NL', 'Europe/Amsterdam', ['2026-12-31']), []);
    assert.deepEqual(await holidays('DE', 'Europe/Berlin', ['2026-12-24']), []);
  });

  it('are no working days', async () => {
    const organisation = await organisationFrom({ timeZone: 'Europe/London', country: 'GB-ENG' });
    assert.equal(plusWorkingDays(organisation, new Date('2026-12-24T09:00:00Z'), 1).toISOString(), '2026-12-29T09:00:00.000Z');
  });

  it('are none where no country is named', async () => {
    const organisation = await organisationFrom({ timeZone: 'Europe/London' });
    assert.equal(organisation.isHoliday('2026-12-25'), false);
  });

  for (const country of ['XX', 'GB-XX', 'Northgate']) {
    it(`are not guessed for ${country}`, async () => {
      await assert.rejects(organisationFrom({ timeZone: 'Europe/London', country }), { code: 'configuration' });
    });
  }

  it('need a time zone that exists', async () => {
    await assert.rejects(organisationFrom({ timeZone: 'Europe/Northgate' }), { code: 'configuration' });
  });
});
