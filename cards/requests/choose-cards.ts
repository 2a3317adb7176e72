import { numberOf } from '../../services/context/index.js';
import { dialogButtons, dialogEyebrow, problemsOf, typedWords, type DialogData, type DialogPlace, type Named } from '../conversation/dialog-data.js';
import { oneLine } from '../literal.js';
import { renderFitting, type Card } from '../render.js';
import type { Shown } from '../sections.js';
import type { Format } from '../text.js';
import { wording } from '../wording.js';

/** The data of `templates/choose.json`. */
interface ChooseCardData extends DialogData {
  readonly inputs: readonly {
    readonly label: string;
    readonly error: string;
    readonly value: string;
    readonly choices: readonly { readonly title: string; readonly value: string }[];
  }[];
  readonly notes: readonly Shown[];
}

/** Choices on one card: more are found by typing. */
export const mostChoices = 12;

export interface ChooseDatasetView extends DialogPlace {
  readonly choices: readonly (Named & { readonly provider: string })[];
  /** Id of what is chosen already, as after going back. */
  readonly chosen?: number;
}

/** Which dataset; the value of a choice is the dataset's id. */
export function chooseDatasetCard(view: ChooseDatasetView, format: Format): Card {
  const words = wording(format);
  const { t } = words;
  const title = t('choose-dataset.heading');
  const eyebrow = dialogEyebrow(view, { id: 0, name: '' }, words);
  return renderFitting('choose', words, t('dialog.summary', { title: eyebrow, heading: title }), (room) => {
    const cut = (name: string): string => oneLine(name, Math.min(room, 120));
    const choices = view.choices.slice(0, mostChoices).map((dataset) => ({
      title: t('choose-dataset.choice', { number: numberOf('dataset', dataset.id), name: cut(dataset.name), provider: cut(dataset.provider) }),
      value: String(dataset.id),
    }));
    const data: ChooseCardData = {
      eyebrow,
      title,
      ...problemsOf(view, words),
      inputs: choices.length === 0 ? [] : [{ label: t('choose-dataset.label'), error: t('choose-dataset.error'), value: String(view.chosen ?? ''), choices }],
      notes: choices.length === 0 ? [{ text: t('choose-dataset.empty') }] : view.choices.length > mostChoices ? [{ text: t('choose-dataset.more') }] : [],
      next: t('choose-dataset.next'),
      words: typedWords(view, t('choose-dataset.words'), words),
      actions: dialogButtons(view, 'dataset', 'next', words),
    };
    return { ...data };
  });
}

export interface WorkspaceChoice extends Named {
  /** Of the workspace's work package; null while it is not classified. */
  readonly tier: number | null;
  readonly member: boolean;
}

export interface ChooseWorkspaceView extends DialogPlace {
  /** The dataset to be used there; null when the request is to join. */
  readonly dataset: Named | null;
  readonly choices: readonly WorkspaceChoice[];
  readonly chosen?: number;
}

/** In which workspace; the value of a choice is the workspace's id. */
export function chooseWorkspaceCard(view: ChooseWorkspaceView, format: Format): Card {
  const words = wording(format);
  const { t } = words;
  const title = view.dataset ? t('choose-workspace.heading-for', { dataset: oneLine(view.dataset.name, 120) }) : t('choose-workspace.heading');
  const eyebrow = dialogEyebrow(view, view.dataset, words);
  return renderFitting('choose', words, t('dialog.summary', { title: eyebrow, heading: title }), (room) => {
    const choices = view.choices.slice(0, mostChoices).map((workspace) => ({
      title: t('choose-workspace.choice', {
        number: numberOf('workspace', workspace.id),
        name: oneLine(workspace.name, Math.min(room, 120)),
        tier: workspace.tier === null ? t('tier.none') : t('tier.name', { tier: workspace.tier }),
        membership: t(workspace.member ? 'choose-workspace.member' : 'choose-workspace.not-member'),
      }),
      value: String(workspace.id),
    }));
    const data: ChooseCardData = {
      eyebrow,
      title,
      ...problemsOf(view, words),
      inputs: choices.length === 0 ? [] : [{ label: t('choose-workspace.label'), error: t('choose-workspace.error'), value: String(view.chosen ?? ''), choices }],
      notes: choices.length === 0 ? [{ text: t('choose-workspace.empty') }] : view.choices.length > mostChoices ? [{ text: t('choose-workspace.more') }] : [],
      next: t(view.dataset ? 'choose-workspace.next' : 'choose-workspace.next-join'),
      words: typedWords(view, t('choose-workspace.words'), words),
      actions: dialogButtons(view, 'workspace', 'next', words),
    };
    return { ...data };
  });
}
