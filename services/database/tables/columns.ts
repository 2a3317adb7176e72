import type { ColumnType } from 'kysely';

/** A column that reads as Date and is written as Date. */
export type Instant = ColumnType<Date, Date, Date>;
export type NullableInstant = ColumnType<Date | null, Date | null | undefined, Date | null>;
/** A calendar date, ISO. */
export type Day = ColumnType<string, string, string>;
/** A column that may be left out when a row is written. */
export type Optional<T> = ColumnType<T | null, T | null | undefined, T | null>;
export type Json<T> = ColumnType<T, string, string>;
