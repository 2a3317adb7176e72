import { z } from 'zod';
import { startPostgres } from './postgres.js';

// PostgreSQL as a child of the launcher: it stops with its parent, however that ends.

const settings = z
  .object({ LOCAL_POSTGRES_FOLDER: z.string().min(1), LOCAL_POSTGRES_PORT: z.coerce.number().int().min(0), LOCAL_POSTGRES_PASSWORD: z.string().min(16) })
  .parse(process.env);

try {
  const postgres = await startPostgres({
    folder: settings.LOCAL_POSTGRES_FOLDER,
    port: settings.LOCAL_POSTGRES_PORT,
    keep: 'durable',
    password: settings.LOCAL_POSTGRES_PASSWORD,
    log: (line) => {
      console.log(line);
    },
  });
  const database = 'lockkeeper';
  const fresh = await postgres.createDatabase(database).then(
    () => true,
    (error: unknown) => {
      // 42P04: it is there from an earlier start.
      if (typeof error === 'object' && error !== null && 'code' in error && error.code === '42P04') return false;
      throw error;
    },
  );
  let stopping = false;
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    void postgres.stop().finally(() => process.exit(0));
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  process.on('disconnect', stop);
  // The parent may have gone while the server started, when nothing listened for that yet.
  if (process.send !== undefined && !process.connected) stop();
  process.send?.({
    ready: true,
    fresh,
    folder: postgres.folder,
    owner: postgres.url('lockkeeper_owner', database),
    bot: postgres.url('lockkeeper_bot', database),
    remover: postgres.url('lockkeeper_remover_process', database),
  });
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
}
