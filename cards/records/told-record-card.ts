import type { LapseView, RecordEvent, RecordView } from '../../services/records/index.js';
import { numberOf } from '../../services/context/index.js';
import { button } from '../buttons.js';
import { cut, oneLine } from '../literal.js';
import { short } from '../names.js';
import type { NoticeCardData } from '../notice-data.js';
import { aboutOf, gateName, recordBandOf, recordLine } from './record-words.js';
import { renderFitting, type Card } from '../render.js';
import type { Format } from '../text.js';
import { wording } from '../wording.js';

export interface ToldRecordView {
  /** `waiting` is told by the record's own card. */
  readonly event: Exclude<RecordEvent, 'waiting'>;
  readonly record: RecordView;
  /** Who acted. */
  readonly actor: string;
  /** Why it was declined. */
  readonly comment?: string;
}

/** The news of a record for who filed it: what somebody decided, and why. */
export function toldRecordCard({ event, record, actor, comment }: ToldRecordView, format: Format): Card {
  const words = wording(format);
  const { t } = words;
  const values = { gate: gateName(record.kind, words), about: oneLine(record.about, 80), actor: short(actor) };
  const title = t(`told-record.${event}.title`, values);
  return renderFitting('notice', words, title, (room) => {
    const data: NoticeCardData = {
      eyebrows: [{ text: recordLine(record, words) }],
      title,
      bands: [{ style: recordBandOf(record.state), word: t(`record-state.${record.state}`), text: t(`told-record.${event}.text`, values) }],
      lines: [],
      factSets: [],
      texts: comment === undefined ? [] : [{ label: t('told-record.reason'), paragraphs: [{ text: cut(comment, room) }] }],
      next: t(`told-record.${event}.next`, values),
      actions: [button(t('do.show', { number: numberOf('record', record.id) }), { verb: 'record.show', recordId: record.id })],
    };
    return { ...data };
  });
}

/** The warning that something lapses, or the news that it has: what, when, what follows, and what to do. */
export function lapseCard(view: LapseView, format: Format): Card {
  const words = wording(format);
  const { t, day } = words;
  const values = { gate: gateName(view.kind, words), about: oneLine(view.about, 80), day: day(view.endsOn), own: view.own ? 'yes' : 'no' };
  const when = view.days === 0 ? 'past' : 'ahead';
  const title = t(`lapse.${view.kind}.title`, { ...values, when });
  return renderFitting('notice', words, title, () => {
    const data: NoticeCardData = {
      eyebrows: [{ text: oneLine(view.about, 120) }],
      title,
      bands: [{ style: view.days === 0 ? 'attention' : 'warning', word: t(`lapse.${when}`, values), text: t(`lapse.${view.kind}.text`, { ...values, when }) }],
      lines: [],
      factSets: [],
      texts: [],
      next: t(`lapse.${view.kind}.next`, values),
      actions: view.mayFile ? [button(t(`do.file-${view.kind}`), { verb: 'form.start', form: `file-${view.kind}`, ...aboutOf(view.object) }, { style: 'positive' })] : [],
    };
    return { ...data };
  });
}
