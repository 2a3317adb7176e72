import { authorisePlace } from './authorise-place.js';
import type { ClassificationContext } from './classification-context.js';
import { hasAnswered, position, stepsBefore, type DraftView } from './draft.js';
import { lockDraft, renewDraft, saveDraft } from './draft-store.js';
import { done, refuse, type Result } from '../results.js';
import type { Flowchart, PathStep } from '../flowcharts/flowchart.js';
import type { Opinion } from '../work-package.js';

export interface BeginAnswering {
  readonly classificationId: number;
  /** Where an opinion is modified: the question of its path from which to answer anew. What was being answered gives way. */
  readonly from?: string;
}

/**
 * Begins an opinion, goes on with one that was begun, or begins to modify one. An opinion that stands is left as it is until the new one is
 * given. Who modifies after a question changed is taken to the first changed question (classification.md, "How one person classifies").
 */
export async function beginAnswering(context: ClassificationContext, command: BeginAnswering): Promise<Result<DraftView>> {
  const authorised = await authorisePlace(context, 'answer', command.classificationId, 'answer');
  if (authorised.kind !== 'done') return authorised;
  const place = authorised.value;
  const { facts, note, round } = place.inRound;
  const me = context.actor.id;
  const own = facts.opinions.find(({ personId }) => personId === me);
  if (own && own.role !== place.role) return refuse(context, note, 'role-changed');
  if (command.from !== undefined && !(own && hasAnswered(own.path, command.from))) return refuse(context, note, 'not-the-question');

  const inserted = await context.trx
    .insertInto('answer_drafts')
    .values({ classification_id: round.id, person_id: me, version: 0, steps: '[]', asked_key: null, asked_version: null, updated_at: context.clock.now() })
    .onConflict((conflict) => conflict.columns(['classification_id', 'person_id']).doNothing())
    .returning('id')
    .executeTakeFirst();
  const { id } = inserted ?? (await context.trx.selectFrom('answer_drafts').select('id').where('classification_id', '=', round.id).where('person_id', '=', me).executeTakeFirstOrThrow());
  const row = await lockDraft(context.trx, id);
  if (!row) return refuse(context, note, 'draft-gone');
  if (!inserted && command.from === undefined) {
    context.audit.push({ ...note, outcome: 'unchanged', facts: { ...note.facts, role: place.role } });
    return { kind: 'unchanged', value: (await renewDraft(context, row, place)).view };
  }
  context.audit.push({ ...note, outcome: 'done', facts: { ...note.facts, role: place.role, modifies: own !== undefined } });
  return done(await saveDraft(context, row, own ? standingSteps(place.flowchart, own, command.from) : [], place));
}

/** What of an opinion's path stands when it is modified: the steps before the first changed question, or before the one that was chosen if that is earlier. */
function standingSteps(flowchart: Flowchart, { path }: Opinion, from: string | undefined): readonly PathStep[] {
  const { steps, changed } = position(flowchart, path);
  if (from !== undefined) return stepsBefore(steps, from);
  return changed ? steps : [];
}
