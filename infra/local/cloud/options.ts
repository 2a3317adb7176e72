import { z } from 'zod';

const port = z.int().min(0).max(65_535);

const clientSchema = z.object({
  clientId: z.guid(),
  secret: z.string().min(16),
  kind: z.enum(['bot', 'remover']),
  /** Application permissions of Graph; those of the kind (registrations.ts) when absent. */
  applicationRoles: z.array(z.string()).readonly().optional(),
  /** Delegated permissions of Graph that an administrator has consented to; those of the kind when absent. */
  delegatedScopes: z.array(z.string()).readonly().optional(),
});

const personSchema = z.object({
  id: z.guid(),
  name: z.string().min(1),
  mail: z.email(),
  userType: z.enum(['Member', 'Guest']),
  jobTitle: z.string(),
});

const reference = z.object({ id: z.guid() });

const groupSchema = z.object({
  id: z.guid(),
  name: z.string().min(1),
  owners: z.array(reference).readonly(),
  members: z.array(reference).readonly(),
});

const subscriptionSchema = z.object({ id: z.guid(), name: z.string().min(1), regions: z.array(z.string()).min(1).readonly() });

/** What is there before any workspace: resource groups and resources that templates refer to. */
const azureResourceSchema = z.object({ id: z.string().startsWith('/subscriptions/'), location: z.string() });

const roleAssignmentSchema = z.object({
  principalId: z.guid(),
  principalType: z.enum(['User', 'Group', 'ServicePrincipal']),
  /** Name of the role: Azure's own, or one of `infra/roles/custom-roles.json`. */
  role: z.string(),
  scope: z.string().startsWith('/subscriptions/'),
  /** Under the condition that the templates are built with (`builder-condition.json`). */
  conditioned: z.boolean().default(false),
});

/** What the local cloud needs to start. Users and groups are read on the first start only: after that the state folder knows better. */
export const cloudOptionsSchema = z.object({
  /** Folder that outlives the process: directory, keys, certificate, sign-ins (`cloud/`) and mail (`mail/`). */
  stateFolder: z.string().min(1),
  /** 0 takes a free port. */
  httpsPort: port.default(0),
  /** 0 takes a free port. */
  frontPort: port.default(0),
  /** Path segment that the channel front's callers must know. */
  frontSecret: z.string().regex(/^[\w-]{16,}$/, 'at least 16 letters, digits, - or _'),
  tenantId: z.guid(),
  clients: z.array(clientSchema).readonly(),
  /** Name of the bot's OAuth connection; the token service knows no other. */
  connectionName: z.string().min(1).default('lockkeeper'),
  /** The bot's messaging endpoint, such as `http://127.0.0.1:3979/api/messages`; may also be set later. */
  botUrl: z.url().optional(),
  users: z.array(personSchema).readonly().default([]),
  groups: z.array(groupSchema).readonly().default([]),
  /** Folder with the built templates: template specs, custom roles, the builder's condition. Without one there are none. */
  templatesFolder: z.string().min(1).optional(),
  /** Read on the first start only, as users and groups are; so are resources and role assignments. */
  subscriptions: z.array(subscriptionSchema).readonly().default([]),
  azureResources: z.array(azureResourceSchema).readonly().default([]),
  roleAssignments: z.array(roleAssignmentSchema).readonly().default([]),
  /** Milliseconds from one resource of a deployment to the next. */
  armPaceMs: z.int().min(0).default(50),
  /** Milliseconds in which a machine starts or stops. */
  machinePaceMs: z.int().min(0).default(2_000),
  /** Seconds after which Azure wants to be asked again about what is under way; 0 leaves it to the client. */
  armRetryAfterSeconds: z.int().min(0).default(1),
  /** The shared mailbox that application permission Mail.Send is restricted to; without one, every mailbox of the tenant. */
  mailbox: z.object({ id: z.guid(), name: z.string().min(1), mail: z.email() }).optional(),
});

export type CloudOptions = z.output<typeof cloudOptionsSchema>;
export type CloudOptionsInput = z.input<typeof cloudOptionsSchema>;
