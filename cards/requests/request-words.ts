import { nobodyOwns, pausedDays, type RequestLine, type RequestState, type RequestView } from '../../services/requests/index.js';
import { numberOf } from '../../services/context/index.js';
import { short } from '../names.js';
import { missingLines } from '../records/missing-words.js';
import type { Values } from '../text.js';
import { formFor, partiesOf, type ViewerWording } from '../viewer-wording.js';
import { knowsSeats, waitingNames } from './waiting-names.js';
import type { Wording } from '../wording.js';

/** The style of the container that a state's word stands in: never without the word, which keeps the default colour to be legible. */
export type BandStyle = 'good' | 'accent' | 'warning' | 'attention' | 'emphasis';

const bands: Readonly<Record<RequestState, BandStyle>> = {
  draft: 'emphasis',
  submitted: 'accent',
  'in-review': 'accent',
  returned: 'warning',
  blocked: 'warning',
  approved: 'good',
  'awaiting-sign-in': 'warning',
  fulfilling: 'accent',
  active: 'good',
  suspended: 'warning',
  ending: 'warning',
  done: 'good',
  ended: 'emphasis',
  revoked: 'attention',
  denied: 'attention',
  withdrawn: 'emphasis',
  lapsed: 'attention',
  failed: 'attention',
  abandoned: 'emphasis',
};

export const bandStyleOf = (state: RequestState): BandStyle => bands[state];

/** What is asked for, as part of a sentence: `access to … in …`. */
export function whatOf(request: Pick<RequestLine, 'type' | 'dataset' | 'workspace'>, { t }: Wording): string {
  const workspace = short(request.workspace.name);
  return t(`what.${request.type}`, { workspace, dataset: short(request.dataset?.name ?? request.workspace.name) });
}

export function eyebrowOf(request: Pick<RequestLine, 'id' | 'type'>, { t }: Wording): string {
  return t('line.eyebrow', { number: numberOf('request', request.id), type: t(`type.${request.type}`) });
}

/** What happens next, and whom it waits for. Of a line, less is known than of the whole view. */
export function nextStep(request: RequestLine | RequestView, wording: ViewerWording): string {
  const { t, day, instant } = wording;
  const parties = partiesOf(request, wording);
  const whole = 'version' in request ? request : undefined;
  switch (request.state) {
    case 'in-review':
      if (request.waitingFor.length === 0) return t('next.in-review.vacant');
      return t(knowsSeats(request) ? 'next.in-review' : 'next.in-review.asked', {
        names: waitingNames(request, wording),
        due: request.dueAt ? instant(request.dueAt) : 'none',
      });
    case 'returned':
      return t('next.returned', { ...parties, days: pausedDays });
    case 'blocked':
      return blocked(whole, parties, wording);
    case 'approved':
      if (!whole?.outer || whole.outer.state === 'active') return t('next.approved', parties);
      return t('next.approved.outer', { outer: numberOf('request', whole.outer.id) });
    case 'awaiting-sign-in':
      return awaited(whole, parties, wording);
    case 'active':
      return t('next.active', { ...parties, until: day(request.untilOn) });
    case 'suspended':
    case 'ending':
      if (request.state === 'suspended' && !whole?.failure && whole?.cause === 'package-suspended') return t('next.suspended.package', parties);
      return joined([...missingOf(whole, parties, wording), t(whole?.failure ? `next.${request.state}.failed` : `next.${request.state}`, parties)]);
    case 'draft':
    case 'submitted':
    case 'fulfilling':
    case 'done':
    case 'ended':
    case 'revoked':
    case 'denied':
    case 'withdrawn':
    case 'lapsed':
    case 'abandoned':
      return t(`next.${request.state}`, parties);
    case 'failed':
      return joined([...missingOf(whole, parties, wording), t('next.failed', parties)]);
    default:
      return request.state satisfies never;
  }
}

const joined = (sentences: readonly string[]): string => sentences.join(' ');

/** What is missing, and that it goes on by itself when all of it is there; of a line in a list, that something is. */
function blocked(whole: RequestView | undefined, parties: Values, wording: ViewerWording): string {
  const { t } = wording;
  const commitments = whole?.gate === 'commitments' ? [t('missing.commitments', parties)] : [];
  const missing = [...commitments, ...missingOf(whole, parties, wording)];
  if (whole && missing.length === 0) return t('next.blocked.passed');
  return joined([...(missing.length === 0 ? [t('missing.something')] : missing), t('next.blocked', { days: pausedDays, waits: commitments.length > 0 ? 'commitments' : 'record' })]);
}

const missingOf = (whole: RequestView | undefined, parties: Values, wording: ViewerWording): readonly string[] => (whole ? missingLines(whole.missing, parties, wording) : []);

/** Approved, and held up until somebody who may grant it signs in, or becomes an owner of the group. */
function awaited(whole: RequestView | undefined, parties: Values, wording: ViewerWording): string {
  const { t } = wording;
  const grantor = whole?.grantor ?? null;
  const values = { ...parties, grantor: grantor ? short(grantor.name) : 'none', grantorIs: formFor(grantor, wording) };
  if (whole?.failure === nobodyOwns) return t('next.awaiting-sign-in.owner', values);
  return t(grantor ? 'next.awaiting-sign-in.grantor' : 'next.awaiting-sign-in', values);
}
