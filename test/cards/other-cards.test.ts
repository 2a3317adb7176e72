import assert from 'node:assert/strict';
import * as cards from '../../cards/index.js';
import { actions, personActions } from '../../services/requests/index.js';
import { deck } from './deck.js';
import { buttonTitles, ofType, shown } from './reading.js';
import { dataset, format, line, place, request, ruth, use } from './samples.js';

const instanceOf = (card: cards.Card): ReadonlySet<unknown> => new Set(ofType(card, 'Action.Execute').map((action) => (action['data'] as { readonly instance?: string }).instance));

describe('a step of a dialog', () => {
  const steps = ['choose-dataset', 'choose-workspace', 'terms', 'confirm'] as const;

  it('says which step it is, what can be typed, and belongs to its run of the dialog', () => {
    for (const [index, name] of steps.entries()) {
      const card = deck[name]!();
      assert.match(shown(card), new RegExp(`Step ${index + 1} of 4`));
      assert.match(shown(card), /Instead of using the buttons you can type: .+“cancel”/);
      assert.deepEqual([...instanceOf(card)], [place.instance]);
    }
  });

  it('goes back everywhere but from the first, and out from everywhere without minding the fields', () => {
    assert.deepEqual(steps.map((name) => buttonTitles(deck[name]!())), [['Next', 'Cancel'], ['Next', 'Back', 'Cancel'], ['Next', 'Back', 'Cancel'], ['Send', 'Back', 'Cancel']]);
    for (const name of steps) {
      for (const action of ofType(deck[name]!(), 'Action.Execute')) assert.equal(action['associatedInputs'], action['verb'] === 'dialog.next' ? 'auto' : 'none');
    }
  });

  it('keeps what was typed and says what was wrong with it', () => {
    const card = deck['terms-error']!();
    const values = ofType(card, 'Input.Text').map((input) => input['value']);
    assert.deepEqual(values, [request.purpose, '31 February']);
    assert.match(shown(card), /That is no date I can read/);
  });

  it('offers a date in words, and says the last one possible and why', () => {
    const [, until] = ofType(deck['terms']!(), 'Input.Text');
    assert.equal(until?.['value'], '28 February 2026');
    assert.match(shown(deck['terms-late']!()), /too late: the last possible day is 20 November 2026[\s\S]+the project ends then/);
  });

  it('offers the choices with tier and membership, and keeps the one chosen', () => {
    const [input] = ofType(deck['choose-workspace']!(), 'Input.ChoiceSet');
    assert.deepEqual((input?.['choices'] as readonly object[])[1], { title: 'WS-0004 · Synthetic cohort · Tier 1 · you are not a member', value: '4' });
    assert.equal(input?.['value'], '2');
  });

  it('shows at most twelve choices and says that there are more', () => {
    const choices = Array.from({ length: 30 }, (_, index) => ({ id: index + 1, name: `Set ${index}`, provider: 'Northgate' }));
    const card = cards.chooseDatasetCard({ ...place, choices }, format);
    assert.equal((ofType(card, 'Input.ChoiceSet')[0]?.['choices'] as readonly unknown[]).length, cards.mostChoices);
    assert.match(shown(card), /More datasets match/);
  });

  it('writes the end out in full before it is sent', () => {
    assert.match(shown(deck['confirm']!()), /Until: Saturday,? 28 February 2026, 24:00 CET, in 100 days\. The access ends as Sunday,? 1 March 2026 begins\./);
  });

  it('says who decides in which order, and when a second request is made', () => {
    assert.match(shown(deck['confirm']!()), /1\. Investigator: Ines Carvalho\n2\. Representative: Tom Lindqvist/);
    assert.match(shown(deck['confirm']!()), /Two requests are made: one to join Heart failure, analysis/);
    assert.doesNotMatch(shown(deck['confirm-tier-2']!()), /Two requests/);
  });

  it('has a switch for each commitment with its full wording, required', () => {
    const toggles = ofType(deck['confirm-tier-2']!(), 'Input.Toggle');
    assert.deepEqual(toggles.map((toggle) => [toggle['id'], toggle['isRequired'], toggle['value']]), [
      ['commitment-agreement', true, 'true'],
      ['commitment-copy-paste', true, 'false'],
    ]);
    assert.match(String(toggles[1]?.['title']), /do not copy anything out/);
  });

  it('numbers the stages, in which all Representatives decide, and says where a seat is vacant', () => {
    const { stepNumber, steps } = place;
    const view = { ...place, stepNumber, steps, dataset: null, workspace: { id: 2, name: 'Registry' }, tier: 3, purpose: 'x', untilOn: '2026-02-28', endsAt: request.endsAt, today: '2025-11-20', alsoJoin: false, joinDecides: [], membershipUntil: null, missing: [], commitments: [] };
    const decides: cards.ConfirmView['decides'] = [
      { role: 'project-manager-or-investigator', names: ['Jonas Weber', 'Ines Carvalho'] },
      { role: 'representative', names: ['Tom Lindqvist'] },
      { role: 'representative', names: ['Helen Marsh'] },
      { role: 'representative', names: [] },
    ];
    assert.match(shown(cards.confirmCard({ ...view, decides }, format)), /1\. Project Manager or Investigator: Jonas Weber or Ines Carvalho\n2\. Representatives: Tom Lindqvist and Helen Marsh\n2\. Representatives: nobody can fill/);
  });

  it('warns of what is not on record', () => {
    assert.match(shown(deck['confirm-tier-2']!()), /Not on record yet: Training, Data protection impact assessment\. The request can be sent, but it waits/);
  });
});

