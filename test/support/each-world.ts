import { worldDatabase, type TestDatabase } from './database.js';

/** Gives each test of the suite that calls it a new world, in a database that no other suite uses meanwhile; `take` is handed both before each test. */
export function eachWorld<World>(build: (database: TestDatabase) => Promise<World>, take: (world: World, database: TestDatabase) => void): void {
  let database: TestDatabase;
  before(async () => {
    database = await worldDatabase();
  });
  after(() => database.drop());
  beforeEach(async () => {
    take(await build(database), database);
  });
}
