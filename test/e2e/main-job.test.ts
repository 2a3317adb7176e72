import { delivers } from './deliveries.js';
import { holdsDialogs } from './dialogs.js';
import { doesTheMainJob } from './main-job.js';
import { StackWorld } from './stack-world.js';
import { sharesOneDatabase } from './two-instances.js';

// The whole product from chat to directory, without a browser, on one stack.
describe('from chat to directory', function () {
  this.timeout(60_000);
  let world: StackWorld;

  before(async function () {
    this.timeout(180_000);
    world = await StackWorld.start();
    for (const key of ['amara', 'ines', 'tom'] as const) await world.teams.arrive(world.person(key));
  });
  after(async function () {
    this.timeout(60_000);
    await world.stop();
  });

  doesTheMainJob(() => world);
  holdsDialogs(() => world);
  sharesOneDatabase(() => world);
  delivers(() => world);

  describe('after all of it', () => {
    it('the audit verifies', () => world.auditVerifies());
  });
});