describe('a list', () => {
  it('opens each of its requests, and says where each stands', () => {
    const card = deck['my-requests']!();
    const rows = ofType(card, 'Container').filter((container) => container['selectAction'] !== undefined);
    assert.deepEqual(rows.map((row) => (row['selectAction'] as { readonly data: object }).data), [12, 15, 11].map((requestId) => ({ verb: 'request.show', requestId })));
    assert.match(shown(card), /RQ-0015 · Access to National cardiac registry 2015–2024 ›\nActive\nThe access lasts until 28 February 2026, 24:00/);
  });

  it('pages both ways, and says where it is', () => {
    const card = deck['my-requests']!();
    assert.deepEqual(buttonTitles(card).slice(0, 2), ['Earlier', 'Further']);
    assert.match(shown(card), /Page 2 of 3, 13 entries in all/);
    const paging = ofType(deck['dataset-list']!(), 'Action.Execute').find((action) => action['title'] === 'Further');
    assert.deepEqual(paging?.['data'], { verb: 'datasets.list', query: 'heart', page: 2, renew: true });
    assert.equal(paging?.['associatedInputs'], 'none');
  });

  it('keeps its order: that of the page', () => {
    const card = cards.approvalsCard({ items: [{ ...line, id: 9 }, { ...line, id: 3 }], page: 1, pages: 1, total: 2 }, format, ruth.id);
    assert.match(shown(card), /RQ-0009[\s\S]+RQ-0003/);
  });

  it('says what to do when it is empty', () => {
    assert.match(shown(deck['approvals-empty']!()), /Nothing waits for your decision/);
    assert.match(shown(deck['dataset-list-empty']!()), /Try fewer or more general words/);
    assert.match(shown(deck['my-requests-empty']!()), /no requests/);
  });

  it('searches again with the words in the field', () => {
    const card = deck['dataset-list']!();
    assert.equal(ofType(card, 'Input.Text')[0]?.['id'], 'query');
    const search = ofType(card, 'Action.Execute').find((action) => action['title'] === 'Search');
    assert.deepEqual(search?.['data'], { verb: 'datasets.list', page: 1, renew: true });
  });

  it('fits ten rows with the longest names', () => {
    const items = Array.from({ length: 10 }, (_, index) => ({ ...line, id: index + 1, requester: { id: 'a', name: '漢'.repeat(256) }, subject: { id: 'b', name: '字'.repeat(256) }, dataset: { id: 1, name: '漢'.repeat(256) } }));
    assert.ok(Buffer.byteLength(JSON.stringify(cards.myRequestsCard({ items, page: 1, pages: 1, total: 10 }, format, ruth.id).content)) < 25_000);
  });
});

