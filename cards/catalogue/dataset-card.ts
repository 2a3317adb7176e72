import type { DatasetUse, DatasetView } from '../../services/catalogue/index.js';
import { numberOf } from '../../services/context/index.js';
import { button, type Piece } from '../buttons.js';
import { decidingStages } from '../requests/decider-words.js';
import { oneLine, paragraphs } from '../literal.js';
import { anyOfNames, listedNames, nameRoom } from '../names.js';
import { renderFitting, type Card } from '../render.js';
import type { Fact, Shown, TextSection } from '../sections.js';
import { isTextKey, type Format, type TextKey } from '../text.js';
import { wording, type Wording } from '../wording.js';

/** The data of `templates/dataset.json`. */
interface DatasetCardData {
  readonly eyebrow: string;
  readonly title: string;
  readonly next: string;
  readonly texts: readonly TextSection[];
  readonly facts: readonly Fact[];
  readonly uses: readonly { readonly label: string; readonly items: readonly UseItem[] }[];
  readonly actions: readonly Piece[];
}

interface UseItem {
  readonly title: string;
  readonly lines: readonly Shown[];
  readonly details: readonly Shown[];
}

/** Uses on one card; the others are counted. */
const mostUses = 6;

/** A dataset: what it is, who stands for it, where the viewer could use it and who would decide. */
export function datasetCard(view: DatasetView, format: Format): Card {
  const words = wording(format);
  const { t } = words;
  const number = numberOf('dataset', view.id);
  const summary = t('dataset.summary', { number, name: oneLine(view.name, 120) });
  return renderFitting('dataset', words, summary, (room) => {
    const data: DatasetCardData = {
      eyebrow: number,
      title: oneLine(view.name, nameRoom.fact),
      next: nextOf(view, words),
      texts: [{ label: t('label.what'), paragraphs: paragraphs(view.summary, Math.min(room, 1_200), 6).map((text) => ({ text })) }].filter((text) => text.paragraphs.length > 0),
      facts: factsOf(view, words, room),
      uses: usesOf(view, words, room),
      actions: buttonsOf(view, words),
    };
    return { ...data };
  });
}

const askable = (use: DatasetUse): boolean => use.mayAsk && use.workspace !== null && use.workPackage.state === 'classified' && !stands(use);
/** Access that exists or is asked for: nothing to ask for again here. */
const stands = (use: DatasetUse): boolean => use.myAccess !== null;

function nextOf(view: DatasetView, words: Wording): string {
  const { t } = words;
  if (view.uses.some(askable)) return t('dataset.next');
  if (view.uses.length > 0) return t('dataset.next-settled');
  const hasProject = view.hasProject ? 'yes' : 'no';
  return view.askAbout.length > 0 ? t('dataset.next-nowhere', { hasProject, names: anyOfNames(view.askAbout, words) }) : t('dataset.next-nowhere-nobody', { hasProject });
}

function factsOf(view: DatasetView, words: Wording, room: number): readonly Fact[] {
  const { t, day, list, number } = words;
  const cut = (text: string): string => oneLine(text, Math.min(room, nameRoom.fact));
  const facts: readonly (readonly [TextKey, string])[] = [
    ['label.provider', cut(view.provider)],
    ['label.representatives', listedNames(view.representatives.map(({ name }) => name), words)],
    ['label.covers', cut(view.covers)],
    ['label.region', regionOf(view.region, words) ?? cut(view.region)],
    ['label.size', t('label.size-value', { records: number(view.records), size: sizeOf(view.sizeBytes, words) })],
    ['label.formats', list(view.formats.slice(0, 8).map((format) => oneLine(format, 40)))],
    ['label.keywords', list(view.keywords.slice(0, 10).map((word) => oneLine(word, 40)))],
    ['label.updated', day(view.updatedOn)],
    ['label.agreement', list(view.agreements.slice(0, mostUses).map(({ projectId, endsOn }) => t('dataset.agreement', { project: numberOf('project', projectId), ends: endsOn === null ? 'none' : day(endsOn) })))],
  ];
  return facts.filter(([, value]) => value !== '').map(([label, value]) => ({ title: t(label), value }));
}

