import { numberOf } from '../../services/context/index.js';
import { button, type Piece } from '../buttons.js';
import { pageButtons } from '../list-data.js';
import { oneLine, paragraphs } from '../literal.js';
import { short } from '../names.js';
import { renderFitting, type Card } from '../render.js';
import type { Shown } from '../sections.js';
import { isTextKey, type Format, type TextKey } from '../text.js';
import { wording, type Wording } from '../wording.js';

export interface HistoryEntry {
  readonly at: Date;
  /** Name of who acted, or the key of a process. */
  readonly actor: string;
  /** As the audit has it: `request.approve`. */
  readonly action: string;
  readonly outcome: string;
  /** A key, or the reason that a person gave. */
  readonly reason: string | null;
}

export interface HistoryView {
  readonly requestId: number;
  readonly entries: readonly HistoryEntry[];
  /** 1 unless given. */
  readonly page?: number;
  readonly pages: number;
}

/** The data of `templates/history.json`. */
interface HistoryCardData {
  readonly title: string;
  readonly empty: readonly Shown[];
  readonly entries: readonly { readonly text: string; readonly at: string; readonly paragraphs: readonly Shown[] }[];
  readonly paging: readonly Shown[];
  readonly next: string;
  readonly actions: readonly Piece[];
}

/** What happened to a request, from the audit trail. */
export function historyCard(view: HistoryView, format: Format): Card {
  const words = wording(format);
  const { t } = words;
  const number = numberOf('request', view.requestId);
  const at = { page: view.page ?? 1, pages: view.pages };
  return renderFitting('history', words, t('history.summary', { number }), (room) => {
    const data: HistoryCardData = {
      title: t('history.title', { number }),
      empty: view.entries.length === 0 ? [{ text: t('history.empty') }] : [],
      entries: view.entries.map((entry) => entryOf(entry, words, room)),
      paging: at.pages > 1 ? [{ text: t('history.page', at) }] : [],
      next: t('history.next'),
      actions: [
        ...pageButtons({ ...at, total: view.entries.length }, words, (page) => ({ verb: 'request.history', requestId: view.requestId, page })),
        button(t('do.show', { number }), { verb: 'request.show', requestId: view.requestId }),
      ],
    };
    return { ...data };
  });
}

function entryOf(entry: HistoryEntry, words: Wording, room: number): HistoryCardData['entries'][number] {
  const { t, instant } = words;
  return {
    text: t(firstKey(`history.${entry.outcome}`) ?? 'history.other', { what: whatHappened(entry, words), outcome: oneLine(entry.outcome, 60) }),
    at: instant(entry.at),
    paragraphs: paragraphs(reasonIn(entry, words), room, 4).map((text) => ({ text })),
  };
}

/** A sentence without its full stop; what the product did by itself has words of its own where a person could have done it. */
function whatHappened(entry: HistoryEntry, { t }: Wording): string {
  const action = entry.action.replace(/^request\./u, '');
  const process = firstKey(`process.${entry.actor}`);
  const did = entry.outcome === 'done' || entry.outcome === 'unchanged' ? 'yes' : 'no';
  const key = (process ? firstKey(`action.${action}.process`) : undefined) ?? firstKey(`action.${action}`) ?? 'action.other';
  return t(key, { actor: process ? t(process) : short(entry.actor), did, action: oneLine(action, 60) });
}

/** Why, where that is not what the entry says already. */
function reasonIn({ action, outcome, reason }: HistoryEntry, { t }: Wording): string {
  if (reason === null || (reason === 'left' && action === 'request.leave') || (reason === 'revoked' && action === 'request.revoke')) return '';
  const refusal = outcome === 'refused' ? [`refusal.${reason}`] : [];
  const key = firstKey(...refusal, `cause.${reason}`, `gate.${reason}`, `notice.${reason}.title`);
  return key ? t(key) : reason;
}

const firstKey = (...keys: readonly string[]): TextKey | undefined => keys.find(isTextKey);
