import assert from 'node:assert/strict';
import { transact } from '../../../services/audit/index.js';
import * as classification from '../../../services/classification/index.js';
import type { ClassificationContext, ClassificationView, DraftView, Flowchart, Opinion, Result, Tier } from '../../../services/classification/index.js';
import { declareConflict } from '../../../services/projects/index.js';
import type { TestDatabase } from '../../support/database.js';
import type { DatasetKey, PersonKey } from '../../support/hospital-builder.js';
import { OverRequests } from '../../support/over-requests.js';
import { RequestWorld } from '../../support/request-world.js';
import { sound, type File } from './flowcharts/flowchart-builder.js';

/** Answers by `turing-tiers` that lead to each tier; none says that personal data is fully anonymised. */
export const lettersTo: Readonly<Record<Tier, string>> = { 0: 'NNNN', 1: 'NNNY', 2: 'NNYYN', 3: 'NYNNN', 4: 'NYNNY' };
/** Tier 0 of personal data that is said to be fully anonymised. */
export const anonymised = 'NYNYYNN';

/** The people of a hospital who classify a package of theirs, by the use cases, on a real database. */
export class ClassificationWorld extends OverRequests {
  private constructor(
    requests: RequestWorld,
    public flowcharts: ReadonlyMap<string, Flowchart>,
  ) {
    super(requests);
  }

  static async build(database: TestDatabase): Promise<ClassificationWorld> {
    return new ClassificationWorld(await RequestWorld.build(database), await classification.loadFlowcharts());
  }

  as<Value>(person: PersonKey, work: (context: ClassificationContext) => Promise<Value>): Promise<Value> {
    return transact(this.surroundings, this.actor(person), (context) => work({ ...context, flowcharts: this.flowcharts }));
  }

  /** The shipped flowchart with the text of some questions changed. */
  reword(...keys: readonly string[]): void {
    const flowchart = this.flowcharts.get('turing-tiers');
    assert.ok(flowchart);
    const file = JSON.parse(flowchart.content) as File;
    for (const key of keys) file.questions[key]!['text'] = `Put differently: ${key}?`;
    this.flowcharts = new Map([['turing-tiers', sound(file)]]);
  }

  /** A new package of the project; with admissions and imaging, which two people represent, unless a test says otherwise. */
  async newPackage(datasets: readonly DatasetKey[] = ['admissions', 'imaging']): Promise<number> {
    const { id } = await this.db
      .insertInto('work_packages')
      .values({ project_id: this.hospital.projectId, title: 'Readmission', purpose: 'to study readmission', state: 'new', tier: null, successor_of: null })
      .returning('id')
      .executeTakeFirstOrThrow();
    if (datasets.length > 0) await this.db.insertInto('work_package_datasets').values(datasets.map((key) => ({ work_package_id: id, dataset_id: this.hospital.datasets[key] }))).execute();
    return id;
  }

  open(packageId: number, person: PersonKey = 'manager'): Promise<Result<{ readonly classificationId: number }>> {
    return this.as(person, (context) => classification.openClassification(context, { packageId, flowchart: 'turing-tiers' }));
  }

  openBy(packageId: number, flowchart: string): Promise<Result<{ readonly classificationId: number }>> {
    return this.as('manager', (context) => classification.openClassification(context, { packageId, flowchart }));
  }

  /** An open package, and its round. */
  async opened(datasets?: readonly DatasetKey[]): Promise<{ readonly packageId: number; readonly classificationId: number }> {
    const packageId = await this.newPackage(datasets);
    return { packageId, ...valueOf(await this.open(packageId)) };
  }

  begin(person: PersonKey, classificationId: number, from?: string): Promise<Result<DraftView>> {
    return this.as(person, (context) => classification.beginAnswering(context, { classificationId, ...(from === undefined ? {} : { from }) }));
  }

  answer(person: PersonKey, draft: Pick<DraftView, 'id' | 'version'>, question: string, answer: 'yes' | 'no'): Promise<Result<DraftView>> {
    return this.as(person, (context) => classification.answerQuestion(context, { draftId: draft.id, version: draft.version, question, answer }));
  }

  /** Answers one question after the other, as the letters say. */
  async answerAll(person: PersonKey, begun: DraftView, letters: string): Promise<DraftView> {
    let draft = begun;
    for (const letter of letters) {
      assert.equal(draft.at.kind, 'question');
      const key = draft.at.kind === 'question' ? draft.at.question.key : '';
      draft = valueOf(await this.answer(person, draft, key, letter === 'Y' ? 'yes' : 'no'));
    }
    return draft;
  }

  async drafted(person: PersonKey, classificationId: number, letters: string): Promise<DraftView> {
    return this.answerAll(person, valueOf(await this.begin(person, classificationId)), letters);
  }

  give(person: PersonKey, draft: Pick<DraftView, 'id' | 'version'>, raise?: { readonly tier: Tier; readonly reason: string }): Promise<Result<Opinion>> {
    return this.as(person, (context) => classification.giveOpinion(context, { draftId: draft.id, version: draft.version, ...(raise ? { raise } : {}) }));
  }

  /** Begins, answers and gives an opinion; `how` is a tier or the letters of the answers. */
  async opine(person: PersonKey, classificationId: number, how: Tier | string): Promise<Opinion> {
    const draft = await this.drafted(person, classificationId, typeof how === 'string' ? how : lettersTo[how]);
    return valueOf(await this.give(person, draft));
  }

