import { recordPage } from '../../cards/pages/index.js';
import { transact } from '../../services/audit/index.js';
import { classificationRecord, type ClassificationRecord, type Refusal } from '../../services/classification/index.js';
import { LockkeeperError, readNumber } from '../../services/context/index.js';
import type { Report } from './command.js';
import { operatorWorld } from './operator-world.js';
import type { Target } from './target.js';

/** As what the record is answered: a document to read and print, or a few lines; with --json the record itself. */
export type RecordForm = 'page' | 'lines';

/** Makes the record of a classified package. That it was made is on record. */
export async function recordCommand(target: Target, number: string, form: RecordForm): Promise<Report> {
  const packageId = readNumber('package', number);
  if (packageId === undefined) throw new LockkeeperError('invalid-input', `${JSON.stringify(number)} is no work package. It should look like WP-0003.`);
  return operatorWorld(target, async (world) => {
    const result = await transact(world, { kind: 'process', id: 'operator' }, (context) => classificationRecord(context, packageId));
    if (result.kind === 'refused') throw new LockkeeperError('not-found', refusalText(result.reason, number));
    const record = result.value;
    const lines = form === 'page' ? [recordPage(record, { language: 'en', timeZone: world.organisation.timeZone })] : describe(record);
    // As it stands: what is verified later is exactly the record.
    return { ok: true, lines, json: {}, jsonLines: [record] };
  });
}

const refusalText = (reason: Refusal, number: string): string =>
  reason === 'not-possible' ? `${number} is not classified yet. The record is made when it is.` : `There is no work package ${number}.`;

function describe({ package: { number, title, tier }, rounds, audit }: ClassificationRecord): readonly string[] {
  const given = rounds.reduce((count, { opinions }) => count + opinions.filter(({ endedBecause }) => endedBecause !== 'replaced').length, 0);
  return [
    `${number} ${title}: tier ${String(tier)}, by ${count(given, 'opinion')} in ${count(rounds.length, 'round')}; ${count(audit.entries.length, 'audit entry proves', 'audit entries prove')} it.`,
    ...(audit.head === null ? [] : [`Head of the trail: entry ${String(audit.head.seq)}, ${audit.head.hash}.`]),
    'With --html it is a page to read and print, with --json a document that record verify checks.',
  ];
}

const count = (number: number, one: string, many = `${one}s`): string => `${String(number)} ${number === 1 ? one : many}`;
