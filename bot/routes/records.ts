import type { TurnContext } from 'botbuilder';
import { gatesCard, linkCard, noticeCard, noticeOfRefusal, recordCard, type AgreementLink, type CardAction } from '../../cards/index.js';
import { issueLink, type LinkPurpose } from '../../services/documents/index.js';
import { confirmRecord, declineRecord, standingOfGates, viewRecord, type GateRecord, type RecordObject, type Result } from '../../services/records/index.js';
import { isTold } from '../../dialogs/index.js';
import type { Context } from '../../services/context/index.js';
import { addressOf, type PageName } from '../pages/addresses.js';
import { turnOf } from '../turn.js';
import type { Conversation, Place } from './conversation.js';

export type RecordAction = Extract<CardAction, { readonly verb: `${'gates' | 'record'}.${string}` }>;

export const isRecordAction = (action: CardAction): action is RecordAction => /^(?:gates|record)\./.test(action.verb);

/** Which page a link leads to, and for what it is issued. */
const links: Readonly<Record<AgreementLink, { readonly page: PageName; readonly purpose: LinkPurpose }>> = {
  print: { page: 'agreement', purpose: 'agreement-print' },
  'hand-in': { page: 'hand-in', purpose: 'agreement-hand-in' },
  open: { page: 'document', purpose: 'document' },
};

/** What the gates ask to be on record: what people can see and do there, whether they typed it or pressed a button. */
export class Records {
  constructor(
    private readonly conversation: Conversation,
    /** Where people reach the bot's pages. */
    private readonly publicUrl: string,
  ) {}

  async gates(context: TurnContext, object: RecordObject, place: Place = 'say'): Promise<void> {
    const turn = turnOf(context);
    const view = await turn.run((work) => standingOfGates(work, object));
    await turn[place](view ? gatesCard(view, turn.format) : noticeCard({ notice: 'not-found' }, turn.format));
  }

  async show(context: TurnContext, recordId: number, place: Place = 'say'): Promise<void> {
    const turn = turnOf(context);
    const view = await turn.run((work) => viewRecord(work, recordId));
    if (!view) return turn[place](noticeCard({ notice: 'not-found' }, turn.format));
    await turn[place](recordCard(view, turn.format), { about: { type: 'record', id: recordId }, card: 'record' });
  }

  /** The agreement that waits for signatures, or the form that prepares one. */
  async agreement(context: TurnContext, { datasetId, projectId }: { readonly datasetId: number; readonly projectId: number }): Promise<void> {
    const about = { datasetId, projectId };
    const view = await turnOf(context).run((work) => standingOfGates(work, { kind: 'dataset-in-project', ...about }));
    const waiting = view?.gates.find(({ gate }) => gate === 'agreement')?.proposed;
    if (waiting) return this.show(context, waiting.recordId);
    await this.conversation.form(context, { form: 'file-agreement', about });
  }

  async run(context: TurnContext, action: RecordAction): Promise<void> {
    switch (action.verb) {
      case 'gates.show': {
        const { projectId, packageId, datasetId } = action;
        const object = objectOf({ projectId, packageId, datasetId });
        return object ? this.gates(context, object) : turnOf(context).say(noticeCard({ notice: 'not-found' }, turnOf(context).format));
      }
      case 'record.show':
        return this.show(context, action.recordId);
      case 'record.confirm':
        return this.decide(context, action.recordId, (work) => confirmRecord(work, action));
      case 'record.decline':
        return this.decide(context, action.recordId, (work) => declineRecord(work, action));
      case 'record.link':
        return this.link(context, action.recordId, action.link);
      default:
        return action satisfies never;
    }
  }

  /** Runs a decision and answers with the record as it stands now; a refusal is said besides. */
  private async decide(context: TurnContext, recordId: number, useCase: (work: Context) => Promise<Result<GateRecord>>): Promise<void> {
    const turn = turnOf(context);
    const result = await turn.run(useCase);
    if (result.kind === 'refused') await turn.say(noticeCard({ notice: isTold(result.reason) ? noticeOfRefusal(result.reason) : 'not-possible' }, turn.format));
    await this.show(context, recordId, 'answer');
  }

  /** Issues a link, if the record offers it to this person now. */
  private async link(context: TurnContext, recordId: number, link: AgreementLink): Promise<void> {
    const turn = turnOf(context);
    const { page, purpose } = links[link];
    const issued = await turn.run(async (work) => {
      const view = await viewRecord(work, recordId);
      const objectId = link === 'open' ? view?.documentId : recordId;
      if (!view?.links.includes(link) || objectId === undefined || objectId === null) return undefined;
      return { about: view.about, ...(await issueLink(work, { purpose, objectId })) };
    });
    if (!issued) return turn.say(noticeCard({ notice: 'not-found' }, turn.format));
    await turn.say(linkCard({ link, about: issued.about, url: addressOf(this.publicUrl, page, issued.token), expiresAt: issued.expiresAt }, turn.format));
  }
}

/** What somebody names; a dataset and a project together are the dataset's use there. */
export function objectOf({ projectId, packageId, datasetId }: { readonly projectId?: number | undefined; readonly packageId?: number | undefined; readonly datasetId?: number | undefined }): RecordObject | undefined {
  if (packageId !== undefined) return { kind: 'package', packageId };
  if (datasetId !== undefined) return projectId === undefined ? { kind: 'dataset', datasetId } : { kind: 'dataset-in-project', datasetId, projectId };
  return projectId === undefined ? undefined : { kind: 'project', projectId };
}