/** The name that people know a cloud region by; nothing for one that has no words. */
function regionOf(region: string, { t }: Wording): string | undefined {
  const key = `region.${region}`;
  return isTextKey(key) ? t(key) : undefined;
}

const units = ['size.bytes', 'size.kb', 'size.mb', 'size.gb', 'size.tb'] as const;

/** A size in decimal units with at most one decimal. */
function sizeOf(bytes: number, { t, number }: Wording): string {
  let value = bytes;
  let unit: (typeof units)[number] = 'size.bytes';
  for (const larger of units.slice(1)) {
    if (value < 1_000) break;
    value /= 1_000;
    unit = larger;
  }
  return t(unit, { n: number(value < 10 ? Math.round(value * 10) / 10 : Math.round(value)) });
}

function usesOf(view: DatasetView, words: Wording, room: number): DatasetCardData['uses'] {
  if (view.uses.length === 0) return [];
  const { t } = words;
  const items = view.uses.slice(0, mostUses).map((use) => useItem(use, words, room));
  const more = view.uses.length - items.length;
  const rest: readonly UseItem[] = more > 0 ? [{ title: t('use.more', { count: more }), lines: [], details: [] }] : [];
  return [{ label: t('dataset.uses'), items: [...items, ...rest] }];
}

function useItem(use: DatasetUse, words: Wording, room: number): UseItem {
  const { t } = words;
  const cut = (name: string): string => oneLine(name, Math.min(room, nameRoom.sentence));
  const tier = use.workPackage.tier === null ? t('tier.none') : t('tier.name', { tier: use.workPackage.tier });
  const title = t('use.title', { package: `${numberOf('package', use.workPackage.id)} ${cut(use.workPackage.title)}`, project: cut(use.project.title) });
  const workspace = use.workspace
    ? t('use.workspace', { workspace: `${numberOf('workspace', use.workspace.id)} ${cut(use.workspace.name)}`, membership: t(use.member ? 'use.member' : askable(use) ? 'use.not-member-askable' : 'use.not-member') })
    : t('use.no-workspace');
  return {
    title: `${title}${t('line.separator')}${tier}`,
    lines: use.myAccess ? [{ text: accessLine(use.myAccess, words) }] : [],
    details: [
      workspace,
      ...(use.workPackage.state === 'classified' ? [] : [t('use.not-classified', { state: t(`package.${use.workPackage.state}`) })]),
      ...(use.decides.length === 0 ? [] : [t('use.decides', { who: decidersOf(use, words) })]),
      ...(use.mayAsk || use.myAccess || use.workspace === null || use.workPackage.state !== 'classified' ? [] : [t('use.may-not')]),
    ].map((text) => ({ text })),
  };
}

function accessLine(access: NonNullable<DatasetUse['myAccess']>, { t, day }: Wording): string {
  const state = `state.${access.state}`;
  return t('use.access', { number: numberOf('request', access.requestId), state: isTextKey(state) ? t(state) : access.state, until: day(access.untilOn) });
}

function decidersOf(use: DatasetUse, words: Wording): string {
  const { t } = words;
  return decidingStages(use.decides, words)
    .map(({ role, names }) => t('use.decider', { role, names: names === '' ? 'none' : names }))
    .join(t('use.then'));
}

function buttonsOf(view: DatasetView, { t }: Wording): readonly Piece[] {
  const uses = view.uses.slice(0, mostUses);
  const open = view.uses.filter(askable);
  const [only, ...others] = open;
  const ask =
    only === undefined
      ? []
      : [button(t('do.request-access'), { verb: 'ask.start', datasetId: view.id, ...(others.length === 0 && only.workspace ? { workspaceId: only.workspace.id } : {}) }, { style: 'positive' })];
  const mine = uses
    .flatMap((use) => (use.myAccess ? [use.myAccess.requestId] : []))
    .slice(0, 3)
    .map((requestId) => button(t('do.show-request', { number: numberOf('request', requestId) }), { verb: 'request.show', requestId }));
  return [...ask, ...mine, button(t('do.all-datasets'), { verb: 'datasets.list', query: '', page: 1 })];
}
