import { hash, randomBytes } from 'node:crypto';
import type { Context } from '../context/index.js';
import { linkMinutes, type LinkPurpose } from './link-purposes.js';

export interface IssueLink {
  readonly purpose: LinkPurpose;
  /** What the link opens: by the purpose, the number of a record or of a document. */
  readonly objectId: number;
}

export interface IssuedLink {
  /** 256 bits in base64url. It is nowhere else: only its hash is stored. */
  readonly token: string;
  readonly expiresAt: Date;
}

/** SHA-256 (hex) by which a token is known. */
export const hashOfToken = (token: string): string => hash('sha256', token);

/**
 * Issues a link for the acting person. Whether they may open what it leads to is looked at by the caller now, and again by whoever takes the
 * link. Forgets links that ended a day ago.
 */
export async function issueLink(context: Context, { purpose, objectId }: IssueLink): Promise<IssuedLink> {
  const { trx, clock, actor } = context;
  if (actor.kind !== 'person') throw new Error('links are for people');
  const now = clock.now();
  const token = randomBytes(32).toString('base64url');
  const expiresAt = new Date(now.getTime() + linkMinutes * 60_000);
  await trx.deleteFrom('document_links').where('expires_at', '<', new Date(now.getTime() - 24 * 3_600_000)).execute();
  await trx.insertInto('document_links').values({ token_hash: hashOfToken(token), purpose, object_id: objectId, person_id: actor.id, issued_at: now, expires_at: expiresAt }).execute();
  context.audit.push({ action: 'link.issue', outcome: 'done', objectType: 'document', objectId: purpose, facts: { purpose, of: objectId } });
  return { token, expiresAt };
}
