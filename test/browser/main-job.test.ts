import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { connect } from '../../services/database/index.js';
import { verifyAudit } from '../../services/audit/index.js';
import { dataGroupId, membersGroupId } from '../../infra/local/seed/directory.js';
import { people } from '../../infra/local/seed/people.js';
import { stage } from './hooks.js';
import { PersonaWindow } from './persona-window.js';
import { keepPicture, keepScreenshot } from './screenshots.js';
import { sideBySide } from './side-by-side.js';

/** The main job of the product as three people do it in three windows: find, ask, decide, be told. */
describe('the main job in three Playgrounds', () => {
  let amara: PersonaWindow;
  let ines: PersonaWindow;
  let tom: PersonaWindow;

  before(async () => {
    const { browser, product } = stage();
    // One after the other: each loads nine megabytes of script.
    amara = await PersonaWindow.open(browser, 'Amara Okafor, researcher', product.playground('researcher'));
    ines = await PersonaWindow.open(browser, 'Ines Carvalho, owner of the workspaces', product.playground('investigator'));
    tom = await PersonaWindow.open(browser, 'Tom Lindqvist, representative', product.playground('representative'));
  });

  after(async () => {
    for (const window of [amara, ines, tom]) await window.close();
  });

  afterEach(async function () {
    if (this.currentTest?.state !== 'failed') return;
    for (const window of [amara, ines, tom]) await keepScreenshot(`failed-${window.name.split(' ')[0] ?? ''}`, window.page);
  });

  /** Asks for a dataset from its card; earlier cards of other datasets stand above it. */
  const ask = async (number: string, terms: Terms): Promise<void> => {
    await amara.say(number);
    await amara.press(await amara.shows(amara.cards(number).filter({ hasText: 'Ask for access in one of the workspaces below.' })), 'Request access');
    await fillTerms(amara, number, terms);
    await acceptAndSend(amara, number);
  };

  it('greets whoever opens the chat for the first time with what can be done', async () => {
    for (const window of [amara, ines, tom]) await window.sees('Welcome');
    await keepScreenshot('welcome-card', await amara.sees('Welcome, Amara Okafor'));
  });

  it('gives the asked access at tier 2 when the owner approves, and shows it to both on the cards they have', async () => {
    const { product } = stage();
    assert.ok(!(await product.membersOf(dataGroupId(2, 6))).includes(people.amara.id), 'the researcher has the access already');

    await amara.say('datasets ecg');
    const list = await amara.sees('Datasets that match “ecg”');
    await keepScreenshot('dataset-list', list);
    await list.getByRole('textbox', { name: 'Search words' }).fill('echocardiography');
    await amara.press(list, 'Search');
    await (await amara.sees('Datasets that match “echocardiography”')).getByText('DS-0006').click();
    const dataset = await amara.sees('In your projects');
    await keepScreenshot('dataset-card', dataset);
    await amara.press(dataset, 'Request access');
    await fillTerms(amara, 'DS-0006', { purpose: 'Ejection fraction at discharge, to compare with treatment and readmission.', until: 'in 2 months' });
    await acceptAndSend(amara, 'DS-0006');
    const request = await amara.sees('Waits for Ines Carvalho to decide');
    await keepScreenshot('request-card', request);

    const approval = await ines.sees('Amara Okafor asks for access to Echocardiography measurements');
    await keepScreenshot('approval-card', approval);
    await ines.press(approval, 'Approve');

    await keepScreenshot('told-ready', await amara.sees('The access is ready'));
    assert.ok((await product.membersOf(dataGroupId(2, 6))).includes(people.amara.id), 'the directory group does not hold her');
    // The cards that they had have changed; no second one stands beside them.
    const followed = amara.cards('Waits for Ines Carvalho to decide');
    await amara.shows(amara.titled('Access to Echocardiography measurements').filter({ hasText: 'Active' }));
    assert.equal(await followed.count(), 0);
    await ines.shows(ines.titled('Amara Okafor asks for access to Echocardiography measurements').filter({ hasText: 'Active' }));
    assert.equal(await ines.titled('Amara Okafor asks for access to Echocardiography measurements').count(), 1);
    assert.equal(await ines.cards('Echocardiography').getByRole('button', { name: 'Approve' }).count(), 0);
  });

  it('asks at tier 3 from outside the workspace for both memberships, and gives them when owner and representative have approved both', async () => {
    const { browser, product } = stage();
    await ask('DS-0008', { purpose: 'Risk of sudden death by age at first presentation.', until: 'in 3 months' });
    await amara.sees('Access to Inherited arrhythmia register');
    await amara.sees('Joining Arrhythmia families');

    const join = 'Amara Okafor asks to join Arrhythmia families';
    const data = 'Amara Okafor asks for access to Inherited arrhythmia register';
    for (const request of [join, data]) {
      await ines.press(await ines.sees(request), 'Approve');
      await ines.shows(ines.titled(request).filter({ hasText: 'Waits for Tom Lindqvist' }));
    }
    await tom.sees(join);
    await amara.shows(amara.titled('Access to Inherited arrhythmia register').filter({ hasText: 'Waits for Tom Lindqvist' }));
    await tom.sees(data);
    await keepPicture('main-job-three-people', await sideBySide(browser, [
      { window: amara, card: amara.titled('Access to Inherited arrhythmia register') },
      { window: ines, card: ines.titled(data) },
      { window: tom, card: tom.titled(data) },
    ]));
    assert.ok(!(await product.membersOf(membersGroupId(3))).includes(people.amara.id), 'one of two stages has let her in');

    // One act of a Representative covers the person in the whole work package: it counts for the request of the data, too.
    await tom.press(await tom.sees(join), 'Approve');

    await amara.shows(amara.titled('The access is ready').filter({ hasText: 'Inherited arrhythmia register' }));
    assert.ok((await product.membersOf(membersGroupId(3))).includes(people.amara.id), 'the group of the workspace does not hold her');
    assert.ok((await product.membersOf(dataGroupId(3, 8))).includes(people.amara.id), 'the group of the dataset does not hold her');
    await keepScreenshot('request-card-active', amara.titled('Access to Inherited arrhythmia register'));
  });

  it('tells the researcher the reason when the owner denies, and gives nothing', async () => {
    const { product } = stage();
    await ask('DS-0007', { purpose: 'Adherence in the months before readmission.', until: 'in 2 months' });
    const approval = await ines.sees('Amara Okafor asks for access to Community prescriptions');
    await ines.press(approval, 'Send back or deny…');
    await approval.getByRole('textbox', { name: /Reason/ }).fill('Registry follow-up answers this; prescriptions are not needed for it.');
    await keepScreenshot('approval-card-deny', approval);
    await ines.press(approval, 'Deny');
    await keepScreenshot('told-denied', await amara.sees('prescriptions are not needed for it'));
    await amara.shows(amara.titled('Access to Community prescriptions').filter({ hasText: 'Denied' }));
    assert.ok(!(await product.membersOf(dataGroupId(2, 7))).includes(people.amara.id));
  });

  it('waits for the owner to sign in when their session has ended, and gives the access with their rights once they have', async () => {
    const { product } = stage();
    await product.signOut(people.ines.id);
    await ask('DS-0005', { purpose: 'NT-proBNP at discharge as a covariate.', until: 'in 2 months' });
    await ines.press(await ines.sees('Amara Okafor asks for access to Island cardiac biomarkers'), 'Approve');
    const needed = await ines.sees('Your sign-in is needed');
    await keepScreenshot('sign-in-card', needed);
    assert.ok(!(await product.membersOf(dataGroupId(2, 5))).includes(people.amara.id), 'the access was given without anybody’s rights');

    const [signIn] = await Promise.all([ines.page.waitForEvent('popup'), needed.getByRole('link', { name: 'Sign in' }).click()]);
    await keepScreenshot('sign-in-page', signIn.locator('main'));
    await signIn.getByRole('button', { name: 'Sign in as Ines Carvalho' }).click();
    await signIn.getByText('You are signed in').waitFor();

    await amara.shows(amara.titled('The access is ready').filter({ hasText: 'Island cardiac biomarkers' }));
    assert.ok((await product.membersOf(dataGroupId(2, 5))).includes(people.amara.id), 'the directory group does not hold her');
  });

  it('finds datasets from the compose box and inserts a card that says no more than number and type', async () => {
    const { page } = amara;
    await page.getByRole('button', { name: 'Trigger Message Extension App' }).click();
    await page.getByRole('menuitem', { name: 'Search Command' }).click();
    // The Playground reads no manifest: it is told here what the manifest tells Teams.
    await page.getByText('Specify Command ID or Parameter').click();
    await page.getByPlaceholder('Command ID').fill('searchDatasets');
    await page.getByPlaceholder('Parameter name').fill('query');
    await page.getByPlaceholder('Enter a search term').fill('biomarkers');
    await page.getByPlaceholder('Enter a search term').press('Enter');
    const found = page.getByText('DS-0005').last();
    await found.waitFor();
    await keepScreenshot('message-extension', page.getByText('Search-Based Message Extension').locator('xpath=../..'));
    await found.click();
    await page.getByRole('button', { name: 'Send Message' }).click();
    await keepScreenshot('mention-card', await amara.sees('Whoever may see more can type DS-0005'));
  });

  it('leaves an audit trail that verifies', async () => {
    const database = connect(await stage().product.databaseUrl(), 1);
    try {
      const found = await verifyAudit(database);
      assert.ok(found.ok, JSON.stringify(found));
      assert.ok(found.entries > 10, `only ${String(found.entries)} entries`);
    } finally {
      await database.destroy();
    }
  });
});

interface Terms {
  readonly purpose: string;
  readonly until: string;
}

/** The step of the dialog with this title, about this dataset. */
const step = (window: PersonaWindow, title: string, dataset: string): Promise<Locator> => window.shows(window.titled(title).filter({ hasText: dataset }));

async function fillTerms(window: PersonaWindow, dataset: string, { purpose, until }: Terms): Promise<void> {
  const terms = await step(window, 'What for, and until when?', dataset);
  await terms.getByRole('textbox', { name: /Purpose/ }).fill(purpose);
  await terms.getByRole('textbox', { name: /Until/ }).fill(until);
  await keepScreenshot('dialog-terms', terms);
  await window.press(terms, 'Next');
}

async function acceptAndSend(window: PersonaWindow, dataset: string): Promise<void> {
  const confirm = await step(window, 'Is this right?', dataset);
  for (const commitment of await confirm.getByRole('checkbox').all()) await commitment.check();
  await keepScreenshot('dialog-confirm', confirm);
  await window.press(confirm, 'Send');
}
