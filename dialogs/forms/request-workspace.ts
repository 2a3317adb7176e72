import { z } from 'zod';
import { costFacts, noticeOfRefusal, requestCard, type FormField, type Wording } from '../../cards/index.js';
import { beginRequest, estimateCost, faultsOfPlan, loadPlan, longestPlanText, requestWorkspace, resubmitWorkspace, viewWholeRequest, type Building, type PlanFault, type PlanView, type RequestWorkspace } from '../../services/workspaces/index.js';
import { defineForm, type FormDone, type FormFault, type FormRefused, type FormWork } from '../form.js';
import type { FormValues } from '../form-values.js';

const refused = (reason: Parameters<typeof noticeOfRefusal>[0], requestId?: number): FormRefused => ({ kind: 'refused', notice: { notice: noticeOfRefusal(reason), ...(requestId === undefined ? {} : { requestId }) } });

/** A package to ask for, or a request that was returned and is to be sent again. */
const about = z.object({ packageId: z.int().positive(), requestId: z.int().positive().optional(), version: z.int().positive().optional() });
type About = z.output<typeof about>;

/** Most machines of one kind that the form offers. */
const mostOfOne = 5;

/** The Investigator or a Project Manager asks for a workspace; what it will cost is shown before it is sent. */
export const requestWorkspaceForm = defineForm({
  key: 'request-workspace',
  about,
  async begin({ context, about: { packageId, requestId }, words, building }) {
    const { t } = words;
    const begun = await beginRequest(context, building, packageId);
    if (begun.kind === 'refused') return refused(begun.reason);
    const { zone, owner, people, suggestedName, package: named } = begun.value;
    const before = requestId === undefined ? undefined : await planBefore({ context }, requestId);
    return {
      kind: 'page',
      title: t('form.request-workspace.title'),
      heading: t('form.request-workspace.heading', { package: named.label, tier: named.tier }),
      notes: [t('form.request-workspace.note', { zone: zone.name, region: zone.region, owner: owner.name })],
      fields: fieldsOf(building, words, { people, suggestedName }, before),
      next: t('form.request-workspace.next'),
      before: 'once-more',
    };
  },
  async summarise(work, values) {
    const { context, building, words } = work;
    const begun = await beginRequest(context, building, work.about.packageId);
    if (begun.kind === 'refused') return refused(begun.reason);
    const plan = planOf(work, values);
    const faults = faultsOfPlan(building.catalogue, begun.value.package.tier, plan);
    if (faults.length > 0) return faultOf(faults, work);
    return { kind: 'summary', facts: costFacts(estimateCost(building.catalogue, begun.value.package.tier, plan.machines), words) };
  },
  async submit(work, values): Promise<FormDone | FormRefused | FormFault> {
    const { context, building, format } = work;
    const { requestId, version } = work.about;
    const plan = planOf(work, values);
    const result = requestId === undefined || version === undefined ? await requestWorkspace(context, building, plan) : await resubmitWorkspace(context, building, { requestId, version, ...plan });
    if (result.kind === 'faults') return faultOf(result.faults, work);
    if (result.kind === 'refused') return refused(result.reason, result.requestId);
    const view = await viewWholeRequest(context, result.value.id);
    if (!view) return refused('not-found');
    return { kind: 'done', card: requestCard(view, format, context.actor.id), shows: { type: 'request', id: view.id } };
  },
});

async function planBefore({ context }: Pick<FormWork<About>, 'context'>, requestId: number): Promise<PlanView | undefined> {
  const view = await viewWholeRequest(context, requestId);
  return view?.allowed.includes('resubmit') ? loadPlan(context, view.workspace.id) : undefined;
}

function fieldsOf({ catalogue }: Building, { t, money }: Wording, offered: { readonly people: readonly { readonly id: string; readonly name: string }[]; readonly suggestedName: string }, before?: PlanView): readonly FormField[] {
  const numberBefore = (key: string): number => before?.machines.find(({ machine }) => machine === key)?.count ?? 0;
  return [
    { kind: 'text', id: 'name', label: t('form.request-workspace.name'), required: true, max: longestPlanText.name, value: before?.name ?? offered.suggestedName },
    { kind: 'long-text', id: 'purpose', label: t('form.request-workspace.purpose'), required: true, max: longestPlanText.purpose, value: before?.purpose ?? '' },
    ...catalogue.machines.map(({ key, platform, cores, memoryGb, pricePerHour }): FormField => ({
      kind: 'choice',
      id: `machine-${key}`,
      label: t('form.request-workspace.machine', { platform: t(`platform.${platform}`), cores, memory: memoryGb, month: money(Math.ceil(pricePerHour * catalogue.hoursPerMonth), catalogue.currency) }),
      required: false,
      closed: true,
      none: '0',
      value: String(numberBefore(key)),
      choices: Array.from({ length: mostOfOne + 1 }, (_, count) => ({ title: count === 0 ? t('form.request-workspace.none') : String(count), value: String(count) })),
    })),
    { kind: 'text', id: 'cost-centre', label: t('form.request-workspace.cost-centre'), required: true, max: longestPlanText.costCentre, value: before?.costCentre ?? '' },
    { kind: 'text', id: 'budget', label: t('form.request-workspace.budget', { currency: catalogue.currency }), required: true, max: 12, value: before ? String(before.monthlyBudget) : '' },
    {
      kind: 'choices',
      id: 'members',
      label: t('form.request-workspace.members'),
      required: false,
      value: before?.members.map(({ id }) => id).join(',') ?? '',
      choices: offered.people.slice(0, 30).map(({ id, name }) => ({ title: name, value: id })),
    },
  ];
}

/** A budget as people write it: `1,200`, `£1200`, `1 200`. What is no whole number becomes one that does not fit. */
const amountOf = (text: string): number => (/^\D{0,4}\d[\d,.' ]*$/.test(text) && !/[.,]\d{1,2}$/.test(text) ? Number(text.replace(/\D/g, '')) : Number.NaN);

function planOf({ about: { packageId }, building }: FormWork<About>, values: FormValues): RequestWorkspace {
  return {
    packageId,
    name: values.text('name'),
    purpose: values.text('purpose'),
    machines: building.catalogue.machines.map(({ key }) => ({ machine: key, count: Number(values.choice(`machine-${key}`) ?? '0') })),
    costCentre: values.text('cost-centre'),
    monthlyBudget: amountOf(values.text('budget')),
    memberIds: values.choices('members'),
  };
}

function faultOf(faults: readonly PlanFault[], { words: { t, money }, building: { catalogue } }: Pick<FormWork<About>, 'words' | 'building'>): FormFault {
  const first = `machine-${catalogue.machines[0]?.key ?? ''}`;
  return {
    kind: 'refused',
    faults: faults.map(({ field, reason, limit }) => ({ field: field === 'machines' ? first : field, error: t(`workspace-refused.${reason}`, { limit: limit === undefined ? 'none' : money(limit, catalogue.currency) }) })),
  };
}
