import type { TurnContext } from 'botbuilder';
import { LapseMessages, RecordMessages } from '../../bot/messages/record-messages.js';
import type { Recipient } from '../../bot/messages/message-source.js';
import type { Node } from '../cards/reading.js';
import type { RecordsWorld } from '../services/records/records-world.js';
import type { PersonKey } from './hospital-builder.js';

/** Cards of the messages about records and warnings that a person is sent, oldest first, rendered as things stand now. */
export async function recordMessagesOf(world: RecordsWorld, person: PersonKey): Promise<readonly Node[]> {
  const sources = { record: new RecordMessages(world.surroundings), lapse: new LapseMessages(world.surroundings) };
  const recipient = { actor: world.requests.actor(person), format: { language: 'en', timeZone: 'Europe/London' } } as unknown as Recipient;
  const rows = await world.db.selectFrom('outbox').selectAll().where('recipient_id', '=', world.hospital.id[person]).where('about_type', 'in', ['record', 'lapse']).orderBy('id').execute();
  const cards: Node[] = [];
  for (const { id, kind, payload, about_type: type, about_id } of rows) {
    if ((type !== 'record' && type !== 'lapse') || about_id === null) continue;
    const subject = await sources[type].load(about_id, recipient);
    const message = { id, recipientId: world.hospital.id[person], about: { type, id: about_id }, kind, payload, correlationId: '' };
    const ready = kind === 'refresh' ? undefined : await subject?.render(message, {} as TurnContext);
    if (ready) cards.push(ready.card.content);
  }
  return cards;
}
