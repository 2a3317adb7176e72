import type { Activity, ConversationReference } from 'botbuilder';
import { TurnContext } from 'botbuilder';
import { LRUCache } from 'lru-cache';
import type { Surroundings } from '../../services/audit/index.js';
import { releaseFor } from '../../services/notifications/index.js';

/** Where a person is reached: their own chat with the bot. */
export interface PersonalChat {
  readonly personId: string;
  readonly teamsUserId: string;
  readonly language: string;
  readonly reference: Partial<ConversationReference>;
}

/** Conversation references in the database. What a person's chat looked like last is kept in memory too, so that an unchanged one costs no query. */
export class ConversationReferences {
  private readonly known = new LRUCache<string, string>({ max: 5_000 });

  constructor(private readonly world: Surroundings) {}

  /**
   * Remembers a personal chat. At first contact what waited for this person goes out.
   * @returns true at the very first contact, once, however many turns come at the same time
   */
  async remember(personId: string, activity: Activity, language: string): Promise<boolean> {
    const reference = TurnContext.getConversationReference(activity);
    const { activityId: _turn, ...lasting } = reference;
    const text = JSON.stringify(lasting);
    if (this.known.get(personId) === text) return false;
    const now = this.world.clock.now();
    const columns = { teams_user_id: activity.from.id, conversation_id: activity.conversation.id, service_url: activity.serviceUrl, reference: text, language, updated_at: now };
    const first = await this.world.db.transaction().execute(async (trx) => {
      // A Teams id belongs to one person: whoever had it before is forgotten.
      await trx.deleteFrom('conversation_references').where('teams_user_id', '=', activity.from.id).where('person_id', '<>', personId).execute();
      const inserted = await trx
        .insertInto('conversation_references')
        .values({ person_id: personId, ...columns })
        // Whichever index a turn at the same moment is met at first: the person's, or the Teams id's.
        .onConflict((conflict) => conflict.doNothing())
        .returning('person_id')
        .executeTakeFirst();
      if (!inserted) await trx.updateTable('conversation_references').set(columns).where('person_id', '=', personId).execute();
      if (inserted && (await releaseFor(trx, personId, now))) await this.world.jobs.send(trx, 'deliver', {});
      return inserted !== undefined;
    });
    this.known.set(personId, text);
    return first;
  }

  async of(personId: string): Promise<PersonalChat | undefined> {
    const row = await this.world.db.selectFrom('conversation_references').selectAll().where('person_id', '=', personId).executeTakeFirst();
    return row && { personId, teamsUserId: row.teams_user_id, language: row.language, reference: row.reference as Partial<ConversationReference> };
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
