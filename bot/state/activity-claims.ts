import { hash } from 'node:crypto';
import type { Database } from '../../services/database/index.js';
import type { Clock } from '../../services/context/index.js';

/** How long a claimed activity is taken to be in work; after that its process is taken to be gone. */
const leaseMs = 40_000;
const keepMs = 24 * 3_600_000;

/** The channel delivers again what it got no timely answer for; the claim makes the second delivery do nothing twice. */
export type Claim =
  | { readonly kind: 'mine' }
  /** Handled before: the answer that was given then. */
  | { readonly kind: 'done'; readonly response: Record<string, unknown> | null }
  | { readonly kind: 'in-work' };

export class ActivityClaims {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  /** Key of an activity: its id is unique within its conversation and channel. Its person is part of it, so that nobody gets another person's answer. */
  static key(activity: { readonly channelId: string; readonly conversationId: string; readonly personId: string; readonly id: string }): string {
    return hash('sha256', JSON.stringify([activity.channelId, activity.conversationId, activity.personId, activity.id]));
  }

  async claim(key: string): Promise<Claim> {
    const now = this.clock.now();
    const lease = new Date(now.getTime() + leaseMs);
    const mine = await this.db
      .insertInto('activity_claims')
      .values({ id: key, lease_until: lease, claimed_at: now })
      .onConflict((conflict) =>
        conflict.column('id').doUpdateSet({ lease_until: lease, claimed_at: now }).where('activity_claims.done_at', 'is', null).where('activity_claims.lease_until', '<', now),
      )
      .returning('id')
      .executeTakeFirst();
    if (mine) return { kind: 'mine' };
    const other = await this.db.selectFrom('activity_claims').select(['done_at', 'response']).where('id', '=', key).executeTakeFirst();
    return other?.done_at ? { kind: 'done', response: other.response } : { kind: 'in-work' };
  }

  /** Marks the activity handled and keeps its answer for a repeated delivery. */
  async finish(key: string, response: Record<string, unknown> | undefined): Promise<void> {
    await this.db
      .updateTable('activity_claims')
      .set({ done_at: this.clock.now(), response: response === undefined ? null : JSON.stringify(response) })
      .where('id', '=', key)
      .execute();
  }

  /** Gives the claim back: the turn failed before it did anything that would be done twice. */
  async release(key: string): Promise<void> {
    await this.db.deleteFrom('activity_claims').where('id', '=', key).where('done_at', 'is', null).execute();
  }

  /** Forgets claims older than a day: no channel delivers so late. */
  async forgetOld(): Promise<void> {
    await this.db
      .deleteFrom('activity_claims')
      .where('claimed_at', '<', new Date(this.clock.now().getTime() - keepMs))
      .execute();
  }
}
