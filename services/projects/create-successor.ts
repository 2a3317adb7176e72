import { numberOf, type Context } from '../context/index.js';
import { authoriseInProject } from './authorise.js';
import { insertPackage, packageNote } from './create-package.js';
import { barToDatasets, textsOf, unique, type PackagePlan } from './package-plan.js';
import { done, refuse, type Result } from './results.js';

/** Why a classified package needs another one after it ("any change of data, purpose or people's plans is a new work package"). */
export const successorReasons = ['data-changed', 'purpose-changed', 'people-changed'] as const;
export type SuccessorReason = (typeof successorReasons)[number];

export interface CreateSuccessor extends PackagePlan {
  /** The classified package that it follows. */
  readonly packageId: number;
  readonly reason: SuccessorReason;
}

/** A new package in place of a classified one, which stays as it is; where it came from is remembered. */
export async function createSuccessor(context: Context, command: CreateSuccessor): Promise<Result<{ readonly packageId: number }>> {
  const origin = await context.trx.selectFrom('work_packages').select(['id', 'project_id', 'state']).where('id', '=', command.packageId).executeTakeFirst();
  const projectId = origin?.project_id ?? 0;
  const authorised = await authoriseInProject(context, { action: 'package.succeed', projectId }, () => 'succeed-package');
  if (authorised.kind === 'refused') return authorised;
  const { facts } = authorised.value;
  const note = { ...authorised.value.note, ...packageNote(command.packageId), reason: command.reason };
  if (origin?.state === 'new') return refuse(context, note, 'package-new');
  if (origin?.state !== 'classified') return refuse(context, note, 'package-open');
  const datasetIds = unique(command.datasetIds);
  const bar = await barToDatasets(context, facts, datasetIds);
  if (bar) return refuse(context, note, bar);
  const packageId = await insertPackage(context, { ...command, projectId }, datasetIds, { successor_of: origin.id, successor_reason: command.reason });
  context.audit.push({ ...note, ...packageNote(packageId), outcome: 'done', facts: { successorOf: numberOf('package', origin.id), datasets: datasetIds.join(' '), lessData: command.lessData.possible }, texts: textsOf(command) });
  return done({ packageId });
}
