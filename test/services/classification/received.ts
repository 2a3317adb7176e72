import * as cards from '../../../cards/index.js';
import { PackageMessages } from '../../../bot/messages/package-messages.js';
import { searchDatasets, viewDataset } from '../../../services/catalogue/index.js';
import * as classification from '../../../services/classification/index.js';
import { personActions } from '../../../services/classification/index.js';
import type { OutboxMessage } from '../../../services/notifications/index.js';
import { listProjects, viewMyDatasets, viewPortfolio, viewProject } from '../../../services/projects/index.js';
import type { PersonKey } from '../../support/hospital-builder.js';
import { format } from '../../cards/samples.js';
import { tryAct, type Place } from './acts.js';
import type { ClassificationWorld } from './classification-world.js';

/** Everything that a person can receive about a package: what they look at, what they are sent, and what they are answered whatever they try. */
export async function receivedBy(world: ClassificationWorld, person: PersonKey, place: Place): Promise<Readonly<Record<string, string>>> {
  const { packageId } = place;
  const flowcharts = [...world.flowcharts.values()];
  const seen: Record<string, unknown> = await world.as(person, async (context) => {
    const view = await classification.viewPackage(context, packageId);
    const explanation = await classification.explainClassification(context, packageId);
    const list = await classification.listPackages(context, 1);
    const project = await viewProject(context, world.hospital.projectId);
    const projects = await listProjects(context, 1);
    const portfolio = await viewPortfolio(context, 1);
    const datasets = await searchDatasets(context, 'admissions imaging', 1);
    const dataset = await viewDataset(context, world.hospital.datasets.admissions);
    const mine = await viewMyDatasets(context, 1);
    return {
      view,
      card: view && cards.packageCard(view, flowcharts, format),
      explanation,
      explained: explanation && cards.explainCard(explanation, format, context.actor.id),
      list,
      listed: cards.packageListCard(list, format),
      waiting: await classification.listToClassify(context),
      project,
      projectCard: project && cards.projectCard(project, format),
      projects: [projects, cards.projectListCard(projects, format)],
      portfolio: [portfolio, portfolio.kind === 'refused' ? null : cards.portfolioCard(portfolio.value, format)],
      search: datasets,
      dataset: [dataset, dataset && cards.datasetCard(dataset, format)],
      mine: [mine, cards.myDatasetsCard(mine, format)],
      record: await classification.classificationRecord(context, packageId),
    };
  });
  const received: Record<string, unknown> = { ...seen, messages: await messagesTo(world, person) };
  for (const action of personActions) {
    const { result, after } = await tryAct(world, person, action, place);
    received[`try ${action}`] = [result, after, result.kind === 'refused' ? cards.noticeCard({ notice: cards.noticeOfRefusal(result.reason) }, format) : null];
  }
  const suffix = world.hospital.id[person].slice(person.length);
  return Object.fromEntries(Object.entries(received).map(([key, value]) => [key, written(value).replaceAll(suffix, '')]));
}

/** Every message that waits for the person, rendered as it would be sent now, and their cards as they would be renewed. */
async function messagesTo(world: ClassificationWorld, person: PersonKey): Promise<readonly unknown[]> {
  const rows = await world.db.selectFrom('outbox').select(['id', 'kind', 'payload', 'about_type', 'about_id', 'available_at']).where('recipient_id', '=', world.hospital.id[person]).orderBy('id').execute();
  const source = new PackageMessages(world.surroundings, world.flowcharts);
  const recipient = { actor: world.actor(person), format, chat: { conversationId: 'chat' } } as unknown as Parameters<PackageMessages['load']>[1];
  const sent: unknown[] = [];
  for (const { id, kind, payload, about_type, about_id, available_at } of rows) {
    const message = { id, recipientId: world.hospital.id[person], about: { type: about_type, id: about_id }, kind, payload, correlationId: 'turn' } as OutboxMessage;
    const subject = about_type === 'package' && about_id !== null ? await source.load(about_id, recipient) : undefined;
    const ready = kind === 'refresh' ? subject?.renew('package') : await subject?.render(message, undefined as never);
    sent.push({ kind, payload, about_type, about_id, available_at, ready: ready ?? null });
  }
  return sent;
}

/** As text in which maps and sets show what they hold; a flowchart's questions are the same for everybody. */
const written = (value: unknown): string => JSON.stringify(value, (key, held: unknown) => (key === 'questions' ? '' : held instanceof Map ? [...held] : held instanceof Set ? [...(held as ReadonlySet<unknown>)] : held)) ?? 'nothing';
