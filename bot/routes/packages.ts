import type { TurnContext } from 'botbuilder';
import { explainCard, noticeCard, noticeOfRefusal, packageCard, packageListCard, recordLinkCard, type CardAction, type NoticeKey } from '../../cards/index.js';
import { FlowchartDialog, type FlowchartOptions } from '../../dialogs/index.js';
import {
  approvePerson,
  classificationRecord,
  clearClassification,
  closeClassification,
  explainClassification,
  listPackages,
  listToClassify,
  nudgeClassifiers,
  openClassification,
  packageOfRound,
  proceedAtHighest,
  reconsider,
  recordPreliminaryTier,
  recordTierFourOutcome,
  viewPackage,
  withdrawDataset,
  withdrawFromClassified,
  type Flowcharts,
  type Result,
} from '../../services/classification/index.js';
import type { Context } from '../../services/context/index.js';
import { issueLink } from '../../services/documents/index.js';
import type { DialogRunner } from '../dialog-runner.js';
import { addressOf } from '../pages/addresses.js';
import { turnOf } from '../turn.js';
import type { Place } from './conversation.js';

type Verbs = 'package' | 'packages' | 'classification' | 'flowchart';
export type PackageAction = Extract<CardAction, { readonly verb: `${Verbs}.${string}` }>;

export const isPackageAction = (action: CardAction): action is PackageAction => /^(?:packages?|classification|flowchart)\./.test(action.verb);

/** Work packages and their classification: what people can see and do there, whether they typed it or pressed a button. */
export class Packages {
  constructor(
    private readonly dialogs: DialogRunner,
    private readonly flowcharts: Flowcharts,
    /** Where people reach the bot's pages. */
    private readonly publicUrl: string,
  ) {}

  async show(context: TurnContext, packageId: number, place: Place = 'say'): Promise<void> {
    const turn = turnOf(context);
    const view = await turn.run((work) => viewPackage(work, packageId));
    if (!view) return turn[place](noticeCard({ notice: 'not-found' }, turn.format));
    await turn[place](packageCard(view, [...this.flowcharts.values()], turn.format), { about: { type: 'package', id: packageId }, card: 'package' });
  }

  /** How the package came to its tier, as its reader may know it. */
  async explain(context: TurnContext, packageId: number): Promise<void> {
    const turn = turnOf(context);
    const explanation = await turn.run((work) => explainClassification(work, packageId));
    await turn.say(explanation ? explainCard(explanation, turn.format, turn.actor.id) : noticeCard({ notice: 'not-found' }, turn.format));
  }

  async list(context: TurnContext, page: number, place: Place): Promise<void> {
    const turn = turnOf(context);
    await turn[place](packageListCard(await turn.run((work) => listPackages(work, page)), turn.format));
  }

  /** Begins or goes on classifying; without a number the one package that waits, or the list. */
  async classify(context: TurnContext, packageId: number | undefined): Promise<void> {
    const turn = turnOf(context);
    if (packageId === undefined) {
      const [first, ...others] = await turn.run(listToClassify);
      if (first === undefined) return turn.say(noticeCard({ notice: 'nothing-to-classify' }, turn.format));
      return others.length > 0 ? this.list(context, 1, 'say') : this.classify(context, first.id);
    }
    const view = await turn.run((work) => viewPackage(work, packageId));
    if (view?.classificationId === undefined || !view.allowed.includes('answer')) return this.show(context, packageId);
    await this.flowchart(context, { kind: 'begin', classificationId: view.classificationId });
  }

