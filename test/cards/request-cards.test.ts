import assert from 'node:assert/strict';
import { approvalCard, myRequestsCard, requestCard, toldCard, type Card } from '../../cards/index.js';
import { events, personActions, requestStates, type RequestView } from '../../services/requests/index.js';
import { hostileTexts, saying } from './hostile.js';
import { buttonTitles, ofType, shown } from './reading.js';
import { amara, format, ines, jonas, lena, line, request, tom } from './samples.js';

const offered = (view: RequestView): ReadonlySet<string> => new Set(ofType(requestCard(view, format), 'Action.Execute').map((action) => String(action['verb'])));
const denied: RequestView = {
  ...request,
  state: 'denied',
  votes: [{ person: tom, seatRole: 'representative', answer: 'deny', comment: 'Not covered by the agreement.', at: new Date('2025-11-24T10:00:00Z') }],
};

describe('the card of a request', () => {
  for (const state of requestStates) {
    it(`says in words that it is ${state}, and what happens next`, () => {
      const body = requestCard({ ...request, state }, format).content['body'] as readonly { readonly items?: readonly { readonly text: string }[] }[];
      const [word, next] = body[2]?.items ?? [];
      assert.match(word?.text ?? '', /^[A-Z][a-z]/);
      assert.match(next?.text ?? '', /^[A-Z].{10,}\.$/);
    });
  }

  for (const action of personActions) {
    it(`offers ${action} where the server allows it, and only there`, () => {
      assert.ok(offered({ ...request, allowed: [action] }).has(`request.${action}`));
      assert.deepEqual([...offered({ ...request, allowed: personActions.filter((other) => other !== action) })].includes(`request.${action}`), false);
      assert.deepEqual([...offered({ ...request, allowed: [] })], ['request.history']);
    });
  }

  it('offers whose access is active to ask for longer, in the same place, and nobody else', () => {
    const ask = (view: RequestView): unknown => ofType(requestCard(view, format), 'Action.Execute').find((action) => action['verb'] === 'ask.start')?.['data'];
    const mine: RequestView = { ...request, state: 'active', allowed: ['leave'] };
    assert.deepEqual(ask(mine), { verb: 'ask.start', workspaceId: mine.workspace.id, datasetId: mine.dataset?.id });
    assert.deepEqual(ask({ ...mine, dataset: null, type: 'join-workspace' }), { verb: 'ask.start', workspaceId: mine.workspace.id });
    assert.equal(ask({ ...mine, allowed: ['revoke'] }), undefined);
    assert.equal(ask({ ...mine, state: 'approved' }), undefined);
  });

  it('names those it waits for and the deadline, in the organisation’s time zone', () => {
    assert.match(shown(requestCard(request, format)), /Waits for Tom Lindqvist to decide, by 27 November 2025 at 17:00 CET\./);
    assert.match(shown(requestCard(request, { ...format, timeZone: 'Asia/Tokyo' })), /28 November 2025 at 01:00/);
  });

  it('names holders of one seat as alternatives, and holders of different seats together', () => {
    const seats = (...holders: readonly (readonly (typeof tom)[])[]): RequestView => ({
      ...request,
      waitingFor: holders.flat(),
      seats: holders.map((people) => ({ stage: 1, role: 'representative', state: 'pending', holders: people })),
    });
    const waits = (view: RequestView): string | undefined => /Waits for (.+) to decide/.exec(shown(requestCard(view, format)))?.[1];
    assert.equal(waits(seats([jonas, ines])), 'Jonas Weber or Ines Carvalho');
    assert.equal(waits(seats([tom], [lena])), 'Tom Lindqvist and Lena Fischer');
    assert.equal(waits(seats([jonas, ines], [tom])), 'Tom Lindqvist and either Jonas Weber or Ines Carvalho');
    assert.equal(waits(seats([jonas, ines, tom, lena, amara])), 'Jonas Weber, Ines Carvalho, Tom Lindqvist or one of 2 others');
    assert.equal(waits(seats([tom], [])), 'Tom Lindqvist');
  });

  it('says in a list who decides only as far as a line knows: below tier 3 there is one seat a stage', () => {
    const listed = (tier: number): string => shown(myRequestsCard({ items: [{ ...line, tier, waitingFor: [jonas, ines] }], page: 1, pages: 1, total: 1 }, format));
    assert.match(listed(2), /Waits for Jonas Weber or Ines Carvalho to decide, by/);
    assert.match(listed(3), /Asked to decide, by 27 November 2025 at 17:00 CET: Jonas Weber, Ines Carvalho\./);
  });

  it('says of a later stage when it is asked, and whom, where that is known', () => {
    const later = (holders: RequestView['waitingFor']): string => shown(requestCard({ ...request, stage: 0, seats: [{ stage: 1, role: 'representative', state: 'waiting', holders }] }, format));
    assert.match(later([tom]), /Stage 2 · Representative: Tom Lindqvist, asked when stage 1 has approved\n/);
    assert.match(later([]), /Stage 2 · Representative: is asked when stage 1 has approved\n/);
  });

  it('names whose seat an earlier approval fills, where that is known', () => {
    const covered = (holders: RequestView['waitingFor']): string => shown(requestCard({ ...request, seats: [{ stage: 1, role: 'representative', state: 'satisfied', holders }] }, format));
    assert.match(covered([tom]), /Representative: approved before \(seat of Tom Lindqvist\), counts here too\n/);
    assert.match(covered([]), /Representative: approved before, counts here too\n/);
  });

  it('says the deadline once', () => {
    const times = ({ content }: Card): number => JSON.stringify(content['body']).split('27 November 2025 at 17:00').length - 1;
    assert.equal(times(requestCard(request, format)), 1);
    assert.equal(times(requestCard({ ...request, waitingFor: [] }, format)), 1);
    assert.equal(times(approvalCard({ ...request, allowed: ['approve'] }, format)), 1);
  });

  it('says why it came to its state, where a cause is on record', () => {
    assert.match(shown(requestCard({ ...request, state: 'failed', cause: 'directory-refused' }, format)), /Failed\nThe directory refused the change\. It was approved but/);
  });

  it('says what failed to everybody concerned, in words where there are words', () => {
    const failed: RequestView = { ...request, state: 'failed', failure: 'directory-refused' };
    assert.match(shown(requestCard(failed, format)), /What failed: The directory refused the change/);
    assert.match(shown(requestCard({ ...failed, failure: 'something-new' }, format)), /What failed: something-new/);
  });

  it('says that a seat is vacant instead of naming nobody', () => {
    assert.match(shown(requestCard({ ...request, waitingFor: [] }, format)), /Nobody can fill the seat/);
  });

  it('shows every answer with its reason, the latest six', () => {
    const vote = request.votes[0]!;
    const votes = Array.from({ length: 9 }, (_, index) => ({ ...vote, comment: `reason ${index}` }));
    const text = shown(requestCard({ ...request, votes }, format));
    assert.match(text, /reason 8/);
    assert.doesNotMatch(text, /reason 2/);
    assert.match(text, /3 earlier answers stand in the history/);
  });

  it('shows the full wording before it asks to accept commitments: at tier 2 that of the copy-and-paste policy too', () => {
    const blocked: RequestView = { ...request, state: 'blocked', gate: 'commitments', allowed: ['accept-commitments'] };
    assert.match(shown(requestCard({ ...blocked, tier: 2 }, format)), /do not try to identify anyone[\s\S]+do not copy anything out/);
    assert.doesNotMatch(shown(requestCard({ ...blocked, tier: 3 }, format)), /do not copy anything out/);
    assert.doesNotMatch(shown(requestCard(request, format)), /do not try to identify/);
  });

  it('shows a long purpose and a long reason in full where there is room', () => {
    const long = 'w '.repeat(999).trim();
    const card = requestCard({ ...denied, purpose: long, votes: [{ ...denied.votes[0]!, comment: long }] }, format);
    assert.equal(shown(card).split(long).length, 3);
  });

  it('shows what people typed literally', () => {
    const typed = hostileTexts['markdown']!;
    const text = shown(requestCard({ ...saying(typed)(request) }, format));
    assert.ok(text.includes(`For: ${typed}`) || text.includes(`Asked by: ${typed}`));
    assert.ok(text.split('\n').includes(typed));
    const bindings = hostileTexts['bindings']!.replace('{{DATE', '{\u2060{DATE');
    assert.ok(shown(requestCard(saying(hostileTexts['bindings']!)(request), format)).split('\n').includes(bindings));
  });
});

