import { sql, type Kysely } from 'kysely';

/** Messages and card copies about other things than requests, and the deadlines of a round of classification. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(statements).execute(db);
}

const statements = `
-- What a message is about, where that is no request: a kind of thing and its key.
alter table outbox
  add column about_type text,
  add column about_id integer,
  add check ((about_type is null) = (about_id is null)),
  add check (request_id is null or about_type is null);

alter table card_copies
  alter column request_id drop not null,
  -- The turn that last drew the card: what that turn changed stands on it already.
  add column shown_in text,
  add column about_type text,
  add column about_id integer,
  add check ((about_type is null) = (about_id is null)),
  add check ((request_id is null) <> (about_type is null));
create index on card_copies (about_type, about_id, person_id) where about_type is not null;

alter table classifications
  -- When everyone who is asked should have classified; none in rounds from before there were deadlines.
  add column due_at timestamptz,
  -- The reminders that went out: half of the time, nine tenths, all of it.
  add column reminded smallint not null default 0 check (reminded between 0 and 3),
  -- When a manager last asked those who are missing.
  add column nudged_at timestamptz;
create index classifications_due on classifications (due_at) where ended_at is null;
`;
