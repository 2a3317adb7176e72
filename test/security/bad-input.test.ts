import { StackWorld } from '../e2e/stack-world.js';
import { distrustsCardData } from './card-data.js';
import { keepsChatsClean } from './chats.js';
import { showsTextLiterally } from './hostile-text.js';
import { countsOnce } from './repetition.js';
import { refusesStrangers } from './strangers.js';
import { refusesTokens } from './tokens.js';
import { survivesTransport } from './transport.js';

// Every rule of "bad input" against one stack that runs: a clear answer, nothing lost, nothing leaked.
describe('bad input', function () {
  this.timeout(60_000);
  let world: StackWorld;

  before(async function () {
    this.timeout(180_000);
    world = await StackWorld.start();
  });
  after(async function () {
    this.timeout(60_000);
    await world.stop();
  });

  refusesTokens(() => world);
  refusesStrangers(() => world);
  distrustsCardData(() => world);
  countsOnce(() => world);
  showsTextLiterally(() => world);
  survivesTransport(() => world);
  keepsChatsClean(() => world);

  describe('after all of it', () => {
    it('the audit verifies', () => world.auditVerifies());
  });
});
