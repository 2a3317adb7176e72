import assert from 'node:assert/strict';
import { approvalCard, myRequestsCard, requestCard, toldCard, type Card, type ToldView } from '../../cards/index.js';
import { events, pausedDays, personActions, requestStates, type RequestView } from '../../services/requests/index.js';
import { hostileTexts, saying } from './hostile.js';
import { buttonTitles, ofType, shown } from './reading.js';
import { amara, format, ines, jonas, lena, line, missing, request, ruth, tom } from './samples.js';

const offered = (view: RequestView): ReadonlySet<string> => new Set(ofType(requestCard(view, format, ruth.id), 'Action.Execute').map((action) => String(action['verb'])));
const denied: RequestView = {
  ...request,
  state: 'denied',
  votes: [{ person: tom, seatRole: 'representative', answer: 'deny', comment: 'Not covered by the agreement.', at: new Date('2025-11-24T10:00:00Z') }],
};

describe('the card of a request', () => {
  for (const state of requestStates) {
    it(`says in words that it is ${state}, and what happens next`, () => {
      const body = requestCard({ ...request, state }, format, ruth.id).content['body'] as readonly { readonly items?: readonly { readonly text: string }[] }[];
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
    const ask = (view: RequestView): unknown => ofType(requestCard(view, format, ruth.id), 'Action.Execute').find((action) => action['verb'] === 'ask.start')?.['data'];
    const mine: RequestView = { ...request, state: 'active', allowed: ['leave'] };
    assert.deepEqual(ask(mine), { verb: 'ask.start', workspaceId: mine.workspace.id, datasetId: mine.dataset?.id });
    assert.deepEqual(ask({ ...mine, dataset: null, type: 'join-workspace' }), { verb: 'ask.start', workspaceId: mine.workspace.id });
    assert.equal(ask({ ...mine, allowed: ['revoke'] }), undefined);
    assert.equal(ask({ ...mine, state: 'approved' }), undefined);
  });

  it('names those it waits for and the deadline, in the organisation’s time zone', () => {
    assert.match(shown(requestCard(request, format, ruth.id)), /Waits for Tom Lindqvist to decide, by 27 November 2025 at 17:00 CET\./);
    assert.match(shown(requestCard(request, { ...format, timeZone: 'Asia/Tokyo' }, ruth.id)), /28 November 2025 at 01:00/);
  });

  it('names holders of one seat as alternatives, and holders of different seats together', () => {
    const seats = (...holders: readonly (readonly (typeof tom)[])[]): RequestView => ({
      ...request,
      waitingFor: holders.flat(),
      seats: holders.map((people) => ({ stage: 1, role: 'representative', state: 'pending', holders: people })),
    });
    const waits = (view: RequestView): string | undefined => /Waits for (.+) to decide/.exec(shown(requestCard(view, format, ruth.id)))?.[1];
    assert.equal(waits(seats([jonas, ines])), 'Jonas Weber or Ines Carvalho');
    assert.equal(waits(seats([tom], [lena])), 'Tom Lindqvist and Lena Fischer');
    assert.equal(waits(seats([jonas, ines], [tom])), 'Tom Lindqvist and either Jonas Weber or Ines Carvalho');
    assert.equal(waits(seats([jonas, ines, tom, lena, amara])), 'Jonas Weber, Ines Carvalho, Tom Lindqvist or one of 2 others');
    assert.equal(waits(seats([tom], [])), 'Tom Lindqvist');
  });

  it('says in a list who decides only as far as a line knows: below tier 3 there is one seat a stage', () => {
    const listed = (tier: number): string => shown(myRequestsCard({ items: [{ ...line, tier, waitingFor: [jonas, ines] }], page: 1, pages: 1, total: 1 }, format, ruth.id));
    assert.match(listed(2), /Waits for Jonas Weber or Ines Carvalho to decide, by/);
    assert.match(listed(3), /Asked to decide, by 27 November 2025 at 17:00 CET: Jonas Weber, Ines Carvalho\./);
  });

  it('says of a later stage when it is asked, and whom, where that is known', () => {
    const later = (holders: RequestView['waitingFor']): string => shown(requestCard({ ...request, stage: 0, seats: [{ stage: 1, role: 'representative', state: 'waiting', holders }] }, format, ruth.id));
    assert.match(later([tom]), /Stage 2 · Representative: Tom Lindqvist, asked when stage 1 has approved\n/);
    assert.match(later([]), /Stage 2 · Representative: is asked when stage 1 has approved\n/);
  });

  it('names whose seat an earlier approval fills, where that is known', () => {
    const covered = (holders: RequestView['waitingFor']): string => shown(requestCard({ ...request, seats: [{ stage: 1, role: 'representative', state: 'satisfied', holders }] }, format, ruth.id));
    assert.match(covered([tom]), /Representative: approved before \(seat of Tom Lindqvist\), counts here too\n/);
    assert.match(covered([]), /Representative: approved before, counts here too\n/);
  });

  it('says “you” to whoever reads it, and the name to others', () => {
    const waits = (viewer: string): string => shown(requestCard(request, format, viewer));
    assert.match(waits(tom.id), /Waits for you to decide, by/);
    assert.match(waits(amara.id), /Waits for Tom Lindqvist to decide[\s\S]+Asked by: you\n/);
    const next = (view: Partial<RequestView>, viewer: string): string => shown(requestCard({ ...request, ...view }, format, viewer));
    assert.match(next({ state: 'returned' }, amara.id), /Returned\nYou can change it and send it again\./);
    assert.match(next({ state: 'returned' }, ines.id), /Returned\nAmara Okafor can change it and send it again\./);
    assert.match(next({ state: 'blocked', gate: 'training', missing: [missing('training', [amara])] }, amara.id), /A valid training of yours is missing\./);
    assert.match(next({ state: 'blocked', gate: 'commitments' }, amara.id), /You have not accepted the commitments yet\./);
    assert.match(next({ state: 'awaiting-sign-in', grantor: ines }, ines.id), /given with your rights, and waits until you have signed in\./);
    assert.match(next({ state: 'ended', cause: 'left' }, amara.id), /Ended\nIt was given up\. To have it again, make a new request\./);
  });

  it('names each record that is missing, who puts it there by typing what, and that it goes on by itself', () => {
    const blocked = (missing: RequestView['missing'], viewer: string): string => shown(requestCard({ ...request, state: 'blocked', gate: 'dpia', missing }, format, viewer));
    assert.match(blocked([missing('dpia', [jonas])], amara.id), /impact assessment of WP-0003 is not on record\. Jonas Weber puts it on record by typing “dpia WP-0003”\. It goes on by itself/);
    assert.match(blocked([missing('dpia', [jonas])], jonas.id), /You put it on record: type “dpia WP-0003”\.[\s\S]+WP-0003: Data protection impact/);
    assert.match(blocked([missing('ethics', []), missing('authority', [tom])], amara.id), /A Project Manager puts it on record by typing “ethics PR-0001”\. [\s\S]+Tom Lindqvist puts it on record by typing “authority DS-0005”\./);
    assert.match(blocked([{ ...missing('lawful-basis', [jonas]), waits: true }], jonas.id), /waits for somebody else to confirm it\./);
    assert.doesNotMatch(blocked([{ ...missing('lawful-basis', [jonas]), waits: true }], jonas.id), /WP-0003: Lawful basis/);
    assert.match(blocked([], amara.id), /What was missing is on record now\. It goes on by itself within minutes\./);
  });

  it('says in a list who asked and for whom, “you” for the viewer', () => {
    const listed = (viewer: string): string => shown(myRequestsCard({ items: [line, { ...line, subject: lena }], page: 1, pages: 1, total: 2 }, format, viewer));
    assert.match(listed(amara.id), /Asked by you · [\s\S]+Asked by you, for Lena Fischer · /);
    assert.match(listed(lena.id), /Asked by Amara Okafor · [\s\S]+Asked by Amara Okafor, for you · /);
  });

  it('says when a request lapses that is not sent again, or for which something is missing', () => {
    assert.match(shown(requestCard({ ...request, state: 'returned' }, format, amara.id)), new RegExp(`If it is not sent again within ${pausedDays} working days of its return, it lapses\\.`));
    for (const gate of ['dpia', 'training', 'commitments'] as const) assert.match(shown(requestCard({ ...request, state: 'blocked', gate, missing: gate === 'commitments' ? [] : [missing(gate, [])] }, format, amara.id)), new RegExp(`longer than ${pausedDays} working days, it lapses\\.`));
  });

  it('names the membership that an access goes with, and the accesses that need a membership, while it is open', () => {
    const inner: RequestView = { ...request, outer: { id: 20, state: 'in-review' } };
    assert.match(shown(requestCard(inner, format, amara.id)), /Together with: RQ-0020, the membership of the workspace \(In review\)/);
    assert.match(shown(approvalCard({ ...inner, allowed: ['approve'] }, format, tom.id)), /Together with: RQ-0020, the membership of the workspace \(In review\)/);
    const outer: RequestView = { ...request, id: 20, type: 'join-workspace', dataset: null, inner: Array.from({ length: 5 }, (_, index) => ({ ...line, id: 21 + index })) };
    assert.match(shown(requestCard(outer, format, amara.id)), /Needed for: RQ-0021, National cardiac registry 2015–2024 \(In review\) · RQ-0022.+ · RQ-0023.+ · 2 others\n/);
    for (const over of [inner, outer]) assert.doesNotMatch(shown(requestCard({ ...over, state: 'denied' }, format, amara.id)), /Together with:|Needed for:/);
  });

  it('says neither a failure nor a cause twice', () => {
    const text = shown(requestCard({ ...request, state: 'failed', cause: 'directory-refused', failure: 'directory-refused' }, format, amara.id));
    assert.equal(text.split('The directory refused the change').length, 2);
    assert.match(shown(requestCard({ ...request, state: 'revoked', cause: 'revoked' }, format, amara.id)), /Revoked\nTo have it again, make a new request\./);
    assert.match(shown(requestCard({ ...request, state: 'ended', cause: 'outer-ended' }, format, amara.id)), /Ended\nThe membership of the workspace ended, and with it what was inside it\. To have it again/);
  });

  it('offers an end in words that are true before anything was given', () => {
    for (const state of ['approved', 'active'] as const) {
      const text = shown(requestCard({ ...request, state, allowed: ['leave', 'revoke'] }, format, amara.id));
      assert.match(text, /What this request gave or was to give ends at once\./);
      assert.match(text, /Revoking ends the request at once, and takes away what it gave\./);
    }
  });

  it('says the deadline once', () => {
    const times = ({ content }: Card): number => JSON.stringify(content['body']).split('27 November 2025 at 17:00').length - 1;
    assert.equal(times(requestCard(request, format, ruth.id)), 1);
    assert.equal(times(requestCard({ ...request, waitingFor: [] }, format, ruth.id)), 1);
    assert.equal(times(approvalCard({ ...request, allowed: ['approve'] }, format, ruth.id)), 1);
  });

  it('says why it came to its state, where a cause is on record', () => {
    assert.match(shown(requestCard({ ...request, state: 'failed', cause: 'directory-refused' }, format, ruth.id)), /Failed\nThe directory refused the change\. It was approved, and a Project or Programme Manager/);
  });

  it('says what failed to everybody concerned, in words where there are words', () => {
    const failed: RequestView = { ...request, state: 'failed', failure: 'directory-refused' };
    assert.match(shown(requestCard(failed, format, ruth.id)), /What failed: The directory refused the change/);
    assert.match(shown(requestCard({ ...failed, failure: 'something-new' }, format, ruth.id)), /What failed: something-new/);
  });

  it('says that a seat is vacant instead of naming nobody', () => {
    assert.match(shown(requestCard({ ...request, waitingFor: [] }, format, ruth.id)), /Nobody can fill the seat/);
  });

  it('shows every answer with its reason, the latest six', () => {
    const vote = request.votes[0]!;
    const votes = Array.from({ length: 9 }, (_, index) => ({ ...vote, comment: `reason ${index}` }));
    const text = shown(requestCard({ ...request, votes }, format, ruth.id));
    assert.match(text, /reason 8/);
    assert.doesNotMatch(text, /reason 2/);
    assert.match(text, /3 earlier answers stand in the history/);
  });

  it('shows the full wording before it asks to accept commitments: at tier 2 that of the copy-and-paste policy too', () => {
    const blocked: RequestView = { ...request, state: 'blocked', gate: 'commitments', allowed: ['accept-commitments'] };
    assert.match(shown(requestCard({ ...blocked, tier: 2 }, format, ruth.id)), /do not try to identify anyone[\s\S]+do not copy anything out/);
    assert.doesNotMatch(shown(requestCard({ ...blocked, tier: 3 }, format, ruth.id)), /do not copy anything out/);
    assert.doesNotMatch(shown(requestCard(request, format, ruth.id)), /do not try to identify/);
  });

  it('shows a long purpose and a long reason in full where there is room', () => {
    const long = 'w '.repeat(999).trim();
    const card = requestCard({ ...denied, purpose: long, votes: [{ ...denied.votes[0]!, comment: long }] }, format, ruth.id);
    assert.equal(shown(card).split(long).length, 3);
  });

  it('shows what people typed literally', () => {
    const typed = hostileTexts['markdown']!;
    const text = shown(requestCard({ ...saying(typed)(request) }, format, ruth.id));
    assert.ok(text.includes(`For: ${typed}`) || text.includes(`Asked by: ${typed}`));
    assert.ok(text.split('\n').includes(typed));
    const bindings = hostileTexts['bindings']!.replace('{{DATE', '{\u2060{DATE');
    assert.ok(shown(requestCard(saying(hostileTexts['bindings']!)(request), format, ruth.id)).split('\n').includes(bindings));
  });
});

describe('the card for those who decide', () => {
  const asked: RequestView = { ...request, allowed: ['approve', 'deny', 'return'] };

  it('offers approval first, and a no or a return with a reason that is required', () => {
    const card = approvalCard(asked, format, ruth.id);
    assert.deepEqual(buttonTitles(card), ['Approve', 'Send back or deny…', 'History']);
    const [input] = ofType(card, 'Input.Text');
    assert.equal(input?.['id'], 'comment');
    assert.equal(input['isRequired'], true);
  });

  it('shows who asks, for whom, for what, why, until when, the tier and what follows from it', () => {
    const text = shown(approvalCard({ ...asked, subject: lena }, format, ruth.id));
    for (const part of ['Amara Okafor asks for access to National cardiac registry 2015–2024 for Lena Fischer', 'For: Lena Fischer', 'Fit the survival model', 'Until: 28 February 2026, 24:00', 'Tier 3: what follows from it', 'Copying and pasting out is disabled']) assert.ok(text.includes(part), part);
  });

  for (const tier of [0, 1, 2, 3]) {
    it(`says what follows from tier ${tier}`, () => {
      assert.match(shown(approvalCard({ ...asked, tier }, format, ruth.id)), new RegExp(`Tier: ${tier} – \\w+[\\s\\S]+▾ Tier ${tier}: what follows from it\n• .+\n• .+`));
    });
  }

  it('shows earlier requests for the same and the answers so far', () => {
    const text = shown(approvalCard(asked, format, ruth.id));
    assert.match(text, /RQ-0004 · Denied · asked on 11 March 2025/);
    assert.match(text, /Ines Carvalho \(Investigator\) approved on 21 November 2025\nNeeded for deliverable 2\.1/);
  });

  it('says whether the decision is the last one', () => {
    assert.match(shown(approvalCard({ ...asked, stage: 0 }, format, ruth.id)), /hands the request to the next stage\.\n/);
    const seats: RequestView['seats'] = [{ stage: 0, role: 'investigator', state: 'pending', holders: [ines] }, { stage: 1, role: 'representative', state: 'waiting', holders: [tom] }];
    assert.match(shown(approvalCard({ ...asked, stage: 0, seats }, format, ruth.id)), /hands the request to the next stage: Tom Lindqvist\./);
    assert.match(shown(approvalCard({ ...asked, stage: 1 }, format, ruth.id)), /This is the last stage: when it has approved, the access is set up\./);
    assert.match(shown(approvalCard({ ...asked, stage: 1, type: 'join-workspace', dataset: null }, format, ruth.id)), /when it has approved, the membership is set up\./);
  });

  it('says of access to data that it is set up when the membership it needs is active', () => {
    const last = (outer: RequestView['outer']): string => shown(approvalCard({ ...asked, outer }, format, tom.id));
    assert.match(last({ id: 20, state: 'in-review' }), /when it has approved, the access is set up as soon as RQ-0020, the membership of the workspace, is active\./);
    assert.match(last({ id: 20, state: 'active' }), /when it has approved, the access is set up\./);
  });

  it('reads as decided, with who and why, where the viewer may not decide any more', () => {
    const card = approvalCard(denied, format, ruth.id);
    assert.deepEqual(buttonTitles(card), ['History']);
    assert.match(shown(card), /Denied[\s\S]+Tom Lindqvist \(Representative\) denied on 24 November 2025\nNot covered by the agreement\./);
    assert.doesNotMatch(shown(card), /Your decision is needed/);
  });
});

describe('the news of a request', () => {
  for (const event of events) {
    it(`${event}: says what it is about, by number, and where it stands`, () => {
      const card = toldCard({ event, request, actor: ines }, format, ruth.id);
      const text = shown(card);
      assert.match(text, /RQ-0012/);
      assert.match(text, /National cardiac registry 2015–2024/);
      assert.match(text, /In review\nWaits for Tom Lindqvist/);
      assert.deepEqual(buttonTitles(card), ['Show RQ-0012']);
    });

    it(`${event}: reads well when the product acted by itself`, () => {
      assert.doesNotMatch(shown(toldCard({ event, request, actor: null }, format, ruth.id)), /\bnone\b/);
    });
  }

  const text = (event: (typeof events)[number], viewer: string, more: Partial<RequestView> = {}, actor: ToldView['actor'] = null): string => shown(toldCard({ event, request: { ...request, ...more }, actor }, format, viewer));
  const join = { type: 'join-workspace', dataset: null } as const;

  it('says “you” to the person whose it is, and the name to others', () => {
    assert.match(text('active', amara.id), /\nYou now have access to National cardiac registry 2015–2024 in Heart failure, analysis\.\n/);
    assert.match(text('active', ines.id), /\nAmara Okafor now has access to National cardiac registry/);
    assert.match(text('denied', amara.id, {}, tom), /\nTom Lindqvist denied you access to /);
    assert.match(text('stage-approved', amara.id, {}, ines), /\nInes Carvalho approved your access to /);
    assert.match(text('submitted', lena.id, { subject: lena }, amara), /\nAmara Okafor asked for access to .+ for you\.\n/);
    assert.match(text('left', ines.id, {}, amara), /\nAmara Okafor gave up access to /);
    for (const event of events) assert.doesNotMatch(text(event, amara.id, { state: 'returned' }), /Amara Okafor/, event);
  });

  it('calls a membership what it is', () => {
    assert.match(text('active', amara.id, join), /^.+\nThe membership is ready\n[\s\S]+\nYou are now a member of Heart failure, analysis\.\n/);
    assert.match(text('ended', ines.id, join), /The membership has ended\n[\s\S]+\nAmara Okafor is no longer a member of Heart failure, analysis\.\n/);
    assert.match(text('suspended', amara.id, join), /\nYou are not a member of Heart failure, analysis at present\.\n/);
  });

  it('names whoever asks for themselves once in a sentence, and the product as nobody', () => {
    assert.match(text('withdrawn', ines.id, {}, amara), /\nAmara Okafor withdrew the request for access to National cardiac registry 2015–2024 in Heart failure, analysis\.\n/);
    assert.match(text('withdrawn', ines.id, {}, null), /\nAmara Okafor’s request for access to .+ was withdrawn\.\n/);
    assert.match(text('withdrawn', lena.id, { subject: lena }, amara), /\nAmara Okafor withdrew the request for .+ for you\.\n/);
    for (const event of ['submitted', 'withdrawn', 'abandoned', 'blocked', 'overdue', 'lapsed', 'vacant'] as const) assert.equal(text(event, ines.id, { state: 'denied', votes: [] }, amara).split('\n')[4]?.split('Amara Okafor').length, 2, event);
  });

  it('offers whoever may send a returned request again to do so at once, in the version that was returned', () => {
    const back: RequestView = { ...request, state: 'returned', version: 3, allowed: ['resubmit', 'withdraw'] };
    const card = toldCard({ event: 'returned', request: back, actor: tom }, format, amara.id);
    assert.deepEqual(buttonTitles(card), ['Change and send again', 'Show RQ-0012']);
    assert.deepEqual(ofType(card, 'Action.Execute')[0]?.['data'], { verb: 'request.resubmit', requestId: 12, version: 3 });
    assert.deepEqual(buttonTitles(toldCard({ event: 'returned', request: { ...back, allowed: [] }, actor: tom }, format, ines.id)), ['Show RQ-0012']);
    assert.deepEqual(buttonTitles(toldCard({ event: 'overdue', request: back, actor: null }, format, amara.id)), ['Show RQ-0012']);
  });

  it('gives the reason when the answer is no', () => {
    const text = shown(toldCard({ event: 'denied', request: denied, actor: tom }, format, ruth.id));
    assert.match(text, /Tom Lindqvist denied Amara Okafor access to National cardiac registry 2015–2024 in Heart failure, analysis\./);
    assert.match(text, /Reason\nNot covered by the agreement\./);
  });

  it('gives the reason of a revocation as it was handed in', () => {
    assert.match(shown(toldCard({ event: 'revoked', request: { ...request, state: 'ending' }, actor: ines, reason: 'The project changed.' }, format, ruth.id)), /Ines Carvalho revoked Amara Okafor’s access to [\s\S]+The project changed\./);
  });

  it('does not give somebody’s approval comment as the reason of something else', () => {
    assert.doesNotMatch(shown(toldCard({ event: 'active', request: { ...request, state: 'active' }, actor: null }, format, ruth.id)), /deliverable/);
  });

  it('names the person it is for, who need not be the requester', () => {
    assert.match(shown(toldCard({ event: 'submitted', request: { ...request, subject: lena }, actor: amara }, format, ruth.id)), /For: Lena Fischer/);
  });
});