describe('the card of a dataset', () => {
  it('names the region of a cloud as people know it, and shows one that it does not know as it stands', () => {
    assert.match(shown(cards.datasetCard({ ...dataset, region: 'uksouth' }, format)), /Region: UK South \(London\)/);
    assert.match(shown(cards.datasetCard({ ...dataset, region: 'atlantis1' }, format)), /Region: atlantis1/);
  });

  it('asks for access right in the workspace where it is the only one to ask in', () => {
    const ask = ofType(deck['dataset']!(), 'Action.Execute').find((action) => action['verb'] === 'ask.start');
    assert.deepEqual(ask?.['data'], { verb: 'ask.start', datasetId: 7, workspaceId: 2 });
  });

  it('leaves the workspace open where there are several', () => {
    const card = cards.datasetCard({ ...dataset, uses: [use, { ...use, workspace: { id: 4, name: 'Other' } }] }, format);
    assert.deepEqual(ofType(card, 'Action.Execute').find((action) => action['verb'] === 'ask.start')?.['data'], { verb: 'ask.start', datasetId: 7 });
  });

  it('offers no request where the viewer may not ask, has it already, or the package has no tier', () => {
    for (const settled of [{ ...use, mayAsk: false }, { ...use, myAccess: { requestId: 12, state: 'in-review', untilOn: '2026-02-28' } }, { ...use, workPackage: { ...use.workPackage, state: 'open' as const, tier: null } }, { ...use, workspace: null }]) {
      const card = cards.datasetCard({ ...dataset, uses: [settled] }, format);
      assert.deepEqual(ofType(card, 'Action.Execute').filter((action) => action['verb'] === 'ask.start'), []);
    }
  });

  it('says whom to ask where no project of the viewer uses it', () => {
    assert.match(shown(deck['dataset-elsewhere']!()), /To use it, ask a Programme Manager: Ruth Adeyemi or David Kerr\./);
    assert.match(shown(cards.datasetCard({ ...dataset, uses: [], hasProject: true }, format)), /To use it, ask a Project Manager of a project of yours: Ruth Adeyemi or David Kerr\./);
    assert.match(shown(cards.datasetCard({ ...dataset, uses: [], askAbout: [] }, format)), /To use it, ask a Programme Manager\./);
  });

  it('shows tier, deciders in order and the viewer’s access of each use', () => {
    const text = shown(deck['dataset']!());
    assert.match(text, /Decides: Investigator Ines Carvalho, then Representative Tom Lindqvist/);
    assert.match(text, /RQ-0015: Active, until 31 March 2026/);
    assert.match(text, /812,344 records, 6\.4 GB/);
  });
});

describe('a card that a whole chat sees', () => {
  it('says of a request its number, type and state, and nothing else', () => {
    assert.equal(shown(deck['mention-request']!()), 'RQ-0012\nAccess to a dataset\nIn review\nWhoever may see more can type RQ-0012 in a chat with Lockkeeper.');
  });

  it('says of a dataset its number and that it is one', () => {
    assert.equal(shown(deck['mention-dataset']!()), 'DS-0007\nDataset\nWhoever may see more can type DS-0007 in a chat with Lockkeeper.');
  });

  it('shows a name in the results that the searcher alone sees', () => {
    assert.deepEqual(cards.extensionPreview({ kind: 'dataset', id: 7, name: 'Registry', provider: 'Foundation' }, format), { title: 'DS-0007 · Registry', text: 'Dataset of Foundation' });
    assert.deepEqual(cards.extensionPreview({ kind: 'dataset', id: 7 }, format), { title: 'DS-0007', text: 'Dataset' });
    assert.deepEqual(cards.extensionPreview({ kind: 'request', id: 12, type: 'join-workspace', state: 'active' }, format), { title: 'RQ-0012', text: 'Joining a workspace · Active' });
  });
});

