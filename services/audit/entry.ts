import { hash, randomBytes } from 'node:crypto';
import type { Actor, AuditNote } from '../context/index.js';

/** What the first entry names as its predecessor. */
export const genesis = '0'.repeat(64);

/** An entry as it is stored: `entry` is the exact text that was hashed. */
export interface ChainedEntry {
  readonly seq: number;
  readonly prev: string;
  readonly hash: string;
  readonly entry: string;
}

/** Free text of an entry, kept beside the chain so that it can be erased while the chain stays whole. */
export interface EntryText {
  readonly field: string;
  readonly salt: string;
  readonly text: string;
}

/** SHA-256 (hex) over the predecessor's hash, a line feed and the exact text. */
export function chainHash(prev: string, entry: string): string {
  return hash('sha256', `${prev}\n${entry}`);
}

/** Digest (hex) by which the chain holds a free text. */
export function textDigest(salt: string, text: string): string {
  return hash('sha256', `${salt}\n${text}`);
}

/**
 * The text of one entry: who, for whom, what, on what, outcome, reason, correlation id. People stand by directory id,
 * free text by its salted digest.
 */
export function writeEntry(
  place: { readonly seq: number; readonly prev: string; readonly at: Date; readonly actor: Actor; readonly correlationId: string },
  note: AuditNote,
): { readonly chained: ChainedEntry; readonly texts: readonly EntryText[] } {
  const texts = Object.entries(note.texts ?? {}).map(([field, text]) => ({ field, salt: randomBytes(16).toString('hex'), text }));
  const entry = JSON.stringify({
    seq: place.seq,
    at: place.at.toISOString(),
    actor: { kind: place.actor.kind, id: place.actor.id },
    subject: note.subjectId,
    action: note.action,
    outcome: note.outcome,
    object: { type: note.objectType, id: note.objectId },
    request: note.requestId,
    project: note.projectId,
    dataset: note.datasetId,
    reason: note.reason,
    facts: note.facts,
    texts: texts.length === 0 ? undefined : Object.fromEntries(texts.map(({ field, salt, text }) => [field, textDigest(salt, text)])),
    correlation: place.correlationId,
  });
  return { chained: { seq: place.seq, prev: place.prev, hash: chainHash(place.prev, entry), entry }, texts };
}
