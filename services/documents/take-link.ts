import { transact, type Surroundings } from '../audit/index.js';
import { actorOnRecord, type Context, type PersonActor } from '../context/index.js';
import { hashOfToken } from './issue-link.js';
import { linkPurposes, type LinkPurpose } from './link-purposes.js';

export interface TakeLink {
  readonly token: string;
  readonly purpose: LinkPurpose;
}

/** A link that opens: its person is the context's actor. */
export interface TakenLink {
  readonly objectId: number;
}

/** A token as `issue-link.ts` makes them. */
const wellFormed = /^[A-Za-z0-9_-]{43}$/;

/**
 * Opens a link: runs `work` in one transaction as its person, with the roles on record now, which the directory is compared with every hour. A link for one use is used up in that same
 * transaction, if `work` answers anything but undefined. Undefined for a token that is unknown, for another purpose, over or used, and for a
 * person whose account is closed: they all look the same. Of a link that there is, both are on record.
 */
export async function takeLink<Value>(world: Surroundings, { token, purpose }: TakeLink, work: (context: Context, link: TakenLink) => Promise<Value | undefined>): Promise<Value | undefined> {
  const actor = await personOf(world, token);
  if (!actor) return undefined;
  return transact(world, actor, async (context) => {
    const note = noteOf(purpose);
    const link = await findLink(context, token, purpose, 'take');
    if (!link) return undefined;
    const value = await work(context, { objectId: link.object_id });
    if (value === undefined) {
      context.audit.push({ ...note, outcome: 'refused', reason: 'not-found', facts: { of: link.object_id } });
      return undefined;
    }
    if (linkPurposes[purpose] === 'once') await context.trx.updateTable('document_links').set({ used_at: context.clock.now() }).where('id', '=', link.id).execute();
    context.audit.push({ ...note, outcome: 'done', facts: { of: link.object_id } });
    return value;
  });
}

/**
 * Looks through a link without opening it: what `look` finds, in a transaction as its person that uses nothing up and leaves no entry of its
 * own, but for a link that opens no more. Undefined as with `takeLink`.
 */
export async function lookThroughLink<Value>(world: Surroundings, { token, purpose }: TakeLink, look: (context: Context, link: TakenLink) => Promise<Value | undefined>): Promise<Value | undefined> {
  const actor = await personOf(world, token);
  if (!actor) return undefined;
  return transact(world, actor, async (context) => {
    const link = await findLink(context, token, purpose, 'look');
    return link && look(context, { objectId: link.object_id });
  });
}

const noteOf = (purpose: LinkPurpose) => ({ action: 'link.use', objectType: 'document', objectId: purpose }) as const;

/** A link that opens; that another does not is put on record. */
async function findLink(context: Context, token: string, purpose: LinkPurpose, hold: 'take' | 'look') {
  const link = await context.trx
    .selectFrom('document_links')
    .selectAll()
    .where('token_hash', '=', hashOfToken(token))
    .$if(hold === 'take', (query) => query.forUpdate())
    .executeTakeFirst();
  const bar = link ? barTo(link, purpose, context.clock.now()) : 'unknown';
  if (bar) context.audit.push({ ...noteOf(purpose), outcome: 'refused', reason: bar });
  return bar ? undefined : link;
}

function barTo(link: { readonly purpose: string; readonly expires_at: Date; readonly used_at: Date | null }, purpose: LinkPurpose, now: Date): 'other-purpose' | 'expired' | 'used' | undefined {
  if (link.purpose !== purpose) return 'other-purpose';
  if (link.expires_at <= now) return 'expired';
  return link.used_at === null ? undefined : 'used';
}

/** The person whom a token was issued to, with the roles on record; undefined where there is none, or their account is closed. */
async function personOf({ db }: Surroundings, token: string): Promise<PersonActor | undefined> {
  if (!wellFormed.test(token)) return undefined;
  const person = await db
    .selectFrom('document_links as l')
    .innerJoin('people as p', 'p.id', 'l.person_id')
    .select('p.id')
    .where('l.token_hash', '=', hashOfToken(token))
    .where('p.enabled', '=', true)
    .executeTakeFirst();
  if (!person) return undefined;
  return actorOnRecord(db, person.id);
}
