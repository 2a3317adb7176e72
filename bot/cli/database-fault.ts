import pg from 'pg';
import { LockkeeperError } from '../../services/context/index.js';
import type { Address } from './target.js';

/** Codes of the operating system, of PostgreSQL and of TLS that mean that no connection came about. */
const unreachable = new Set(['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH', '57P01', '57P03', '53300', '08001', '08006']);

/** What the driver says without a code when it waited too long or the other side hung up. */
const noAnswer = /timeout|terminated/i;

/**
 * Says a fault of the database in words that tell what to do; it holds neither password nor rows.
 * Errors that are said already, and those that are not the database's, come back as they are.
 */
export function databaseFault(error: unknown, address: Address): unknown {
  if (!(error instanceof Error) || error instanceof LockkeeperError) return error;
  const text = textOf(error, address);
  return text === undefined ? error : new LockkeeperError('configuration', text, { cause: error });
}

function textOf(error: Error, address: Address): string | undefined {
  const { setting } = address;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (unreachable.has(code) || (code === '' && noAnswer.test(error.message))) {
    return `The database ${placeOf(address)} does not answer${code === '' ? '' : ` (${code})`}. ${address.from === 'local stack' ? 'Stop the local stack and start it again with npm start.' : `Check that it runs, and that ${setting} is right.`}`;
  }
  if (/SSL|TLS|CERT/.test(`${code} ${error.message}`)) return `The connection to the database ${placeOf(address)} cannot be encrypted as ${setting} asks (${code || error.message}). Check its sslmode and the server's certificate.`;
  switch (code) {
    case '28P01':
    case '28000':
      return `The database ${placeOf(address)} refuses the login of ${setting}. Check its name and password.`;
    case '3D000':
      return `There is no database ${placeOf(address)}. Create it, or correct ${setting}.`;
    case '42P01':
    case '42703':
    case '3F000':
      return notMigrated;
    case '42501':
      return setting === 'DATABASE_URL'
        ? `The login of ${setting} lacks rights on ${placeOf(address)}. Run migrate, and grant lockkeeper_runtime to the login.`
        : `The login of ${setting} may not change the schema of ${placeOf(address)}. It must own the database, and at the first time have CREATEROLE.`;
    default:
      return error instanceof pg.DatabaseError ? `The database ${placeOf(address)} refused a statement (${code}: ${error.message}).` : undefined;
  }
}

export const notMigrated = 'The database is not migrated. Run npm run -s lockkeeper -- migrate, with MIGRATION_DATABASE_URL.';

/** Host, port and database, without the login. */
function placeOf({ url }: Address): string {
  const { host, pathname } = new URL(url);
  return `${host || 'localhost'}${pathname}`;
}
