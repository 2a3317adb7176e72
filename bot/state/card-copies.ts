import type { Database } from '../../services/database/index.js';
import type { Clock } from '../../services/context/index.js';
import { columnsOf, type About } from '../../services/notifications/index.js';

/** Which card a message shows: the same request looks different to who asked and to who decides. */
export type CopyKind = 'request' | 'approval' | 'package' | 'record' | 'workspace';

export interface CardCopy {
  readonly conversationId: string;
  readonly activityId: string;
  readonly card: CopyKind;
  /** Correlation id of the turn that drew it. */
  readonly shownIn?: string | undefined;
}

/** How many copies of one card a person's chat keeps up to date: the newest ones, so that a change costs few messages. */
const mostCopies = 3;

/** Messages that show a request, a work package or a gate's record, so that they can be renewed when it changes. */
export class CardCopies {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  async add(about: About, personId: string, copy: CardCopy): Promise<void> {
    const shows = { ...columnsOf(about), card: copy.card, shown_in: copy.shownIn ?? null, created_at: this.clock.now() };
    await this.db
      .insertInto('card_copies')
      .values({ ...shows, person_id: personId, conversation_id: copy.conversationId, activity_id: copy.activityId })
      .onConflict((conflict) => conflict.columns(['conversation_id', 'activity_id']).doUpdateSet(shows))
      .execute();
  }

  /** The newest copies in a person's chat. */
  async of(about: About, personId: string): Promise<readonly CardCopy[]> {
    const { request_id, about_type, about_id } = columnsOf(about);
    const rows = await this.db
      .selectFrom('card_copies')
      .select(['conversation_id', 'activity_id', 'card', 'shown_in'])
      .$if(request_id !== null, (query) => query.where('request_id', '=', request_id))
      .$if(about_type !== null, (query) => query.where('about_type', '=', about_type).where('about_id', '=', about_id))
      .where('person_id', '=', personId)
      .orderBy('created_at', 'desc')
      .limit(mostCopies)
      .execute();
    return rows.map((row) => ({ conversationId: row.conversation_id, activityId: row.activity_id, card: row.card as CopyKind, shownIn: row.shown_in ?? undefined }));
  }

  /** A message that the channel no longer has, or that shows something else now. */
  async forget(copy: Pick<CardCopy, 'conversationId' | 'activityId'>): Promise<void> {
    await this.db.deleteFrom('card_copies').where('conversation_id', '=', copy.conversationId).where('activity_id', '=', copy.activityId).execute();
  }
}
