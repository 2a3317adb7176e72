import { tierFourOutcomes, tiers, type PackageView } from '../../services/classification/index.js';
import { numberOf } from '../../services/context/index.js';
import { button, line, opening, type Piece } from '../buttons.js';
import { personIn, roleWord } from './classification-data.js';
import { oneLine } from '../literal.js';
import { missingButtons } from '../records/missing-buttons.js';
import { short } from '../names.js';
import type { ButtonData } from '../verbs.js';
import type { Wording } from '../wording.js';

/** A flowchart by which a package can be classified. */
export interface NamedFlowchart {
  readonly name: string;
  readonly title: string;
}

/** Choices in one field, and buttons in one part. */
const mostChoices = 20;
const mostButtons = 5;

/** What the reader can do now, at most five buttons: opinions first, then ways out, then what managers do. */
export function packageButtons(view: PackageView, flowcharts: readonly NamedFlowchart[], words: Wording): readonly Piece[] {
  return [...missingButtons(view.stoppedBy, { ...words, viewerId: view.viewerId }), ...classify(view, words), ...open(view, flowcharts, words), ...close(view, words), ...proceed(view, words), ...reconsider(view, words), ...approve(view, words), ...withdraw(view, words), ...tierFour(view, words), ...manage(view, words), ...explain(view, words), ...plan(view, words)].slice(0, 5);
}

/** Of a classified package everyone who sees it may read how it came to its tier. */
const explain = ({ state, packageId }: PackageView, { t }: Wording): readonly Piece[] => (state === 'classified' ? [button(t('do.explain'), { verb: 'package.explain', packageId })] : []);

/** Whoever manages the project's packages changes one while it is new, and follows a classified one by a successor. */
function plan({ mayPlan, state, packageId }: PackageView, { t }: Wording): readonly Piece[] {
  if (!mayPlan || state === 'open') return [];
  return state === 'new' ? [button(t('do.change-package'), { verb: 'form.start', form: 'change-package', packageId })] : [button(t('do.successor'), { verb: 'form.start', form: 'create-successor', packageId })];
}

const may = (view: PackageView, action: PackageView['allowed'][number]): boolean => view.allowed.includes(action);

function classify(view: PackageView, words: Wording): readonly Piece[] {
  const { classificationId } = view;
  if (!may(view, 'answer') || classificationId === undefined) return [];
  const { t } = words;
  const begin = { verb: 'classification.begin' as const, classificationId };
  if (view.own === undefined) return [button(t(view.drafted ? 'do.go-on' : 'do.classify'), begin, { style: 'positive' })];
  const answered = new Set(view.own.path.map(({ key }) => key));
  const differing = view.differences.filter(({ key }) => answered.has(key)).slice(0, mostButtons - 1);
  if (differing.length === 0) return [button(t('do.change-opinion'), begin)];
  return [
    opening(t('do.change-opinion-at'), [line(t('package.change-text'))], [
      ...differing.map(({ key, label }) => button(t('do.answer-again', { question: label }), { ...begin, from: key })),
      button(t('do.answer-from-start'), begin),
    ]),
  ];
}

function open(view: PackageView, flowcharts: readonly NamedFlowchart[], { t }: Wording): readonly Piece[] {
  const [only] = flowcharts;
  if (!may(view, 'open') || view.stoppedBy.length > 0 || only === undefined) return [];
  const choices = flowcharts.slice(0, mostChoices).map(({ name, title }) => ({ title: oneLine(title, 80), value: name }));
  const preferred = flowcharts.find(({ name }) => name === 'turing-tiers') ?? only;
  return [
    opening(
      t('do.open-classification'),
      [
        line(t('package.open-text')),
        { type: 'Input.ChoiceSet', id: 'flowchart', label: t('package.flowchart'), isRequired: true, errorMessage: t('package.flowchart-error'), style: 'expanded', wrap: true, value: preferred.name, choices },
      ],
      [button(t('do.open-now'), { verb: 'classification.open', packageId: view.packageId }, { style: 'positive' })],
    ),
  ];
}

function close(view: PackageView, { t }: Wording): readonly Piece[] {
  const { classificationId, settlement, version } = view;
  if (!may(view, 'close') || classificationId === undefined || version === undefined || settlement?.kind !== 'agreed') return [];
  return [opening(t('do.close-classification'), [line(settlement.tier === 4 ? t('package.close-text-4') : t('package.close-text', { tier: settlement.tier }))], [button(t('do.close-now', { tier: settlement.tier }), { verb: 'classification.close', classificationId, version }, { style: 'positive' })])];
}

function proceed(view: PackageView, { t }: Wording): readonly Piece[] {
  const { classificationId, version, settlement } = view;
  if (!may(view, 'proceed') || classificationId === undefined || version === undefined || settlement?.kind !== 'conflict') return [];
  const signed = view.proceeding && [view.proceeding.investigatorId, view.proceeding.programmeManagerId].includes(view.viewerId);
  if (signed || view.proceeding?.state === 'waiting') return [];
  return [opening(t('do.proceed', { tier: settlement.highest }), [line(t('package.proceed-text', { tier: settlement.highest }))], [button(t('do.proceed-now', { tier: settlement.highest }), { verb: 'classification.proceed', classificationId, version })])];
}

