import { checkFlowchart, loadFlowcharts, trace, type ClassifierRole, type Flowchart } from '../../services/classification/index.js';
import type { Database } from '../../services/database/index.js';

const datasets = 50;
/** The Investigator, a Referee, and the Representatives: one for each dataset, and a second for some. */
const classifiers = 60;
const representatives = classifiers - 2;
const at = new Date('2026-01-05T09:00:00Z');

export const personAt = (index: number): string => `person-${String(index)}`;

/**
 * An open package with 50 datasets on which 60 people have given their opinion, all by `turing-tiers` and all at tier 3.
 * @returns its number, and a Referee's approval still missing so that all rules are gone through
 */
export async function largePackage(db: Database): Promise<number> {
  const flowchart = (await loadFlowcharts()).get('turing-tiers');
  if (!flowchart) throw new Error('turing-tiers is not there');
  await db.insertInto('people').values(Array.from({ length: classifiers }, (_, index) => ({ id: personAt(index), name: `Person ${String(index)}`, mail: `p${String(index)}@example.org`, user_type: 'member' as const, updated_at: at }))).execute();
  const project = await db.insertInto('projects').values({ title: 'Many', summary: 'Many', state: 'open', ends_on: '2030-01-01', created_at: at }).returning('id').executeTakeFirstOrThrow();
  await db
    .insertInto('project_roles')
    .values(Array.from({ length: classifiers }, (_, index) => ({ project_id: project.id, person_id: personAt(index), role: roleAt(index), since: at })))
    .execute();
  const provider = await db.insertInto('providers').values({ name: 'Provider', kind: 'registry' }).returning('id').executeTakeFirstOrThrow();
  const rows = await db
    .insertInto('datasets')
    .values(Array.from({ length: datasets }, (_, index) => ({ name: `Dataset ${String(index)}`, summary: '', keywords: [], provider_id: provider.id, region: 'uksouth', records: 1, size_bytes: 1, formats: [], covers: '', updated_on: '2026-01-05' })))
    .returning('id')
    .execute();
  const ids = rows.map(({ id }) => id);
  await db.insertInto('dataset_representatives').values(Array.from({ length: representatives }, (_, index) => ({ dataset_id: datasetOf(ids, index), person_id: personAt(index + 2), since: at }))).execute();
  const { id } = await db.insertInto('work_packages').values({ project_id: project.id, title: 'Large', purpose: 'Bench', state: 'open', tier: null, successor_of: null }).returning('id').executeTakeFirstOrThrow();
  await db.insertInto('work_package_datasets').values(ids.map((dataset_id) => ({ work_package_id: id, dataset_id }))).execute();
  await giveOpinions(db, id, ids, flowchart);
  return id;
}

const roleAt = (index: number): ClassifierRole => (index === 0 ? 'investigator' : index === 1 ? 'referee' : 'representative');
const datasetOf = (ids: readonly number[], index: number): number => ids[index % ids.length] ?? 0;

async function giveOpinions(db: Database, packageId: number, ids: readonly number[], flowchart: Flowchart): Promise<void> {
  await db.insertInto('flowchart_versions').values({ version: flowchart.version, name: flowchart.name, content: flowchart.content, stored_at: at }).execute();
  const round = await db.insertInto('classifications').values({ work_package_id: packageId, flowchart: flowchart.name, opened_by: null, opened_at: at }).returning('id').executeTakeFirstOrThrow();
  const path = JSON.stringify(pathOf(flowchart, 'NYNNN'));
  const given = await db
    .insertInto('opinions')
    .values(Array.from({ length: classifiers }, (_, index) => ({ classification_id: round.id, person_id: personAt(index), role: roleAt(index), tier: 3, computed_tier: 3, reason: null, path, flowchart_version: flowchart.version, salt: 'salt', given_at: at })))
    .returning(['id', 'person_id'])
    .execute();
  const represents = given.flatMap(({ id, person_id }) => {
    const index = Number(person_id.slice('person-'.length)) - 2;
    return index < 0 ? [] : [{ opinion_id: id, dataset_id: datasetOf(ids, index), principal_id: person_id }];
  });
  await db.insertInto('opinion_datasets').values(represents).execute();
}

function pathOf(flowchart: Flowchart, letters: string) {
  const traced = trace(flowchart, letters);
  if (!('tier' in traced)) throw new Error(traced.error);
  return traced.path.map((key, place) => ({ key, answer: letters[place] === 'Y' ? 'yes' : 'no', version: flowchart.questions.get(key)?.version ?? '' }));
}

/** A flowchart's file with 200 questions as long as those of `turing-tiers`, in rungs of two: both answers lead on, each to one side of the next rung. */
export async function largeFlowchart(): Promise<string> {
  const flowchart = (await loadFlowcharts()).get('turing-tiers');
  const file = JSON.parse(flowchart?.content ?? '') as { readonly questions: Readonly<Record<string, object>>; readonly [other: string]: unknown };
  const texts = Object.values(file.questions);
  const ends = (rung: number, side: number) => (rung === 99 ? { yes: { tier: side }, no: { tier: 4 } } : { yes: { question: `l${String(rung + 1)}` }, no: { question: `r${String(rung + 1)}` } });
  const rungs = Array.from({ length: 200 }, (_, place) => ({ rung: Math.floor(place / 2), side: place % 2 }));
  const questions = Object.fromEntries(rungs.map(({ rung, side }, place) => [`${side === 0 ? 'l' : 'r'}${String(rung)}`, { ...texts[place % texts.length], ...ends(rung, side) }]));
  const first = questions['r0'];
  delete questions['r0'];
  // One question stands before the rungs, so that there are 200 and one start.
  const text = JSON.stringify({ ...file, name: 'large', start: 'start', questions: { start: { ...first, yes: { question: 'l0' }, no: { question: 'l0' } }, ...questions } });
  const checked = checkFlowchart(text);
  if (!checked.ok) throw new Error(JSON.stringify(checked.faults.slice(0, 3)));
  if (checked.flowchart.questions.size !== 200) throw new Error('there are not 200 questions');
  return text;
}
