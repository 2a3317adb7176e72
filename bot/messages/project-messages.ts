import { toldProjectCard } from '../../cards/index.js';
import { transact, type Surroundings } from '../../services/audit/index.js';
import { projectEvents, viewOwnRole, type OwnRole } from '../../services/projects/index.js';
import type { OutboxMessage } from '../../services/notifications/index.js';
import type { MessageSource, Ready, Recipient, Subject } from './message-source.js';
import { whoActed } from './who-acted.js';

/** Messages to somebody about their own role in a project. */
export class ProjectMessages implements MessageSource {
  constructor(private readonly world: Surroundings) {}

  async load(id: number, { actor, format }: Recipient): Promise<Subject | undefined> {
    const own = await transact(this.world, actor, (context) => viewOwnRole(context, id));
    if (!own) return undefined;
    const card = (name: string | null): ReturnType<typeof toldProjectCard> => toldProjectCard({ ...own, actor: name }, format);
    return {
      render: async (message): Promise<Ready | undefined> => (message.kind === 'tell' && isTrueFor(message, own) ? { card: card((await whoActed(this.world.db, message))?.name ?? null), shows: undefined } : undefined),
      renew: () => card(null),
    };
  }
}

/** Whether the news still holds when it is sent. */
function isTrueFor({ payload }: OutboxMessage, { role }: OwnRole): boolean {
  const event = projectEvents.find((one) => one === payload['event']);
  switch (event) {
    case 'appointed':
      return role !== null;
    case 'removed':
      return role === null;
    case undefined:
      return false;
    default:
      return event satisfies never;
  }
}
