import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { connect } from '../../services/database/index.js';
import { stage } from './hooks.js';
import { PersonaWindow } from './persona-window.js';
import { keepPicture, keepScreenshot } from './screenshots.js';
import { sideBySide } from './side-by-side.js';

/** A manager opens a package; three people classify it blind, disagree, agree, and it is classified. */
describe('a classification in four Playgrounds', () => {
  let jonas: PersonaWindow;
  let ines: PersonaWindow;
  let tom: PersonaWindow;
  let mei: PersonaWindow;
  const windows = (): readonly PersonaWindow[] => [jonas, ines, tom, mei];

  before(async () => {
    const { browser, product } = stage();
    ines = await PersonaWindow.open(browser, 'Ines Carvalho, Investigator', product.playground('investigator'));
    tom = await PersonaWindow.open(browser, 'Tom Lindqvist, Representative', product.playground('representative'));
    mei = await PersonaWindow.open(browser, 'Mei Tanaka, Referee', await product.window('referee'));
    jonas = await PersonaWindow.open(browser, 'Jonas Weber, Project Manager', await product.window('project-manager'));
  });

  after(async () => {
    for (const window of windows()) await window.close();
  });

  afterEach(async function () {
    if (this.currentTest?.state !== 'failed') return;
    for (const window of windows()) await keepScreenshot(`failed-classification-${window.name.split(' ')[0] ?? ''}`, window.page);
  });

  /** The package's card with this state, the newest. */
  const packageCard = (window: PersonaWindow, state: string | RegExp): Promise<Locator> => window.shows(window.titled('Prognosis after discharge').filter({ hasText: state }));

  /** Opens a part of the package's card; a card that is renewed at that moment closes it, and is pressed once more, as a person would. */
  const opens = async (window: PersonaWindow, state: string, button: string, wanted: string): Promise<void> => {
    for (let attempt = 1; attempt <= 3; attempt += 1) {
      await window.press(await packageCard(window, state), button);
      const seen = await window.titled('Prognosis after discharge').filter({ hasText: wanted }).last().waitFor({ timeout: 4_000 }).then(() => true, () => false);
      if (seen) return;
    }
  };

  it('is opened by the Project Manager, and asks everyone for their opinion', async () => {
    await jonas.say('WP-0006');
    const card = await packageCard(jonas, 'Not classified yet');
    await keepScreenshot('package-card-new', card);
    await jonas.press(card, 'Manage…');
    await card.getByRole('radio', { name: 'Tier 2' }).check();
    await jonas.press(card, 'Note the preliminary tier');
    await jonas.shows(jonas.titled('Prognosis after discharge').filter({ hasText: 'a Referee is proposed' }));
    await opens(jonas, 'a Referee is proposed', 'Open for classification…', 'By which flowchart?');
    await jonas.press(await packageCard(jonas, 'By which flowchart?'), 'Open and ask everyone');
    await packageCard(jonas, '0 of 3 opinions are in.');
    for (const window of [ines, tom, mei]) await packageCard(window, 'Your opinion is asked for');
  });

  it('asks one question after the other, by buttons and by words, and says at the end what would change the tier', async () => {
    await ines.press(await packageCard(ines, 'Your opinion is asked for'), 'Classify');
    const first = await ines.sees('Will the work itself produce personal data?');
    await first.getByText('Why do you ask?').first().click();
    await ines.press(first, /^No · /);
    await ines.say('yes');
    await ines.say('no');
    const question = await ines.sees('Question 4');
    await question.getByText('What is meant by “Pseudonymised data”?').first().click();
    await keepScreenshot('question-card', question);
    for (const [place, answer] of (['Yes', 'No', 'Yes', 'No'] as const).entries()) await ines.press(await ines.sees(`Question ${String(place + 4)} `), new RegExp(`^${answer} · `));
    const verdict = await ines.sees('Your answers lead to tier 2');
    await keepScreenshot('verdict-card', verdict);
    await ines.press(verdict, 'Give my opinion: tier 2');
    await packageCard(ines, '1 of 3 opinions are in.');
  });

  it('shows nobody a tier before they have given their own opinion', async () => {
    const blind = await packageCard(tom, '1 of 3 opinions are in.');
    assert.doesNotMatch(await blind.innerText(), /Tier [0-4]|Ines Carvalho.*Tier/);
    const manager = await packageCard(jonas, '1 of 3 opinions are in.');
    assert.doesNotMatch(await manager.innerText(), /Opinions\n|Tier [0-4]\n/);
    await keepScreenshot('package-card-manager', manager);
  });

  it('tells everyone who has classified where the answers differ', async () => {
    await classify(tom, 'NYNYNYN', 2);
    await classify(mei, 'NYNYNNN', 3);
    // From tier 3 on the Representatives approve the Referee; an opinion given before counts then.
    const missing = await packageCard(tom, 'Your approval of the Referee');
    await tom.press(missing, 'Approve a person…');
    await missing.getByRole('radio', { name: 'Mei Tanaka' }).check();
    await tom.press(missing, 'Approve for my datasets');
    const conflict = await packageCard(ines, 'Opinions differ');
    assert.match(await conflict.innerText(), /Strong confidence that nobody can be identified/);
    await keepScreenshot('conflict-card', conflict);
    await keepPicture('classification-three-people', await sideBySide(stage().browser, [
      { window: ines, card: conflict },
      { window: tom, card: await packageCard(tom, 'Opinions differ') },
      { window: mei, card: await packageCard(mei, 'Opinions differ') },
    ]));
  });

  it('is agreed on when the Referee changes the answer that differs, and classified when the Project Manager closes it', async () => {
    const conflict = await packageCard(mei, 'Opinions differ');
    await mei.press(conflict, 'Change my opinion…');
    await mei.press(conflict, /^Answer again from “Strong confidence/);
    const again = await mei.sees('You have given an opinion already');
    await mei.press(again, /^Yes · /);
    await mei.press(mei.card('Answer for yourself.'), /^No · /);
    await mei.press(await mei.sees('Your answers lead to tier 2'), 'Give my opinion: tier 2');
    const agreed = await packageCard(jonas, 'All opinions agree: tier 2');
    await jonas.press(agreed, 'Close the classification…');
    await jonas.press(agreed, 'Classify at tier 2');
    await keepScreenshot('package-card-classified', await packageCard(jonas, 'Classified at tier 2'));
    for (const window of [ines, tom, mei]) await window.sees('WP-0006 is classified at tier 2');
    const database = connect(await stage().product.databaseUrl(), 1);
    try {
      const row = await database.selectFrom('work_packages').select(['state', 'tier']).where('id', '=', 6).executeTakeFirstOrThrow();
      assert.deepEqual(row, { state: 'classified', tier: 2 });
    } finally {
      await database.destroy();
    }
  });

  it('is explained in chat, and its record opens in the browser, to print', async () => {
    await jonas.say('explain WP-0006');
    const explained = await jonas.sees('Prognosis after discharge: how it is classified');
    await keepScreenshot('explain-card', explained);
    await jonas.press(explained, 'Record to print');
    const links = await jonas.sees('The classification record of WP-0006');
    const [page] = await Promise.all([jonas.page.waitForEvent('popup'), links.getByRole('link', { name: 'Open the record' }).click()]);
    await page.getByRole('heading', { name: 'WP-0006 Prognosis after discharge' }).waitFor();
    await page.getByText('What proves it').waitFor();
    await keepPicture('record-page', await page.screenshot({ fullPage: true, clip: { x: 0, y: 0, width: 900, height: 1800 } }));
    await page.close();
  });

  /** Answers every question as the letters say, and gives the opinion. */
  async function classify(window: PersonaWindow, letters: string, tier: number): Promise<void> {
    await window.press(await packageCard(window, 'Your opinion is asked for'), 'Classify');
    for (const [place, letter] of [...letters].entries()) {
      await window.press(await window.sees(`Question ${String(place + 1)} `), letter === 'Y' ? /^Yes · / : /^No · /);
    }
    await window.press(await window.sees(`Your answers lead to tier ${String(tier)}`), `Give my opinion: tier ${String(tier)}`);
  }
});
