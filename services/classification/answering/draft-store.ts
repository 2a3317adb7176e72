import type { Selectable } from 'kysely';
import type { Trx } from '../../context/index.js';
import type { AnswerDraftsTable } from '../../database/index.js';
import type { InRound } from '../authorise.js';
import type { ClassificationContext } from './classification-context.js';
import { position, type DraftView } from './draft.js';
import type { Flowchart, PathStep } from '../flowcharts/flowchart.js';
import type { ClassifierRole } from '../work-package.js';

export type DraftRow = Selectable<AnswerDraftsTable>;

/** What a draft's view needs beside its row. */
export interface DraftPlace {
  readonly inRound: InRound;
  readonly flowchart: Flowchart;
  readonly role: ClassifierRole;
}

/** Loads a draft and locks it until the transaction ends: two windows of one person act one after the other. */
export async function lockDraft(trx: Trx, id: number): Promise<DraftRow | undefined> {
  return trx.selectFrom('answer_drafts').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
}

/** Stores steps as the draft's next version, with the question that they lead to. */
export async function saveDraft(context: ClassificationContext, row: DraftRow, steps: readonly PathStep[], place: DraftPlace): Promise<DraftView> {
  const found = position(place.flowchart, steps);
  const asked = found.at.kind === 'question' ? found.at.question : undefined;
  const saved = await context.trx
    .updateTable('answer_drafts')
    .set({ version: row.version + 1, steps: JSON.stringify(found.steps), asked_key: asked?.key ?? null, asked_version: asked?.version ?? null, updated_at: context.clock.now() })
    .where('id', '=', row.id)
    .returningAll()
    .executeTakeFirstOrThrow();
  return viewOf(saved, found, place);
}

/**
 * The draft as the flowchart has it now. Where a question changed since it was answered or put, its answer and those after it go, and the
 * draft has a new version: `changed`.
 */
export async function renewDraft(context: ClassificationContext, row: DraftRow, place: DraftPlace): Promise<{ readonly view: DraftView; readonly changed: boolean }> {
  const found = position(place.flowchart, row.steps);
  const asked = found.at.kind === 'question' ? found.at.question : undefined;
  const same = !found.changed && row.asked_key === (asked?.key ?? null) && row.asked_version === (asked?.version ?? null);
  return same ? { view: viewOf(row, found, place), changed: false } : { view: await saveDraft(context, row, found.steps, place), changed: true };
}

function viewOf(row: DraftRow, { steps, at }: ReturnType<typeof position>, { inRound, flowchart, role }: DraftPlace): DraftView {
  return {
    id: row.id,
    version: row.version,
    packageId: inRound.facts.id,
    title: inRound.facts.title,
    classificationId: row.classification_id,
    role,
    flowchart,
    steps,
    at,
    modifies: inRound.facts.opinions.some(({ personId }) => personId === row.person_id),
  };
}
