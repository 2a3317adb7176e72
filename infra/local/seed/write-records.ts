import { localDate, numberOf, plusMonths, type Context } from '../../../services/context/index.js';
import { columnsOf } from '../../../services/records/index.js';
import { dayFrom, instantBefore } from './dates.js';
import { records } from './records.js';

/** Writes what the gates ask to be on record as it would stand had people filed it. The audit says what it is: imported, not filed here. */
export async function writeRecords(context: Context): Promise<void> {
  const { trx, clock, organisation, audit } = context;
  for (const { kind, object, said, filed, confirmed, daysAgo, endsInMonths } of records) {
    const startsOn = dayFrom(context, -daysAgo);
    const at = instantBefore(clock.now(), daysAgo);
    const endsOn = endsInMonths === undefined ? null : plusMonths(localDate(organisation, clock.now()), endsInMonths);
    const { id } = await trx
      .insertInto('gate_records')
      .values({
        kind,
        ...columnsOf(object),
        state: 'confirmed',
        details: JSON.stringify(said(startsOn)),
        starts_on: startsOn,
        ends_on: endsOn,
        filed_by: filed.by.id,
        filed_as: filed.as,
        filed_at: at,
        decided_by: confirmed.by.id,
        decided_as: confirmed.as,
        decided_at: at,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    audit.push({
      action: 'record.import',
      outcome: 'done',
      objectType: 'record',
      objectId: numberOf('record', id),
      ...('projectId' in object ? { projectId: object.projectId } : {}),
      ...('datasetId' in object ? { datasetId: object.datasetId } : {}),
      facts: { kind, startsOn, endsOn },
    });
  }
}
