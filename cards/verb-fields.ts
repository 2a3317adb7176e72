import { z } from 'zod';

/** A key in the database: a positive 32-bit integer. */
export const id = z.number().int().positive().max(2_147_483_647);
/** A page of a list, from 1. */
export const page = z.number().int().positive().max(100_000);
/** The list's own buttons, for another page or another search: the list is replaced, not said again below. */
export const renew = z.literal(true).optional();
