import { numberOf, type Context } from '../../context/index.js';
import { loadFacts } from '../load-facts.js';
import { done, refuse, type Result } from '../results.js';
import { buildRecord } from './build-record.js';
import type { ClassificationRecord } from './format.js';
import { loadRecordParts } from './load-record.js';
import { readerKindOf, recordReaders } from './readers.js';

/**
 * The record of a classification, for whoever may read the audit trail of it (`readers.ts`). There is one only of a package that is
 * classified: before, a record would say what the people who classify may not know of each other. Reading it is itself an entry.
 * Refused as `not-possible` while the package is not classified.
 */
export async function classificationRecord(context: Context, packageId: number): Promise<Result<ClassificationRecord>> {
  const { trx, actor, clock } = context;
  const facts = await loadFacts(trx, packageId, 'look');
  const note = { action: 'audit.read', objectType: 'audit', objectId: numberOf('package', packageId), ...(facts ? { projectId: facts.projectId } : {}) } as const;
  const allowed = facts ? recordReaders[readerKindOf(facts, actor)] : 'unknown';
  if (!facts || allowed === 'unknown') return refuse(context, note, 'not-found');
  if (!allowed) return refuse(context, note, 'not-allowed');
  const { tier } = facts;
  if (tier === null || facts.state !== 'classified') return refuse(context, note, 'not-possible');
  const record = buildRecord({ ...facts, tier }, await loadRecordParts(trx, facts, actor.id), { at: clock.now(), by: actor.id });
  context.audit.push({ ...note, outcome: 'done', facts: { format: record.format, entries: record.audit.entries.length } });
  return done(record);
}
