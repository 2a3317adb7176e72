import { numberOf } from '../../services/context/index.js';
import type { RequestLine } from '../../services/requests/index.js';
import { button } from '../buttons.js';
import type { Row } from '../list-data.js';
import { oneLine } from '../literal.js';
import { nameRoom } from '../names.js';
import { nextStep } from './request-words.js';
import { nameFor, type ViewerWording } from '../viewer-wording.js';

/** A request as a row of a list; names get at most `room` UTF-16 units. */
export function requestRow(line: RequestLine, wording: ViewerWording, room: number): Row {
  const { t, day } = wording;
  const cut = (name: string): string => oneLine(name, Math.min(room, nameRoom.sentence));
  const person = (who: RequestLine['subject']): string => cut(nameFor(who, wording));
  const number = numberOf('request', line.id);
  const what = t(`request.title.${line.type}`, { dataset: cut(line.dataset?.name ?? line.workspace.name), workspace: cut(line.workspace.name) });
  const who =
    line.subject.id === line.requester.id
      ? t('row.for-self', { requester: person(line.requester) })
      : t('row.for-you', { requester: person(line.requester), subject: person(line.subject) });
  return {
    title: t('row.title', { number, what }),
    states: [{ text: t(`state.${line.state}`) }],
    details: [{ text: oneLine(nextStep(line, wording), Math.max(room, 160)) }, { text: `${who}${t('line.separator')}${t('row.until', { until: day(line.untilOn) })}` }],
    open: button(t('do.open', { name: number }), { verb: 'request.show', requestId: line.id }, { inputs: 'none' }),
  };
}
