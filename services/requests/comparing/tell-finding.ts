import type { Context } from '../../context/index.js';
import { enqueue } from '../../notifications/index.js';
import { audienceOf } from './audience-of.js';
import type { OpenFinding } from './finding.js';

/** The audit entry of what happens to a finding. */
export async function noteFinding({ trx, audit }: Context, { id, kind, groupId, personId }: OpenFinding, action: 'finding.find' | 'finding.clear' | 'finding.remove' | 'finding.grant-again'): Promise<void> {
  const place = await trx.selectFrom('directory_groups as g').innerJoin('workspaces as w', 'w.id', 'g.workspace_id').select(['w.project_id', 'g.dataset_id']).where('g.id', '=', groupId).executeTakeFirstOrThrow();
  audit.push({
    action,
    outcome: 'done',
    objectType: 'membership',
    objectId: groupId,
    subjectId: personId,
    projectId: place.project_id,
    ...(place.dataset_id === null ? {} : { datasetId: place.dataset_id }),
    reason: kind,
    facts: { finding: id },
  });
}

/** Told once, to those who answer for the workspace; of a missing membership to those who may decide that it is granted again. */
export async function tellFinding(context: Context, finding: OpenFinding): Promise<void> {
  await enqueue(context, { about: { type: 'finding', id: finding.id }, kind: 'tell', recipients: await audienceOf(context.trx, finding) });
}
