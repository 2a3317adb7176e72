import type { Database } from '../../services/database/index.js';
import type { Clock, Trx } from '../../services/context/index.js';

const keepMs = 30 * 24 * 3_600_000;

/** A state with the version it was read at. */
export interface Versioned {
  readonly version: number;
  readonly state: Record<string, unknown>;
}

/** Dialog state of a person in a conversation. Written by comparing the version: of two turns at once, the second learns that it was second. */
export class ConversationStates {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  async load(key: string): Promise<Versioned | undefined> {
    const row = await this.db.selectFrom('conversation_states').select(['version', 'state']).where('key', '=', key).executeTakeFirst();
    return row;
  }

  /** Forgets dialogs that nobody went on with for a month. */
  async forgetOld(): Promise<void> {
    await this.db
      .deleteFrom('conversation_states')
      .where('updated_at', '<', new Date(this.clock.now().getTime() - keepMs))
      .execute();
  }

  /** Locks the state until `trx` ends. False when it is not at the version that was read any more: another turn was first. */
  async hold(key: string, readVersion: number, trx: Trx): Promise<boolean> {
    const row = await trx.selectFrom('conversation_states').select('version').where('key', '=', key).forUpdate().executeTakeFirst();
    return (row?.version ?? 0) === readVersion;
  }

  /**
   * Stores `state` over the version that was read (0: there was none). False when another turn stored first; then nothing changed.
   * @param trx the transaction that the state shall be stored with; none: one of its own
   */
  async save(key: string, readVersion: number, state: Record<string, unknown>, trx: Database | Trx = this.db): Promise<boolean> {
    const updated_at = this.clock.now();
    const text = JSON.stringify(state);
    if (readVersion === 0) {
      const row = await trx
        .insertInto('conversation_states')
        .values({ key, version: 1, state: text, updated_at })
        .onConflict((conflict) => conflict.column('key').doNothing())
        .returning('key')
        .executeTakeFirst();
      return row !== undefined;
    }
    const row = await trx
      .updateTable('conversation_states')
      .set({ version: readVersion + 1, state: text, updated_at })
      .where('key', '=', key)
      .where('version', '=', readVersion)
      .returning('key')
      .executeTakeFirst();
    return row !== undefined;
  }
}
