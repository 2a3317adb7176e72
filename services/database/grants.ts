import { sql, type Kysely } from 'kysely';

/**
 * Roles of the processes. They own nothing; logins are made members of them by whoever runs the database.
 * `lockkeeper_runtime`: the bot. `lockkeeper_remover`: the remover, which records what it removed and no more; it reads the rows that
 * this needs, no votes, no comments, no conversations, of the workflows those that remove, and of the audit only the head to which it chains.
 * Neither can update, delete or truncate audit entries: the privilege is never granted. Of a stored document the bot may write the row once,
 * and a gate's record it may move on but not delete. A table that a later migration adds is the
 * bot's at once, and the remover's only if it is named here.
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
    execute format('revoke all on all sequences in schema public from %I', name);
    execute format('grant select, insert, update, delete on all tables in schema pgboss to %I', name);
    execute format('grant usage, select, update on all sequences in schema pgboss to %I', name);
    execute format('grant execute on all functions in schema public, pgboss to %I', name);
  end loop;
  grant usage, select, update on all sequences in schema public to lockkeeper_runtime;
  grant select, insert on audit_entries, audit_texts to lockkeeper_runtime;

  for name in
    select tablename from pg_tables
    where schemaname = 'public' and tablename not like 'kysely_%' and tablename not in (${auditTables})
  loop
    execute format('grant select, insert, update, delete on public.%I to lockkeeper_runtime', name);
  end loop;
  grant select on kysely_migration to lockkeeper_runtime;
  revoke update, delete on documents from lockkeeper_runtime;
  revoke delete on gate_records from lockkeeper_runtime;

  grant select on removals, requests, directory_groups, project_roles, system_role_holders, seat_holders, request_timers to lockkeeper_remover;
  grant select (request_id, person_id) on card_copies to lockkeeper_remover;
  -- Attempts and tried_at: a remover of the version before may still run.
  grant update (state, attempts, failure, tried_at, done_at) on removals to lockkeeper_remover;
  grant select (id, project_id) on workspaces to lockkeeper_remover;
  grant select on workflows, workflow_steps to lockkeeper_remover;
  grant update (state, cause, changed_at, due_at, lease, leased_until, resumed_meanwhile) on workflows to lockkeeper_remover;
  grant update (state, tries, facts, cause, begun_at, ended_at) on workflow_steps to lockkeeper_remover;
  grant update (state, failure, updated_at) on requests to lockkeeper_remover;
  grant delete on request_timers to lockkeeper_remover;
  grant insert on outbox to lockkeeper_remover;
  grant select (seq, hash) on audit_entries to lockkeeper_remover;
  grant insert on audit_entries to lockkeeper_remover;
end $$;

-- To a role that no policy names there are no workflows: each further process gets the kinds that are its own.
alter table workflows enable row level security;
alter table workflow_steps enable row level security;
drop policy if exists all_of_the_bot on workflows;
drop policy if exists all_of_the_bot on workflow_steps;
drop policy if exists removals_of_the_remover on workflows;
drop policy if exists removals_of_the_remover on workflow_steps;
create policy all_of_the_bot on workflows to lockkeeper_runtime using (true) with check (true);
create policy all_of_the_bot on workflow_steps to lockkeeper_runtime using (true) with check (true);
create policy removals_of_the_remover on workflows to lockkeeper_remover using (kind in ('remove-member', 'remove-stack')) with check (kind in ('remove-member', 'remove-stack'));
create policy removals_of_the_remover on workflow_steps to lockkeeper_remover using (exists (select from workflows w where w.id = workflow_id)) with check (true);
`;