describe('the card for those who decide', () => {
  const asked: RequestView = { ...request, allowed: ['approve', 'deny', 'return'] };

  it('offers approval first, and a no or a return with a reason that is required', () => {
    const card = approvalCard(asked, format);
    assert.deepEqual(buttonTitles(card), ['Approve', 'Send back or deny…', 'History']);
    const [input] = ofType(card, 'Input.Text');
    assert.equal(input?.['id'], 'comment');
    assert.equal(input['isRequired'], true);
  });

  it('shows who asks, for whom, for what, why, until when, the tier and what follows from it', () => {
    const text = shown(approvalCard({ ...asked, subject: lena }, format));
    for (const part of ['Amara Okafor asks for access to National cardiac registry 2015–2024 for Lena Fischer', 'For: Lena Fischer', 'Fit the survival model', 'Until: 28 February 2026, 24:00', 'Tier 3: what follows from it', 'Copying and pasting out is disabled']) assert.ok(text.includes(part), part);
  });

  for (const tier of [0, 1, 2, 3]) {
    it(`says what follows from tier ${tier}`, () => {
      assert.match(shown(approvalCard({ ...asked, tier }, format)), new RegExp(`Tier: ${tier} – \\w+[\\s\\S]+▾ Tier ${tier}: what follows from it\n• .+\n• .+`));
    });
  }

  it('shows earlier requests for the same and the answers so far', () => {
    const text = shown(approvalCard(asked, format));
    assert.match(text, /RQ-0004 · Denied · asked on 11 March 2025/);
    assert.match(text, /Ines Carvalho \(Investigator\) approved on 21 November 2025\nNeeded for deliverable 2\.1/);
  });

  it('says whether the decision is the last one', () => {
    assert.match(shown(approvalCard({ ...asked, stage: 0 }, format)), /hands the request to the next stage\.\n/);
    const seats: RequestView['seats'] = [{ stage: 0, role: 'investigator', state: 'pending', holders: [ines] }, { stage: 1, role: 'representative', state: 'waiting', holders: [tom] }];
    assert.match(shown(approvalCard({ ...asked, stage: 0, seats }, format)), /hands the request to the next stage: Tom Lindqvist\./);
    assert.match(shown(approvalCard({ ...asked, stage: 1 }, format)), /last stage/);
  });

  it('reads as decided, with who and why, where the viewer may not decide any more', () => {
    const card = approvalCard(denied, format);
    assert.deepEqual(buttonTitles(card), ['History']);
    assert.match(shown(card), /Denied[\s\S]+Tom Lindqvist \(Representative\) denied on 24 November 2025\nNot covered by the agreement\./);
    assert.doesNotMatch(shown(card), /Your decision is needed/);
  });
});

