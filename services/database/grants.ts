import { sql, type Kysely } from 'kysely';

/**
 * Roles of the processes. They own nothing; logins are made members of them by whoever runs the database.
 * `lockkeeper_runtime`: the bot. `lockkeeper_remover`: the remover, which records what it removed and no more.
 * Neither can update, delete or truncate audit entries: the privilege is never granted.
 */
export async function grantRoles(db: Kysely<unknown>): Promise<void> {
  await sql.raw(statements).execute(db);
}

const auditTables = `'audit_entries', 'audit_texts'`;

const statements = `
do $$
declare
  name text;
begin
  foreach name in array array['lockkeeper_runtime', 'lockkeeper_remover'] loop
    if not exists (select from pg_roles where rolname = name) then
      execute format('create role %I nologin', name);
    end if;
    execute format('grant usage on schema public, pgboss to %I', name);
    execute format('revoke all on all tables in schema public from %I', name);
    execute format('grant select, insert, update, delete on all tables in schema pgboss to %I', name);
    execute format('grant usage, select, update on all sequences in schema public, pgboss to %I', name);
    execute format('grant execute on all functions in schema public, pgboss to %I', name);
    execute format('grant select, insert on audit_entries, audit_texts to %I', name);
  end loop;

  for name in
    select tablename from pg_tables
    where schemaname = 'public' and tablename not like 'kysely_%' and tablename not in (${auditTables})
  loop
    execute format('grant select, insert, update, delete on public.%I to lockkeeper_runtime', name);
    execute format('grant select on public.%I to lockkeeper_remover', name);
  end loop;

  grant select on kysely_migration to lockkeeper_runtime;
  revoke all on conversation_references, conversation_states, activity_claims, card_copies from lockkeeper_remover;
  grant select on card_copies to lockkeeper_remover;
  grant update on requests, removals to lockkeeper_remover;
  grant insert on outbox, removals to lockkeeper_remover;
  grant insert, delete on request_timers to lockkeeper_remover;
  grant update on seat_holders, request_seats to lockkeeper_remover;
end $$;
`;