  async run(context: TurnContext, action: PackageAction): Promise<void> {
    switch (action.verb) {
      case 'package.show':
        return this.show(context, action.packageId);
      case 'package.explain':
        return this.explain(context, action.packageId);
      case 'package.record':
        return this.record(context, action.packageId);
      case 'packages.list':
        return this.list(context, action.page, action.renew ? 'answer' : 'say');
      case 'classification.begin':
        return this.flowchart(context, { kind: 'begin', classificationId: action.classificationId, ...(action.from === undefined ? {} : { from: action.from }) });
      case 'classification.preliminary':
        return this.act(context, action.packageId, (work) => recordPreliminaryTier(work, { packageId: action.packageId, tier: action.tier }));
      case 'classification.open':
        return this.act(context, action.packageId, (work) => openClassification({ ...work, flowcharts: this.flowcharts }, action));
      case 'classification.approve':
        return this.act(context, action.packageId, (work) => approvePerson(work, { packageId: action.packageId, subjectId: action.person }), 'person-approved');
      case 'classification.nudge':
        return this.nudge(context, action.classificationId);
      case 'classification.clear':
        return this.actInRound(context, action.classificationId, (work) => clearClassification(work, action));
      case 'classification.close':
        return this.actInRound(context, action.classificationId, (work) => closeClassification(work, action));
      case 'classification.reconsider':
        return this.actInRound(context, action.classificationId, (work) => reconsider(work, action));
      case 'classification.proceed':
        return this.actInRound(context, action.classificationId, (work) => proceedAtHighest(work, action));
      case 'classification.withdraw':
        return this.actInRound(context, action.classificationId, (work) => withdrawDataset(work, action));
      case 'package.withdraw':
        return this.act(context, action.packageId, (work) => withdrawFromClassified(work, action));
      case 'package.tier-four':
        return this.act(context, action.packageId, (work) => recordTierFourOutcome(work, action));
      case 'flowchart.answer':
        return this.flowchart(context, { kind: 'answer', draftId: action.draftId, version: action.version, question: action.question, answer: action.answer });
      case 'flowchart.back':
        return this.flowchart(context, { kind: 'back', draftId: action.draftId, version: action.version });
      case 'flowchart.restart':
        return this.flowchart(context, { kind: 'restart', draftId: action.draftId, version: action.version });
      case 'flowchart.leave':
        return this.flowchart(context, { kind: 'leave', draftId: action.draftId, version: action.version });
      case 'flowchart.abandon':
        return this.flowchart(context, { kind: 'abandon', draftId: action.draftId, version: action.version });
      case 'flowchart.give':
        return this.flowchart(context, { kind: 'give', draftId: action.draftId, version: action.version });
      case 'flowchart.raise':
        return this.flowchart(context, { kind: 'give', draftId: action.draftId, version: action.version, raise: { tier: action.tier, reason: action.reason } });
      default:
        return action satisfies never;
    }
  }

  /** Links to the record, for whoever may have it; looked at again when they are opened. */
  async record(context: TurnContext, packageId: number): Promise<void> {
    const turn = turnOf(context);
    const issued = await turn.run(async (work) => {
      const made = await classificationRecord(work, packageId);
      return made.kind === 'refused' ? made : { kind: 'done' as const, link: await issueLink(work, { purpose: 'classification-record', objectId: packageId }) };
    });
    if (issued.kind === 'refused') return turn.say(noticeCard({ notice: noticeOfRefusal(issued.reason) }, turn.format));
    const { token, expiresAt } = issued.link;
    await turn.say(recordLinkCard({ packageId, page: addressOf(this.publicUrl, 'classification', token), data: addressOf(this.publicUrl, 'classification-data', token), expiresAt }, turn.format));
  }

  /** Runs a use case and answers with the package as it stands now; what was refused is said besides, and so is what the card does not show. */
  private async act(context: TurnContext, packageId: number, useCase: (work: Context) => Promise<Result<unknown>>, done?: NoticeKey): Promise<void> {
    const turn = turnOf(context);
    const result = await turn.run(useCase);
    const notice = result.kind === 'refused' ? noticeOfRefusal(result.reason) : done;
    if (notice === 'not-found') return turn.answer(noticeCard({ notice }, turn.format));
    if (notice !== undefined) await turn.say(noticeCard({ notice }, turn.format));
    await this.show(context, packageId, 'answer');
  }

  private async actInRound(context: TurnContext, classificationId: number, useCase: (work: Context) => Promise<Result<unknown>>): Promise<void> {
    const turn = turnOf(context);
    const packageId = await turn.run((work) => packageOfRound(work.trx, classificationId));
    // A round that is not there is refused by the use case, which puts that on record.
    return this.act(context, packageId ?? 0, useCase);
  }

  private async nudge(context: TurnContext, classificationId: number): Promise<void> {
    const turn = turnOf(context);
    const result = await turn.run((work) => nudgeClassifiers(work, { classificationId }));
    if (result.kind === 'refused') return turn.say(noticeCard({ notice: noticeOfRefusal(result.reason) }, turn.format));
    await turn.say(noticeCard({ notice: result.kind === 'done' ? 'asked-again' : 'asked-today', packageId: result.value.packageId }, turn.format));
  }

  private async flowchart(context: TurnContext, options: FlowchartOptions): Promise<void> {
    await this.dialogs.run(context, { kind: 'begin', dialog: FlowchartDialog.dialogId, options });
  }
}
