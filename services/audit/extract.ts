import { z } from 'zod';
import type { AuditNote, Trx } from '../context/index.js';
import { chainHash, type ChainedEntry } from './entry.js';

/** Which entries an extract holds: what was done, by some actions, to some things of a kind. */
export interface ExtractOf {
  readonly objectType: AuditNote['objectType'];
  readonly objectIds: readonly string[];
  readonly actions: readonly string[];
}

/**
 * Some entries of the chain with the head that covered them when they were read. An entry proves itself: its text and its predecessor's
 * hash give its own hash. That it stands in the chain is shown by a neighbour in the extract, else by the chain alone: whoever holds it
 * finds the same hash at the same number, up to this head (`verifyAudit`) and to the anchors that were made of it.
 */
export interface Extract {
  readonly entries: readonly ChainedEntry[];
  readonly head: { readonly seq: number; readonly hash: string };
}

/** Reads what was done and is on record, oldest first; refusals and repetitions are left out. Undefined while the trail is empty. */
export async function loadExtract(trx: Trx, projectId: number, wanted: readonly ExtractOf[]): Promise<Extract | undefined> {
  const entries = await trx
    .selectFrom('audit_entries')
    .select(['seq', 'prev', 'hash', 'entry'])
    .where('project_id', '=', projectId)
    .where((where) =>
      where.or(wanted.filter(({ objectIds }) => objectIds.length > 0).map(({ objectType, objectIds, actions }) => where.and([where('object_type', '=', objectType), where('object_id', 'in', objectIds), where('action', 'in', actions)]))),
    )
    .where('outcome', '=', 'done')
    .orderBy('seq')
    .execute();
  // Read after the entries: whatever is appended meanwhile, this head covers them.
  const head = await trx.selectFrom('audit_entries').select(['seq', 'hash']).orderBy('seq', 'desc').limit(1).executeTakeFirst();
  return head && { entries, head };
}

const written = z.looseObject({
  seq: z.number().int(),
  at: z.iso.datetime(),
  actor: z.object({ kind: z.string(), id: z.string() }),
  subject: z.string().optional(),
  action: z.string(),
  outcome: z.string(),
  object: z.object({ type: z.string(), id: z.string() }),
  dataset: z.number().optional(),
  reason: z.string().optional(),
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])).optional(),
});

/** What the text of an entry says (`entry.ts`). */
export type WrittenEntry = z.output<typeof written>;

/** Reads the text of an entry; undefined for a text that is none. */
export function readEntry(text: string): WrittenEntry | undefined {
  try {
    return written.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

export type ExtractFaultKind = 'entry-altered' | 'entry-unreadable' | 'entry-misplaced' | 'entry-order' | 'entry-unlinked' | 'head-differs';

/** `seq`: of the entry at fault. */
export interface ExtractFault {
  readonly kind: ExtractFaultKind;
  readonly seq: number;
}

/** Everything that an extract can prove by itself, without the chain; empty when all of it holds. */
export function faultsOfExtract({ entries, head }: Extract): readonly ExtractFault[] {
  return entries.flatMap(({ seq, prev, hash, entry }, place): readonly ExtractFault[] => {
    const before = entries[place - 1];
    const kinds: readonly (ExtractFaultKind | undefined)[] = [
      chainHash(prev, entry) === hash ? undefined : 'entry-altered',
      faultOfText(seq, entry),
      before !== undefined && before.seq >= seq ? 'entry-order' : undefined,
      before?.seq === seq - 1 && before.hash !== prev ? 'entry-unlinked' : undefined,
      seq > head.seq || (seq === head.seq && hash !== head.hash) ? 'head-differs' : undefined,
    ];
    return kinds.flatMap((kind) => (kind === undefined ? [] : [{ kind, seq }]));
  });
}

function faultOfText(seq: number, entry: string): ExtractFaultKind | undefined {
  const read = readEntry(entry);
  if (!read) return 'entry-unreadable';
  return read.seq === seq ? undefined : 'entry-misplaced';
}
