import type { Database } from '../../services/database/index.js';
import type { Clock } from '../../services/context/index.js';

/** Which card of a request a message shows: the same request looks different to who asked and to who decides. */
export type CopyKind = 'request' | 'approval';

export interface CardCopy {
  readonly conversationId: string;
  readonly activityId: string;
  readonly card: CopyKind;
}

/** How many copies of one request a person's chat keeps up to date: the newest ones, so that a change costs few messages. */
const mostCopies = 3;

/** Messages that show a request, so that they can be renewed when it changes. */
export class CardCopies {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  async add(requestId: number, personId: string, copy: CardCopy): Promise<void> {
    await this.db
      .insertInto('card_copies')
      .values({ request_id: requestId, person_id: personId, conversation_id: copy.conversationId, activity_id: copy.activityId, card: copy.card, created_at: this.clock.now() })
      .onConflict((conflict) => conflict.columns(['conversation_id', 'activity_id']).doUpdateSet({ request_id: requestId, card: copy.card, created_at: this.clock.now() }))
      .execute();
  }

  /** The newest copies of a request in a person's chat. */
  async of(requestId: number, personId: string): Promise<readonly CardCopy[]> {
    const rows = await this.db
      .selectFrom('card_copies')
      .select(['conversation_id', 'activity_id', 'card'])
      .where('request_id', '=', requestId)
      .where('person_id', '=', personId)
      .orderBy('created_at', 'desc')
      .limit(mostCopies)
      .execute();
    return rows.map((row) => ({ conversationId: row.conversation_id, activityId: row.activity_id, card: row.card as CopyKind }));
  }

  /** A message that the channel no longer has. */
  async forget(copy: CardCopy): Promise<void> {
    await this.db.deleteFrom('card_copies').where('conversation_id', '=', copy.conversationId).where('activity_id', '=', copy.activityId).execute();
  }
}