  /** Investigator and both Representatives give their opinions. */
  async opineAll(classificationId: number, tiers: readonly [investigator: Tier, representative: Tier, other: Tier]): Promise<void> {
    await this.opine('investigator', classificationId, tiers[0]);
    await this.opine('representative', classificationId, tiers[1]);
    await this.opine('otherRepresentative', classificationId, tiers[2]);
  }

  /** Everyone who is needed holds tier 4, an approved Referee among them. */
  async opineAtFour(packageId: number, classificationId: number): Promise<void> {
    await this.opineAll(classificationId, [4, 4, 4]);
    await this.opine('referee', classificationId, 4);
    for (const person of ['representative', 'otherRepresentative'] as const) valueOf(await this.approve(person, packageId));
  }

  approve(person: PersonKey, packageId: number, subject: PersonKey = 'referee'): ReturnType<typeof classification.approvePerson> {
    return this.as(person, (context) => classification.approvePerson(context, { packageId, subjectId: this.hospital.id[subject] }));
  }

  /** Closed on the opinions that stand, unless a test says which version was seen. */
  async close(classificationId: number, person: PersonKey = 'manager', seen?: number): ReturnType<typeof classification.closeClassification> {
    const row = await this.db.selectFrom('classifications').select('version').where('id', '=', classificationId).executeTakeFirst();
    return this.as(person, (context) => classification.closeClassification(context, { classificationId, version: seen ?? row?.version ?? 1 }));
  }
  clear = (classificationId: number, person: PersonKey = 'manager'): ReturnType<typeof classification.clearClassification> =>
    this.as(person, (context) => classification.clearClassification(context, { classificationId }));
  withdraw = (person: PersonKey, classificationId: number, dataset: DatasetKey): ReturnType<typeof classification.withdrawDataset> =>
    this.as(person, (context) => classification.withdrawDataset(context, { classificationId, datasetId: this.hospital.datasets[dataset] }));
  reconsider = (person: PersonKey, classificationId: number): ReturnType<typeof classification.reconsider> =>
    this.as(person, (context) => classification.reconsider(context, { classificationId }));

  async proceed(person: PersonKey, classificationId: number, version?: number): ReturnType<typeof classification.proceedAtHighest> {
    const row = await this.db.selectFrom('classifications').select('version').where('id', '=', classificationId).executeTakeFirstOrThrow();
    return this.as(person, (context) => classification.proceedAtHighest(context, { classificationId, version: version ?? row.version }));
  }

  /** The dataset's Representatives hand over to somebody else. */
  async handOver(dataset: DatasetKey, to: PersonKey): Promise<void> {
    const dataset_id = this.hospital.datasets[dataset];
    const now = this.clock.now();
    await this.db.updateTable('dataset_representatives').set({ until: now }).where('dataset_id', '=', dataset_id).where('until', 'is', null).execute();
    await this.db.insertInto('dataset_representatives').values({ dataset_id, person_id: this.hospital.id[to], deputy: false, since: now }).execute();
  }

  /** Somebody declares a conflict of their own in the project. */
  async declareConflict(person: PersonKey): Promise<void> {
    const declared = await this.as(person, (context) => declareConflict(context, { projectId: this.hospital.projectId, personId: this.hospital.id[person], reason: 'We publish together.' }));
    assert.equal(declared.kind, 'done');
  }

  /** The project's workspace of a tier is that of this package. */
  async placed(packageId: number, tier: Exclude<Tier, 4>): Promise<void> {
    await this.db.updateTable('workspaces').set({ work_package_id: packageId }).where('id', '=', this.hospital.at[tier].workspaceId).execute();
  }

  sweep(): ReturnType<typeof classification.sweepWaysOut> {
    return classification.sweepWaysOut(this.surroundings);
  }

  async view(person: PersonKey, packageId: number): Promise<ClassificationView> {
    const view = await this.as(person, (context) => classification.viewPackage(context, packageId));
    assert.ok(view, `${person} sees the package`);
    return view;
  }

  async package(packageId: number): Promise<{ readonly state: string; readonly tier: number | null }> {
    return this.db.selectFrom('work_packages').select(['state', 'tier']).where('id', '=', packageId).executeTakeFirstOrThrow();
  }

  /** Tiers of the opinions that stand. */
  async standing(classificationId: number): Promise<Readonly<Partial<Record<PersonKey, number>>>> {
    const rows = await this.db.selectFrom('opinions').select(['person_id', 'tier']).where('classification_id', '=', classificationId).where('ended_at', 'is', null).execute();
    return Object.fromEntries(rows.map(({ person_id, tier }) => [this.hospital.keyOf(person_id), tier]));
  }

  /** Audit entries of this world about packages, oldest first, as `action: outcome reason`. */
  async audit(): Promise<readonly string[]> {
    return (await this.auditTexts()).map((text) => {
      const entry = JSON.parse(text) as { action: string; outcome: string; reason?: string };
      return [`${entry.action}: ${entry.outcome}`, ...(entry.reason === undefined ? [] : [entry.reason])].join(' ');
    });
  }

  async auditTexts(): Promise<readonly string[]> {
    const rows = await this.db.selectFrom('audit_entries').select('entry').where('seq', '>', this.requests.auditBefore).where('object_type', '=', 'work-package').orderBy('seq').execute();
    return rows.map(({ entry }) => entry);
  }
}

/** The value of a result that must not be a refusal. */
export function valueOf<Value>(result: Result<Value>): Value {
  assert.ok(result.kind !== 'refused', result.kind === 'refused' ? `refused: ${result.reason}` : '');
  return result.value;
}

/** Why a result is a refusal; `none` when it is not. */
export const reasonOf = (result: Result<unknown>): string => (result.kind === 'refused' ? result.reason : 'none');
