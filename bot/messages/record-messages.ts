import { lapseCard, recordCard, toldRecordCard } from '../../cards/index.js';
import { transact, type Surroundings } from '../../services/audit/index.js';
import { recordEventOf, viewLapse, viewRecord } from '../../services/records/index.js';
import type { MessageSource, Ready, Recipient, Subject } from './message-source.js';
import { whoActed } from './who-acted.js';

/** Messages about what the gates ask to be on record: what waits for a second person, and what was decided. */
export class RecordMessages implements MessageSource {
  constructor(private readonly world: Surroundings) {}

  async load(id: number, { actor, format }: Recipient): Promise<Subject | undefined> {
    const view = await transact(this.world, actor, (context) => viewRecord(context, id));
    if (!view) return undefined;
    return {
      render: async (message): Promise<Ready | undefined> => {
        const { payload } = message;
        const event = recordEventOf(payload['event']);
        if (event === undefined) return undefined;
        if (event === 'waiting') return view.mayConfirm ? { card: recordCard(view, format), shows: 'record' } : undefined;
        const { comment } = payload;
        const by = (await whoActed(this.world.db, message))?.name ?? '';
        return { card: toldRecordCard({ event, record: view, actor: by, ...(typeof comment === 'string' ? { comment } : {}) }, format), shows: undefined };
      },
      renew: () => recordCard(view, format),
    };
  }
}

/** Warnings that something lapses. One that was renewed meanwhile says nothing any more. */
export class LapseMessages implements MessageSource {
  constructor(private readonly world: Surroundings) {}

  async load(id: number, { actor, format }: Recipient): Promise<Subject | undefined> {
    const view = await transact(this.world, actor, (context) => viewLapse(context, id));
    if (!view) return undefined;
    return {
      render: () => Promise.resolve({ card: lapseCard(view, format), shows: undefined }),
      renew: () => lapseCard(view, format),
    };
  }
}
