import { sql } from 'kysely';
import type { Context } from '../../context/index.js';
import type { LandingZone } from '../landing-zones.js';

/** Keeps two workspaces from taking the same addresses. */
const lock = 4_260_019;

/**
 * The first /24 of the zone's address space that no other workspace of it has; the one that the workspace has already, where it has one.
 * Undefined when none is left.
 */
export async function takeAddress({ trx }: Pick<Context, 'trx'>, workspaceId: number, zone: Pick<LandingZone, 'name' | 'addressSpace'>): Promise<string | undefined> {
  await sql`select pg_advisory_xact_lock(${lock})`.execute(trx);
  const own = await trx.selectFrom('workspaces').select('address_prefix').where('id', '=', workspaceId).executeTakeFirst();
  if (typeof own?.address_prefix === 'string') return own.address_prefix;
  const { rows } = await sql<{ prefix: string }>`
    select prefix::text as prefix from (
      select set_masklen(network(${zone.addressSpace}::cidr)::inet + (n * 256)::bigint, 24)::cidr as prefix
      from generate_series(0, (1 << (24 - masklen(${zone.addressSpace}::cidr))) - 1) as n
    ) as possible
    where not exists (
      select from workspaces w where w.zone = ${zone.name} and w.state not in ('closed', 'dropped') and w.address_prefix && possible.prefix
    )
    order by possible.prefix limit 1`.execute(trx);
  const prefix = rows[0]?.prefix;
  if (prefix !== undefined) await trx.updateTable('workspaces').set({ address_prefix: prefix }).where('id', '=', workspaceId).execute();
  return prefix;
}
