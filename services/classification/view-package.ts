import type { Context } from '../context/index.js';
import { viewMissing, type MissingView } from '../requests/index.js';
import { askedPeople, type AskedPerson } from './asking/asked-people.js';
import { classifierOf, standingOf } from './classifiers.js';
import { loadFacts } from './load-facts.js';
import { loadStoredFlowcharts } from './flowcharts/store-flowchart.js';
import { loadTierFourAnswers, type TierFourAnswer } from './tier-four.js';
import { classifierBars, type Bar } from './permissions.js';
import { noteSight } from './seen-opinions.js';
import { viewFor, type ClassificationView } from './view.js';
import { loadWithdrawals, type Withdrawal } from './withdrawals.js';
import { loadProceeding } from './ways-out/ways-out.js';
import type { ClassificationFacts, ClassifierRole, NamedDataset } from './work-package.js';

/** A work package with its classification, as one person may see it and as a card shows it. */
export interface PackageView extends ClassificationView {
  readonly viewerId: string;
  readonly project: { readonly id: number; readonly title: string };
  readonly purpose: string;
  /** Names by directory id, of everybody whom the view speaks of. */
  readonly names: ReadonlyMap<string, string>;
  /** Who may classify, and who has; empty for an onlooker and while nothing is open. */
  readonly asked: readonly AskedPerson[];
  /** In which role the viewer classifies; undefined when in none. */
  readonly classifiesAs: ClassifierRole | undefined;
  /** Why the viewer gives no opinion in the round that is open though their role would let them. */
  readonly barredBy: Bar | undefined;
  /** Datasets that the viewer represents in it. */
  readonly represents: readonly NamedDataset[];
  /** Researchers and Referees of the project whom the viewer, as a Representative, has not approved for all their datasets. */
  readonly approvable: readonly string[];
  /** The viewer manages the project's packages: they change one while it is new, and write a successor once it is classified. */
  readonly mayPlan: boolean;
  /** What the viewer has answered so far and not given yet. */
  readonly drafted: boolean;
  /** Why the package is suspended: a key; null while it is not. */
  readonly suspendedBecause: string | null;
  /** What was withdrawn from it. */
  readonly withdrawals: readonly Withdrawal[];
  /** Packages that followed this one. */
  readonly successors: readonly number[];
  /** At tier 4: who has to say what happens with the data, and who has. */
  readonly tierFour: readonly TierFourAnswer[];
  /** Of a new package: what stops its classification from being opened, since it is not on record. */
  readonly stoppedBy: readonly MissingView[];
  readonly dueAt: Date | null;
  readonly nudgedAt: Date | null;
}

/** The work package and its classification for the acting person; undefined when it does not exist for them. */
export async function viewPackage(context: Context, packageId: number): Promise<PackageView | undefined> {
  const { trx, actor } = context;
  const facts = await loadFacts(trx, packageId, 'look');
  if (!facts) return undefined;
  const proceeding = facts.round && (await loadProceeding(context, facts.round));
  const flowcharts = await loadStoredFlowcharts(trx, facts.opinions.map(({ flowchartVersion }) => flowchartVersion));
  const view = viewFor({ facts, proceeding, flowcharts }, actor);
  if (!view) return undefined;
  await noteSight(context, facts, view.sight);
  const standing = standingOf(facts, actor);
  const classifier = classifierOf(facts, actor.id);
  const barredBy = classifierBars.find((bar) => standing.has(bar));
  const { title: projectTitle, purpose, suspended_because } = await trx
    .selectFrom('work_packages as w')
    .innerJoin('projects as p', 'p.id', 'w.project_id')
    .select(['p.title', 'w.purpose', 'w.suspended_because'])
    .where('w.id', '=', packageId)
    .executeTakeFirstOrThrow();
  const successors = await trx.selectFrom('work_packages').select('id').where('successor_of', '=', packageId).orderBy('id').execute();
  const tierFour = await loadTierFourAnswers(context, facts);
  const withdrawals = await loadWithdrawals(trx, packageId);
  const asked = view.sight === 'onlooker' ? [] : askedPeople(facts);
  const approvable = view.allowed.includes('approve-person') ? approvableBy(facts, actor.id) : [];
  const drafted = view.classificationId === undefined ? undefined : await ownDraft(context, view.classificationId);
  return {
    ...view,
    viewerId: actor.id,
    project: { id: facts.projectId, title: projectTitle },
    purpose,
    names: await namesOf(context, [...asked.map(({ personId }) => personId), ...mentioned(view), ...approvable, ...tierFour.map(({ personId }) => personId), ...withdrawals.map(({ by }) => by)]),
    asked,
    classifiesAs: barredBy === undefined ? classifier?.role : undefined,
    barredBy: classifier && barredBy,
    represents: facts.datasets.filter(({ id }) => classifier?.represents.some(({ datasetId }) => datasetId === id)),
    approvable,
    mayPlan: facts.projectOpen && (['programme-manager', 'project-manager'] as const).some((role) => standing.has(role)),
    drafted: drafted ?? false,
    suspendedBecause: suspended_because,
    withdrawals,
    successors: successors.map(({ id }) => id),
    tierFour,
    stoppedBy: view.state === 'new' ? await viewMissing(context, 'open-classification', { packageId, projectId: facts.projectId }) : [],
    dueAt: facts.round?.dueAt ?? null,
    nudgedAt: facts.round?.nudgedAt ?? null,
  };
}

/** Everybody whom the classification's view names. */
const mentioned = ({ others, missing, proceeding }: ClassificationView): readonly (string | null)[] => [
  ...others.map(({ personId }) => personId),
  ...missing.flatMap((one) => ('principalId' in one ? [one.principalId] : [])),
  ...(proceeding ? [proceeding.programmeManagerId, proceeding.investigatorId] : []),
];

async function namesOf({ trx }: Context, ids: readonly (string | null)[]): Promise<ReadonlyMap<string, string>> {
  const wanted = [...new Set(ids.filter((id) => id !== null))];
  if (wanted.length === 0) return new Map();
  const rows = await trx.selectFrom('people').select(['id', 'name']).where('id', 'in', wanted).execute();
  return new Map(rows.map(({ id, name }) => [id, name]));
}

function approvableBy(facts: ClassificationFacts, personId: string): readonly string[] {
  const represents = classifierOf(facts, personId)?.represents ?? [];
  return [...facts.projectRoles].flatMap(([id, role]) => {
    if ((role !== 'researcher' && role !== 'referee') || facts.gone.has(id)) return [];
    const approved = facts.approvals.filter(({ subjectId }) => subjectId === id);
    const isCovered = represents.every(({ datasetId, principalId }) => approved.some((one) => one.datasetId === datasetId && one.principalId === principalId));
    return isCovered ? [] : [id];
  });
}

async function ownDraft({ trx, actor }: Context, classificationId: number): Promise<boolean> {
  const row = await trx.selectFrom('answer_drafts').select('steps').where('classification_id', '=', classificationId).where('person_id', '=', actor.id).executeTakeFirst();
  return row !== undefined && row.steps.length > 0;
}
