import type { RecordView } from '../../services/records/index.js';
import { button, line, opening, type Piece } from '../buttons.js';
import { oneLine } from '../literal.js';
import { short } from '../names.js';
import type { NoticeCardData } from '../notice-data.js';
import { gateName, recordBandOf, recordLine, saidFacts } from './record-words.js';
import { renderFitting, type Card } from '../render.js';
import type { Fact } from '../sections.js';
import type { Format } from '../text.js';
import { wording, type Wording } from '../wording.js';

/** One record as its reader may see it: what was said, by whom, how it stands, and what they can do with it. */
export function recordCard(view: RecordView, format: Format): Card {
  const words = wording(format);
  const { t } = words;
  const waitsFor = view.kind === 'agreement' ? 'signature' : view.mayConfirm ? 'reader' : 'others';
  return renderFitting('notice', words, t('record.summary', { gate: gateName(view.kind, words), about: oneLine(view.about, 80), state: t(`record-state.${view.state}`) }), (room) => {
    const data: NoticeCardData = {
      eyebrows: [{ text: recordLine(view, words) }],
      title: gateName(view.kind, words),
      bands: [{ style: recordBandOf(view.state), word: t(`record-state.${view.state}`), text: t(`record-next.${view.state}`, { waits: waitsFor }) }],
      lines: view.mayConfirm && (view.kind === 'training' || view.kind === 'lawful-basis') ? [{ text: t(`record-check.${view.kind}`) }] : [],
      factSets: [{ facts: factsOf(view, room, words) }],
      texts: [],
      next: t('record.next'),
      actions: actionsOf(view, words),
    };
    return { ...data };
  });
}

function factsOf(view: RecordView, room: number, words: Wording): readonly Fact[] {
  const { t, day, instant } = words;
  return [
    { title: t('record.about'), value: oneLine(view.about, Math.min(room, 256)) },
    ...saidFacts(view, room, words),
    { title: t('record.from'), value: day(view.startsOn) },
    ...(view.endsOn === null ? [] : [{ title: t('record.until'), value: day(view.endsOn) }]),
    { title: t('record.filed-by'), value: t('record.by-at', { name: short(view.filedBy.name), at: instant(view.filedAt) }) },
    ...(view.decidedBy === null ? [] : [{ title: t('record.decided-by'), value: short(view.decidedBy) }]),
  ];
}

function actionsOf(view: RecordView, { t }: Wording): readonly Piece[] {
  const record = { recordId: view.id };
  const comment = { type: 'Input.Text', id: 'comment', label: t('record.decline-why'), isRequired: true, errorMessage: t('record.decline-error'), isMultiline: true, maxLength: 2_000 };
  return [
    ...(view.mayConfirm
      ? [
          button(t('do.confirm-record'), { verb: 'record.confirm', ...record }, { style: 'positive', inputs: 'none' }),
          opening(t('do.decline-record'), [line(t('record.decline-text')), comment], [button(t('do.decline-record-now'), { verb: 'record.decline', ...record }, { style: 'destructive' })]),
        ]
      : []),
    ...view.links.map((link) => button(t(`do.link-${link}`), { verb: 'record.link', ...record, link }, { inputs: 'none', style: link === 'hand-in' ? 'positive' : 'default' })),
  ];
}
