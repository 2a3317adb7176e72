import * as cards from '../../cards/index.js';
import type { FindingView, RemovalQuestionView } from '../../services/requests/index.js';
import { amara, format, jonas } from './samples.js';

const found: FindingView = { id: 4, kind: 'unexplained-member', person: amara, workspace: { id: 2, name: 'Readmission analysis' }, dataset: null, tier: 1, removing: false, request: null };
const asked: RemovalQuestionView = {
  id: 1,
  version: 2,
  state: 'asked',
  askedAt: new Date('2025-11-20T09:12:00Z'),
  compared: 60,
  memberships: Array.from({ length: 17 }, (_, place) => ({ person: place % 2 === 0 ? amara : jonas, workspace: 'Readmission analysis', dataset: place % 3 === 0 ? 'Cardiac registry' : null, tier: 2 })),
};

/** The cards of what the comparison with the directory found. */
export const membershipDeck = (say: <View>(view: View) => View): Readonly<Record<string, () => cards.Card>> => ({
  'finding-unexplained': () => cards.findingCard(say(found), format),
  'finding-removing': () => cards.findingCard(say({ ...found, tier: 3, removing: true, dataset: { id: 5, name: 'Cardiac registry' } }), format),
  'finding-missing': () => cards.findingCard(say({ ...found, kind: 'missing-member' as const, request: { id: 12, version: 1 } }), format),
  'finding-owner': () => cards.findingCard(say({ ...found, kind: 'unexplained-owner' as const }), format),
  'removals-asked': () => cards.removalsCard(say(asked), format),
  'removals-confirmed': () => cards.removalsCard(say({ ...asked, state: 'confirmed' as const }), format),
  'removals-withdrawn': () => cards.removalsCard(say({ ...asked, state: 'withdrawn' as const, memberships: [] }), format),
});
