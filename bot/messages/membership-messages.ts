import { findingCard, removalsCard } from '../../cards/index.js';
import { transact, type Surroundings } from '../../services/audit/index.js';
import { viewFinding, viewRemovals } from '../../services/requests/index.js';
import type { MessageSource, Ready, Recipient, Subject } from './message-source.js';

/** What the comparison with the directory found, for those who answer for the workspace. What has gone meanwhile is not told. */
export class FindingMessages implements MessageSource {
  constructor(private readonly world: Surroundings) {}

  async load(id: number, { actor, format }: Recipient): Promise<Subject | undefined> {
    const view = await transact(this.world, actor, (context) => viewFinding(context, id));
    if (!view) return undefined;
    return {
      render: () => Promise.resolve({ card: findingCard(view, format), shows: undefined }),
      renew: () => findingCard(view, format),
    };
  }
}

/** The question to System Managers before many are removed at once. */
export class RemovalQuestionMessages implements MessageSource {
  constructor(private readonly world: Surroundings) {}

  async load(id: number, { actor, format }: Recipient): Promise<Subject | undefined> {
    const view = await transact(this.world, actor, (context) => viewRemovals(context, id));
    if (!view) return undefined;
    return {
      render: (message): Promise<Ready | undefined> => Promise.resolve(message.kind === 'ask' && view.state === 'asked' ? { card: removalsCard(view, format), shows: 'removals' } : undefined),
      renew: () => removalsCard(view, format),
    };
  }
}
