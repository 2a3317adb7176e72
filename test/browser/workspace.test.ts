import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { connect } from '../../services/database/index.js';
import { stage } from './hooks.js';
import { PersonaWindow } from './persona-window.js';
import { keepPicture, keepScreenshot } from './screenshots.js';

const title = 'Readmissions, models';

/** A workspace is asked for, approved, built, and lived with: in three Playgrounds, against the local cloud. */
describe('a workspace in three Playgrounds', () => {
  let jonas: PersonaWindow;
  let ruth: PersonaWindow;
  let ines: PersonaWindow;
  const windows = (): readonly PersonaWindow[] => [jonas, ruth, ines];
  let number = '';

  before(async () => {
    const { browser, product } = stage();
    jonas = await PersonaWindow.open(browser, 'Jonas Weber, Project Manager', await product.window('project-manager'));
    ruth = await PersonaWindow.open(browser, 'Ruth Adeyemi, Programme Manager', await product.window('programme-manager'));
    ines = await PersonaWindow.open(browser, 'Ines Carvalho, Investigator', product.playground('investigator'));
  });
  after(async () => {
    for (const window of windows()) await window.close();
  });
  afterEach(async function () {
    if (this.currentTest?.state !== 'failed') return;
    for (const window of windows()) await keepScreenshot(`failed-workspace-${window.name.split(' ')[0] ?? ''}`, window.page);
  });

  const select = async (card: Locator, label: RegExp, option: string): Promise<void> => {
    await card.getByRole('combobox', { name: label }).click();
    await card.page().getByRole('option', { name: option, exact: true }).click();
  };

  it('is asked for by the Project Manager, who sees what it will cost before it is sent', async () => {
    await jonas.say('new workspace');
    await (await jonas.sees('A workspace for which work package?')).getByText('WP-0001').click();
    const form = await jonas.sees('A workspace for WP-0001');
    await form.getByRole('textbox', { name: /Name of the workspace/ }).fill(title);
    await form.getByRole('textbox', { name: /What it is for/ }).fill('Models of readmission within 90 days.');
    await select(form, /Python, 4 cores/, '1');
    await form.getByRole('textbox', { name: /Cost centre/ }).fill('NHS-4711');
    await form.getByRole('textbox', { name: /Budget for each month/ }).fill('20');
    await form.getByRole('checkbox', { name: 'Amara Okafor' }).check();
    await keepScreenshot('workspace-form', form);
    await jonas.press(form, 'Next');
    const again = await jonas.sees('please give a budget of at least that');
    await again.getByRole('textbox', { name: /Budget for each month/ }).fill('£600');
    await jonas.press(again, 'Next');
    const summary = await jonas.sees('What it will cost in a month');
    await keepScreenshot('workspace-cost', summary);
    await jonas.press(summary, 'Send');
    const request = await jonas.shows(jonas.titled(`Workspace ${title}`));
    await keepScreenshot('workspace-request', request);
    const found = /WS-\d{4}/.exec(await request.innerText());
    assert.ok(found);
    number = found[0];
  });

  it('is approved by a Programme Manager, with whose rights it is built once she has signed in, and the card follows step by step', async () => {
    const card = await ruth.sees(`Jonas Weber asks for the workspace ${title}`);
    assert.match(await card.innerText(), /£\d+ a month/);
    await keepScreenshot('workspace-approval', card);
    await ruth.press(card, 'Approve');
    const signIn = await ruth.sees('Your sign-in is needed for');
    const [page] = await Promise.all([ruth.page.waitForEvent('popup'), signIn.getByRole('link', { name: 'Sign in' }).click()]);
    await page.getByRole('button', { name: 'Sign in as Ruth Adeyemi' }).click();
    await page.getByText('You are signed in').waitFor();
    await page.close();
    const building = await jonas.shows(jonas.titled(`Workspace ${title}`).filter({ hasText: 'Network, storage, machines and access in Azure: ' }));
    await keepScreenshot('workspace-progress', building);
    await jonas.shows(jonas.titled(`Workspace ${title}`).filter({ hasText: 'Check that everything is there: done' }));
    const ready = await jonas.sees('The workspace is ready');
    await keepScreenshot('workspace-ready', ready);
  });

  it('asks in whom the request named', async () => {
    const database = connect(await stage().product.databaseUrl(), 1);
    try {
      const rows = await database.selectFrom('requests').innerJoin('workspaces as w', 'w.id', 'requests.workspace_id').select(['requests.type', 'requests.state']).where('w.name', '=', title).orderBy('requests.id').execute();
      assert.deepEqual(rows, [{ type: 'workspace', state: 'active' }, { type: 'join-workspace', state: 'blocked' }]);
    } finally {
      await database.destroy();
    }
  });

  it('shows its people, machines, data and budget, and its machine is stopped and started by the Investigator', async () => {
    await ines.say(`workspace ${number}`);
    const card = await ines.shows(ines.titled(title));
    await keepScreenshot('workspace-card', card);
    await ines.press(card, 'Machines…');
    await ines.press(card, 'Stop');
    await ines.shows(ines.titled(title).filter({ hasText: 'Machine 1, Python: stopped' }));
    await ines.say(`start 1 in ${number}`);
    await ines.shows(ines.titled(title).filter({ hasText: 'Machine 1, Python: running' }));
  });

  it('is there in the local cloud, as the template has it', async () => {
    const page = await stage().browser.newPage();
    try {
      await page.goto(stage().product.startPage);
      const [opened] = await Promise.all([page.waitForEvent('popup'), page.getByRole('link', { name: 'The directory’s groups' }).click()]);
      await opened.getByRole('link', { name: 'another page' }).click();
      await opened.getByText(`rg-${number.toLowerCase()}`).first().waitFor({ state: 'attached' });
      // What stands is folded in.
      for (const folded of await opened.locator('summary').all()) await folded.click();
      const text = await opened.locator('body').innerText();
      assert.match(text, new RegExp(`rg-${number.toLowerCase()}`));
      assert.match(text, new RegExp(`vm-${number.toLowerCase()}-01`));
      await keepPicture('azure-page', await opened.screenshot({ fullPage: false }));
    } finally {
      await page.close();
    }
  });
});
