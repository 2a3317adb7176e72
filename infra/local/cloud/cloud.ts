import type { Azure } from './arm/azure.js';
import type { Route } from './router.js';
import type { Tenant } from './tenant.js';
import type { UserSignIns } from './user-sign-ins.js';

/** What every area of the local cloud works with. */
export interface Cloud extends Tenant {
  readonly signIns: UserSignIns;
  readonly azure: Azure;
}

/** A part of the local cloud: the routes it answers. New ones are listed in server.ts. */
export type Area = (cloud: Cloud) => readonly Route[];
