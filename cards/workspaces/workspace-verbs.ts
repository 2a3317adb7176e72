import { z } from 'zod';
import { id, page, renew } from '../verb-fields.js';

/** Number of a machine within its workspace, as the card's list of them holds it. */
const machine = z.string().regex(/^[1-9]\d?$/);

/** Buttons of workspaces and their machines. */
export const workspaceSchemas = {
  'workspaces.list': z.strictObject({ verb: z.literal('workspaces.list'), page, renew }),
  'workspace.show': z.strictObject({ verb: z.literal('workspace.show'), workspaceId: id }),
  'workspace.choose-package': z.strictObject({ verb: z.literal('workspace.choose-package') }),
  'machine.start': z.strictObject({ verb: z.literal('machine.start'), workspaceId: id, machine }),
  'machine.stop': z.strictObject({ verb: z.literal('machine.stop'), workspaceId: id, machine }),
  'machine.connect': z.strictObject({ verb: z.literal('machine.connect'), workspaceId: id, machine }),
} as const;
