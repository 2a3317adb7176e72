import type { Connection } from '../../services/workspaces/index.js';
import { oneLine } from '../literal.js';
import type { NoticeCardData } from '../notice-data.js';
import { short } from '../names.js';
import { render, type Card } from '../render.js';
import { safeLink } from '../safe-link.js';
import type { Format } from '../text.js';
import { wording } from '../wording.js';

/** How to get to a machine, and what its tier lets through. */
export function connectCard(view: Connection, format: Format): Card {
  const words = wording(format);
  const { t } = words;
  const title = t('connect.title', { machine: short(view.machine) });
  const data: NoticeCardData = {
    eyebrows: [{ text: short(view.machine) }],
    title,
    bands: [{ style: view.running ? 'good' : 'warning', word: t(view.running ? 'connect.running' : 'connect.stopped'), text: t(view.running ? `connect.${view.how}` : 'connect.start-first') }],
    lines: [],
    factSets: [
      {
        facts: [
          { title: t('control.copy-out'), value: t(`control.copy-out.${view.copyOut}`) },
          { title: t('control.redirection'), value: t(`control.redirection.${view.redirection}`) },
          { title: t('control.screen-capture'), value: t(`control.screen-capture.${view.screenCapture}`) },
        ],
      },
    ],
    texts: view.command === null ? [] : [{ label: t('connect.command'), paragraphs: [{ text: oneLine(view.command, 300) }] }],
    next: t(`connect.next.${view.how}`),
    actions: view.link === null ? [] : [{ type: 'Action.OpenUrl', title: t('connect.open'), url: safeLink(view.link), style: 'positive' }],
  };
  return render('notice', words, title, { ...data });
}