describe('a notice', () => {
  it('reads well without values', () => {
    for (const notice of cards.noticeKeys) assert.doesNotMatch(shown(cards.noticeCard({ notice }, format)), /\bnone\b(?! is on record)|\{/, notice);
  });

  it('does not tell what is not there from what is not yours', () => {
    const text = shown(cards.noticeCard({ notice: 'not-found' }, format));
    assert.match(text, /Not found, or not yours/);
    assert.doesNotMatch(text, /RQ-/);
  });

  it('names whom to ask, the last day possible and who decided', () => {
    assert.match(shown(cards.noticeCard({ notice: 'not-member-of-project', values: { names: ['Ruth Adeyemi'] } }, format)), /Ask a Programme Manager to be added: Ruth Adeyemi\./);
    assert.match(shown(cards.noticeCard({ notice: 'not-in-package', values: { names: ['David Kerr'] } }, format)), /Ask a Project Manager \(David Kerr\) for a successor/);
    assert.match(shown(cards.noticeCard({ notice: 'until-too-late', values: { limit: '2026-11-20' } }, format)), /20 November 2026/);
    assert.match(shown(cards.noticeCard({ notice: 'already-decided', values: { who: 'Tom Lindqvist' } }, format)), /Tom Lindqvist has decided this already/);
  });
});

describe('the guide', () => {
  it('lists what can be typed, and puts what waits for a decision first', () => {
    assert.match(shown(deck['help']!()), /withdraw RQ-0012: take back a request of yours/);
    assert.equal(buttonTitles(deck['help']!())[0], 'Datasets');
    assert.match(shown(deck['help-decider']!()), /2 requests wait for your decision\.[\s\S]+approvals: see what waits/);
    assert.equal(buttonTitles(deck['help-decider']!())[0], 'Approvals (2)');
  });

  it('says that no data and no files belong here', () => {
    for (const name of ['help', 'welcome']) assert.match(shown(deck[name]!()), /Data never goes through this chat/);
  });
});

describe('a sign-in card', () => {
  it('opens an https address and nothing else', () => {
    const view = { requestId: 12, subject: 'Amara Okafor', kind: 'access' as const, what: 'access to x' };
    assert.equal(ofType(cards.signInCard({ ...view, link: 'https://login.example/a' }, format), 'Action.OpenUrl')[0]?.['url'], 'https://login.example/a');
    for (const link of ['javascript:alert(1)', 'http://evil.example/', 'data:text/html,x', 'nothing']) assert.throws(() => cards.signInCard({ ...view, link }, format));
    assert.doesNotThrow(() => cards.signInCard({ ...view, link: 'http://localhost:3980/sign-in' }, format));
  });

  it('says for whom, for what and with whose rights', () => {
    const { title, text, button } = cards.signInTexts({ requestId: 12, subject: 'Amara Okafor', kind: 'access', what: cards.describeRequest(request, format) }, format);
    assert.equal(title, 'Your sign-in is needed for RQ-0012');
    assert.match(text, /Amara Okafor is to get access to National cardiac registry 2015–2024 in Heart failure, analysis\..+with yours/);
    assert.equal(button, 'Sign in');
  });
});

describe('the history of a request', () => {
  it('fits twenty entries with the longest names and reasons', () => {
    const entries = Array.from({ length: 20 }, () => ({ at: new Date(0), actor: '漢'.repeat(256), action: 'request.deny', outcome: 'done', reason: '字'.repeat(2_000) }));
    assert.ok(Buffer.byteLength(JSON.stringify(cards.historyCard({ requestId: 12, entries, page: 1, pages: 2 }, format).content)) < 25_000);
  });

  it('says who did what when, and what was refused and why', () => {
    const text = shown(deck['history']!());
    assert.match(text, /Amara Okafor sent the request\.\n20 November 2025 at 10:12 CET/);
    assert.match(text, /Lena Fischer tried to approve the request\. It was refused\.\n20 November 2025 at 11:00 CET\nThe request is not theirs to see\./);
    assert.match(text, /Needed for deliverable 2\.1\./);
  });

  const entry = (actor: string, action: string, outcome = 'done', reason: string | null = null): string => {
    const [, text, , because] = shown(cards.historyCard({ requestId: 12, entries: [{ at: new Date('2025-11-20T09:12:00Z'), actor, action, outcome, reason }], pages: 1 }, format)).split('\n');
    return because?.startsWith('Each entry') === true ? text! : `${text!} ${because!}`;
  };

  it('has a sentence for whatever can be done to a request, by a person or by itself, and for trying in vain', () => {
    for (const action of actions) {
      for (const actor of ['Amara Okafor', 'sweep', 'fulfilment', 'remover', 'directory-sync']) {
        assert.match(entry(actor, `request.${action}`), /^[A-Z][^:–]+( [^:–]+)+\.$/, action);
        assert.doesNotMatch(entry(actor, `request.${action}`), /sweep|fulfilment|remover|directory-sync|tried/, action);
      }
    }
    for (const action of personActions) if (action !== 'sign-in') assert.match(entry('Amara Okafor', `request.${action}`, 'refused'), /^Amara Okafor tried to .+\. It was refused\.$/, action);
    assert.equal(entry('fulfilment', 'request.fulfil'), 'Setting up what was granted began.');
    assert.equal(entry('Ines Carvalho', 'request.approve', 'unchanged'), 'Ines Carvalho approved the request once more. It had counted already.');
  });

  it('says of a second sending that it was refused because the request stood', () => {
    assert.equal(entry('Amara Okafor', 'request.submit', 'refused', 'already-asked'), 'Amara Okafor tried to send a request. It was refused. The same had been asked for already: that request stood, and no second one was made.');
  });

  it('gives no reason that repeats what was done', () => {
    assert.equal(entry('Amara Okafor', 'request.leave', 'done', 'left'), 'Amara Okafor gave up what was granted.');
    assert.equal(entry('directory-sync', 'request.withdraw', 'done', 'role-ended'), 'The request was withdrawn. The person’s account was closed, and their roles ended with it.');
    assert.equal(entry('remover', 'membership.remove', 'failed', 'directory-refused'), 'The person could not be taken out of the directory group. The directory refused the change.');
  });

  it('has a word for what the product does by itself', () => {
    const entries = [{ at: new Date('2025-11-20T09:12:00Z'), actor: 'remover', action: 'membership.remove', outcome: 'done', reason: 'reached-end-date' }];
    assert.match(shown(cards.historyCard({ requestId: 12, entries, pages: 1 }, format)), /The person was taken out of the directory group, unless another request keeps them in it\.\n.+\nThe end date was reached\./);
  });
});
