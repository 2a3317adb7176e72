import { isShownByCard, packageCard, toldPackageCard } from '../../cards/index.js';
import { transact, type Surroundings } from '../../services/audit/index.js';
import { packageEventOf, viewPackage, type Flowcharts, type PackageEvent, type PackageView } from '../../services/classification/index.js';
import type { MessageSource, Ready, Recipient, Subject } from './message-source.js';
import { whoActed } from './who-acted.js';

/** Messages about work packages: the request to classify, and where the classification stands. */
export class PackageMessages implements MessageSource {
  constructor(
    private readonly world: Surroundings,
    private readonly flowcharts: Flowcharts,
  ) {}

  async load(id: number, { actor, format }: Recipient): Promise<Subject | undefined> {
    const view = await transact(this.world, actor, (context) => viewPackage(context, id));
    if (!view) return undefined;
    const card = (): ReturnType<typeof packageCard> => packageCard(view, [...this.flowcharts.values()], format);
    return {
      render: async (message): Promise<Ready | undefined> => {
        if (message.kind === 'classify') return view.allowed.includes('answer') && view.own === undefined ? { card: card(), shows: 'package' } : undefined;
        const event = message.kind === 'tell' ? packageEventOf(message.payload['event']) : undefined;
        if (event === undefined || !isTrueFor(event, view)) return undefined;
        if (isShownByCard(event)) return { card: card(), shows: 'package' };
        return { card: toldPackageCard({ event, package: view, actor: (await whoActed(this.world.db, message))?.name ?? null }, format), shows: undefined };
      },
      renew: card,
    };
  }
}

/** Whether the news still holds when it is sent, and its reader may know it (classification.md, "Blind"). */
function isTrueFor(event: PackageEvent, view: PackageView): boolean {
  switch (event) {
    case 'agreed':
    case 'conflict':
      return view.settlement?.kind === event;
    case 'review-needed':
      return view.state === 'open' && view.settlement?.kind !== 'agreed' && view.settlement?.kind !== 'conflict';
    case 'classified':
      return view.state === 'classified';
    case 'tier-four':
      return view.allowed.includes('record-tier-four') && view.tierFour.some(({ outcome }) => outcome === null);
    case 'proceeding-proposed':
      return view.proceeding?.state === 'proposed';
    case 'proceeding-agreed':
      return view.state === 'open' && (view.proceeding?.state === 'waiting' || view.sight === 'blind');
    case 'proceeding-stopped':
      return view.sight !== 'blind';
    case 'reminder-half':
    case 'reminder-most':
    case 'nudged':
      return view.allowed.includes('answer') && view.own === undefined;
    case 'overdue':
      return view.state === 'open';
    case 'cleared':
    case 'dataset-withdrawn':
    case 'reconsidered':
    case 'taken-back':
    case 'withdrawn-after':
    case 'part-above':
    case 'person-approved':
      return true;
    default:
      return event satisfies never;
  }
}