function reconsider(view: PackageView, { t }: Wording): readonly Piece[] {
  const { classificationId } = view;
  if (!may(view, 'reconsider') || classificationId === undefined) return [];
  return [opening(t('do.reconsider'), [line(t('package.reconsider-text'))], [button(t('do.reconsider-now'), { verb: 'classification.reconsider', classificationId }, { style: 'destructive' })])];
}

function approve(view: PackageView, words: Wording): readonly Piece[] {
  if (!may(view, 'approve-person') || view.approvable.length === 0) return [];
  const { t } = words;
  const choices = view.approvable.slice(0, mostChoices).map((personId) => ({ title: withRole(view, personId, words), value: personId }));
  return [
    opening(
      t('do.approve-people'),
      [line(t('package.approve-text')), { type: 'Input.ChoiceSet', id: 'person', label: t('package.approve-whom'), isRequired: true, errorMessage: t('package.approve-whom-error'), style: 'expanded', wrap: true, value: '', choices }],
      [button(t('do.approve-now'), { verb: 'classification.approve', packageId: view.packageId }, { style: 'positive' })],
    ),
  ];
}

/** `Mei Tanaka (Referee)`, where the person is asked for an opinion too. */
function withRole(view: PackageView, personId: string, words: Wording): string {
  const name = personIn(view, personId, words);
  const role = view.asked.find((one) => one.personId === personId)?.role;
  return role === undefined ? name : words.t('package.person', { name, role: roleWord(role, words) });
}

function withdraw(view: PackageView, { t }: Wording): readonly Piece[] {
  const { classificationId, packageId } = view;
  const classified = may(view, 'withdraw-from-classified');
  if (view.represents.length === 0 || (!classified && (!may(view, 'withdraw-dataset') || classificationId === undefined))) return [];
  const dataOf = (datasetId: number): ButtonData =>
    classified || classificationId === undefined ? { verb: 'package.withdraw', packageId, datasetId } : { verb: 'classification.withdraw', classificationId, datasetId };
  return [
    opening(
      t('do.withdraw-dataset'),
      [line(t(classified ? 'package.withdraw-classified-text' : 'package.withdraw-text')), ...view.represents.slice(0, mostButtons).map(({ id, name }) => line(`${numberOf('dataset', id)} ${short(name)}`))],
      view.represents.slice(0, mostButtons).map(({ id }) => button(t('do.withdraw-dataset-now', { dataset: numberOf('dataset', id) }), dataOf(id), { style: 'destructive' })),
    ),
  ];
}

/** At tier 4: what happens with the data, chosen first, since it is on record for good. */
function tierFour(view: PackageView, { t }: Wording): readonly Piece[] {
  if (!may(view, 'record-tier-four')) return [];
  return [opening(t('do.tier-four'), [
      line(t('tier-four.text')),
      { type: 'Input.ChoiceSet', id: 'outcome', label: t('tier-four.title'), isRequired: true, errorMessage: t('tier-four.error'), style: 'expanded', wrap: true, value: '', choices: tierFourOutcomes.map((outcome) => ({ title: t(`tier-four.${outcome}`), value: outcome })) },
    ], [button(t('do.tier-four-now'), { verb: 'package.tier-four', packageId: view.packageId }, { style: 'positive' })])];
}

/** What managers do now and then: ask again, note the preliminary tier, clear. */
function manage(view: PackageView, { t }: Wording): readonly Piece[] {
  const { classificationId } = view;
  const body: Piece[] = [];
  const actions: Piece[] = [];
  if (may(view, 'nudge') && classificationId !== undefined) {
    body.push(line(t('package.nudge-text')));
    actions.push(button(t('do.nudge'), { verb: 'classification.nudge', classificationId }, { inputs: 'none' }));
  }
  if (may(view, 'record-preliminary-tier')) {
    body.push(line(t('package.preliminary-text')), {
      type: 'Input.ChoiceSet',
      id: 'tier',
      label: t('package.preliminary-choose'),
      isRequired: true,
      errorMessage: t('package.preliminary-error'),
      style: 'expanded',
      wrap: true,
      value: view.preliminaryTier === null ? '' : String(view.preliminaryTier),
      choices: tiers.map((tier) => ({ title: t('tier.name', { tier }), value: String(tier) })),
    });
    actions.push(button(t('do.preliminary'), { verb: 'classification.preliminary', packageId: view.packageId }));
  }
  if (may(view, 'clear') && classificationId !== undefined) {
    body.push(line(t('package.clear-text')));
    actions.push(button(t('do.clear'), { verb: 'classification.clear', classificationId }, { style: 'destructive', inputs: 'none' }));
  }
  return actions.length === 0 ? [] : [opening(t('do.manage'), body, actions)];
}