describe('the news of a request', () => {
  for (const event of events) {
    it(`${event}: says what it is about, by number, and where it stands`, () => {
      const card = toldCard({ event, request, actor: ines.name }, format);
      const text = shown(card);
      assert.match(text, /RQ-0012/);
      assert.match(text, /National cardiac registry 2015–2024/);
      assert.match(text, /In review\nWaits for Tom Lindqvist/);
      assert.deepEqual(buttonTitles(card), ['Show RQ-0012']);
    });

    it(`${event}: reads well when the product acted by itself`, () => {
      assert.doesNotMatch(shown(toldCard({ event, request, actor: null }, format)), /\bnone\b/);
    });
  }

  it('gives the reason when the answer is no', () => {
    const text = shown(toldCard({ event: 'denied', request: denied, actor: tom.name }, format));
    assert.match(text, /Tom Lindqvist denied Amara Okafor access to National cardiac registry 2015–2024 in Heart failure, analysis\./);
    assert.match(text, /Reason\nNot covered by the agreement\./);
  });

  it('gives the reason of a revocation as it was handed in', () => {
    assert.match(shown(toldCard({ event: 'revoked', request: { ...request, state: 'ending' }, actor: ines.name, reason: 'The project changed.' }, format)), /Ines Carvalho revoked Amara Okafor’s access to [\s\S]+The project changed\./);
  });

  it('does not give somebody’s approval comment as the reason of something else', () => {
    assert.doesNotMatch(shown(toldCard({ event: 'active', request: { ...request, state: 'active' }, actor: null }, format)), /deliverable/);
  });

  it('names the person it is for, who need not be the requester', () => {
    assert.match(shown(toldCard({ event: 'submitted', request: { ...request, subject: lena }, actor: amara.name }, format)), /For: Lena Fischer/);
  });
});
