import { isDeepStrictEqual } from 'node:util';
import type { Activity, ConversationReference } from 'botbuilder';
import { TurnContext } from 'botbuilder';
import { sql, type Insertable } from 'kysely';
import { LRUCache } from 'lru-cache';
import type { Surroundings } from '../../services/audit/index.js';
import type { Trx } from '../../services/context/index.js';
import type { Schema } from '../../services/database/index.js';
import { releaseFor } from '../../services/notifications/index.js';

/** A person who has spoken to the bot. */
export interface PersonalChat {
  readonly personId: string;
  readonly teamsUserId: string;
  readonly language: string;
  /** Their own chat with the bot; null when the channel has refused the last one that was known. */
  readonly reference: Partial<ConversationReference> | null;
}

/**
 * What contact with a person told: `first` ever, in a `changed` chat, in the one that is stored (`unchanged`), or under a Teams id that is on
 * record for somebody else (`taken`), of which nothing is kept.
 */
export type Contact = 'first' | 'changed' | 'unchanged' | 'taken';

/** How long this process believes that a chat is stored as it saw it last; other instances may have written meanwhile. */
const memoryMs = 60_000;

/** Conversation references in the database. */
export class ConversationReferences {
  private readonly known: LRUCache<string, string>;

  constructor(private readonly world: Surroundings) {
    this.known = new LRUCache({ max: 5_000, ttl: memoryMs, ttlResolution: 0, perf: { now: () => world.clock.now().getTime() } });
  }

  /**
   * Remembers a person's own chat. What waited for contact with this person goes out, and in a new chat also what the old one did not take.
   * Of many turns at the same time one is told `first`.
   */
  async remember(personId: string, activity: Activity, language: string): Promise<Contact> {
    const { activityId: _turn, ...lasting } = TurnContext.getConversationReference(activity);
    const text = JSON.stringify(lasting);
    if (this.known.get(personId) === text) return 'unchanged';
    const contact = await this.world.db
      .transaction()
      .execute((trx) => this.write(trx, personId, activity, text, language))
      .catch((error: unknown) => {
        // Somebody else was met under this Teams id at the same moment.
        if (isUniqueViolation(error)) return 'taken' as const;
        throw error;
      });
    if (contact !== 'taken') this.known.set(personId, text);
    return contact;
  }

  private async write(trx: Trx, personId: string, activity: Activity, text: string, language: string): Promise<Contact> {
    const taken = await trx.selectFrom('conversation_references').select('person_id').where('teams_user_id', '=', activity.from.id).where('person_id', '<>', personId).executeTakeFirst();
    if (taken) return 'taken';
    const now = this.world.clock.now();
    const stored = await trx.selectFrom('conversation_references').select('reference').where('person_id', '=', personId).forUpdate().executeTakeFirst();
    const same = stored !== undefined && isDeepStrictEqual(stored.reference, JSON.parse(text));
    const contact = same ? 'unchanged' : await store(trx, personId, { teams_user_id: activity.from.id, conversation_id: activity.conversation.id, service_url: activity.serviceUrl, reference: text, language, updated_at: now });
    if (contact !== 'taken' && (await releaseFor(trx, personId, now, same ? 'for-contact' : 'at-all'))) await this.world.jobs.send(trx, 'deliver', {});
    return contact;
  }

  async of(personId: string): Promise<PersonalChat | undefined> {
    const row = await this.world.db.selectFrom('conversation_references').selectAll().where('person_id', '=', personId).executeTakeFirst();
    return row && { personId, teamsUserId: row.teams_user_id, language: row.language, reference: row.reference as Partial<ConversationReference> | null };
  }

  /**
   * The channel does not let the bot write in this chat: nothing is sent there until the person is met again. Who they are in Teams is kept,
   * and so is a chat in which they were met meanwhile.
   */
  async lose({ personId, reference }: PersonalChat): Promise<void> {
    await this.world.db
      .updateTable('conversation_references')
      .set({ reference: 'null' })
      .where('person_id', '=', personId)
      .where(sql<boolean>`reference = ${JSON.stringify(reference)}::jsonb`)
      .execute();
    this.known.delete(personId);
  }

  /** Claims the one welcome a person gets; false when they were welcomed before. */
  async claimWelcome(personId: string): Promise<boolean> {
    const row = await this.world.db
      .updateTable('conversation_references')
      .set({ welcomed_at: this.world.clock.now() })
      .where('person_id', '=', personId)
      .where('welcomed_at', 'is', null)
      .returning('person_id')
      .executeTakeFirst();
    return row !== undefined;
  }
}

const isUniqueViolation = (error: unknown): boolean => typeof error === 'object' && error !== null && 'code' in error && error.code === '23505';

type Columns = Omit<Insertable<Schema['conversation_references']>, 'person_id' | 'welcomed_at'>;

async function store(trx: Trx, personId: string, columns: Columns): Promise<Contact> {
  const inserted = await trx
    .insertInto('conversation_references')
    .values({ person_id: personId, ...columns })
    // Whichever index a turn at the same moment is met at first: the person's, or the Teams id's.
    .onConflict((conflict) => conflict.doNothing())
    .returning('person_id')
    .executeTakeFirst();
  if (inserted) return 'first';
  const updated = await trx.updateTable('conversation_references').set(columns).where('person_id', '=', personId).executeTakeFirst();
  return updated.numUpdatedRows > 0n ? 'changed' : 'taken';
}
