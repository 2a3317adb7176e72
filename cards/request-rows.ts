import { numberOf } from '../services/context/index.js';
import type { RequestLine } from '../services/requests/index.js';
import { button } from './buttons.js';
import type { Row } from './list-data.js';
import { oneLine } from './literal.js';
import { nameRoom } from './names.js';
import { nextStep } from './request-words.js';
import type { Wording } from './wording.js';

/** A request as a row of a list; names get at most `room` UTF-16 units. */
export function requestRow(line: RequestLine, wording: Wording, room: number): Row {
  const { t, day } = wording;
  const cut = (name: string): string => oneLine(name, Math.min(room, nameRoom.sentence));
  const number = numberOf('request', line.id);
  const what = t(`request.title.${line.type}`, { dataset: cut(line.dataset?.name ?? line.workspace.name), workspace: cut(line.workspace.name) });
  const who =
    line.subject.id === line.requester.id
      ? t('row.for-self', { requester: cut(line.requester.name) })
      : t('row.for-you', { requester: cut(line.requester.name), subject: cut(line.subject.name) });
  return {
    title: t('row.title', { number, what }),
    states: [{ text: t(`state.${line.state}`) }],
    details: [{ text: oneLine(nextStep(line, wording), Math.max(room, 160)) }, { text: `${who}${t('line.separator')}${t('row.until', { until: day(line.untilOn) })}` }],
    open: button(t('do.open', { name: number }), { verb: 'request.show', requestId: line.id }, { inputs: 'none' }),
  };
}
