import type { FormField, Wording } from '../../cards/index.js';
import { listVisibleDatasets } from '../../services/catalogue/index.js';
import { numberOf, readNumber, type Context } from '../../services/context/index.js';
import { longestPackageText, type PackagePlan, type WrittenPackage } from '../../services/projects/index.js';
import type { FormValues } from '../form-values.js';

/** Datasets that are offered to be ticked; of a larger catalogue the others are named by number. */
const mostOffered = 30;

/** What is asked of a work package, with what was written before. */
export async function packageFields(context: Context, { t }: Pick<Wording, 't'>, before?: WrittenPackage['plan']): Promise<readonly FormField[]> {
  const held = before?.datasetIds ?? [];
  const { items, total } = await listVisibleDatasets(context, { ids: held, most: mostOffered });
  const possible = before?.lessData.possible ?? null;
  return [
    { kind: 'text', id: 'title', label: t('form.package.name'), required: true, max: longestPackageText.title, value: before?.title ?? '' },
    { kind: 'long-text', id: 'purpose', label: t('form.package.purpose'), required: true, max: longestPackageText.purpose, value: before?.purpose ?? '' },
    {
      kind: 'choices',
      id: 'datasets',
      label: t('form.package.datasets'),
      required: false,
      value: held.join(','),
      choices: items.map(({ id, name, provider }) => ({ title: t('choose-dataset.choice', { number: numberOf('dataset', id), name, provider }), value: String(id) })),
    },
    ...(total > items.length ? [{ kind: 'text' as const, id: 'more-datasets', label: t('form.package.more-datasets'), required: false, max: 400 }] : []),
    { kind: 'long-text', id: 'outputs', label: t('form.package.outputs'), required: true, max: longestPackageText.outputs, value: before?.outputs ?? '' },
    { kind: 'text', id: 'tools', label: t('form.package.tools'), required: true, max: longestPackageText.tools, value: before?.tools ?? '' },
    {
      kind: 'choice',
      id: 'less',
      label: t('form.package.less'),
      required: true,
      choices: (['yes', 'no'] as const).map((value) => ({ title: t(`form.${value}`), value })),
      ...(possible === null ? {} : { value: possible ? 'yes' : 'no' }),
    },
    { kind: 'long-text', id: 'less-why', label: t('form.package.less-why'), required: true, max: longestPackageText.lessData, value: before?.lessData.answer ?? '' },
  ];
}

/** The answers as a plan; undefined where a number names no dataset. */
export function planOf(values: FormValues): PackagePlan | undefined {
  const named = values.has('more-datasets') ? values.text('more-datasets').split(/[,;]/).map((part) => part.trim()).filter((part) => part !== '') : [];
  const numbers = named.map((part) => readNumber('dataset', part));
  if (numbers.includes(undefined)) return undefined;
  return {
    title: values.text('title'),
    purpose: values.text('purpose'),
    datasetIds: [...values.choices('datasets').map(Number), ...numbers.flatMap((number) => number ?? [])],
    outputs: values.text('outputs'),
    tools: values.text('tools'),
    lessData: { possible: values.choice('less') === 'yes', answer: values.text('less-why') },
  };
}
