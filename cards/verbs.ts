import { z } from 'zod';
import { longestReason } from '../services/classification/index.js';
import { classificationSchemas } from './classification/classification-verbs.js';
import { formKeys } from './conversation/form-keys.js';
import { workspaceSchemas } from './workspaces/workspace-verbs.js';
import { recordSchemas } from './records/record-verbs.js';
import { id, page, renew } from './verb-fields.js';

const version = id;

/** Longest texts that people may hand in, in UTF-16 units. */
export const longest = { comment: 2_000, purpose: 2_000, until: 60, query: 200, reason: longestReason, field: 2_000 } as const;

const request = { requestId: id, version };
const reason = z.string().trim().min(1).max(longest.comment);

/** A form's inputs by their names. */
const fieldName = /^field-[a-z-]{1,32}$/;
const fields = z.record(z.string().regex(fieldName), z.string().max(longest.field)).refine((all) => Object.keys(all).length <= 20);

const step = {
  dialog: z.enum(['ask', 'resubmit', 'form']),
  instance: z.uuid(),
  step: z.string().regex(/^[a-z][a-z0-9-]{0,31}$/),
  choice: z.string().max(40).optional(),
  purpose: z.string().max(longest.purpose).optional(),
  until: z.string().max(longest.until).optional(),
  'commitment-agreement': z.enum(['true', 'false']).optional(),
  'commitment-copy-paste': z.enum(['true', 'false']).optional(),
  fields: fields.optional(),
};

/** What each button of a card sends, inputs included. Nothing else is accepted. */
const schemas = {
  'request.approve': z.strictObject({ verb: z.literal('request.approve'), ...request, comment: z.string().trim().max(longest.comment).optional() }),
  'request.deny': z.strictObject({ verb: z.literal('request.deny'), ...request, comment: reason }),
  'request.return': z.strictObject({ verb: z.literal('request.return'), ...request, comment: reason }),
  'request.revoke': z.strictObject({ verb: z.literal('request.revoke'), ...request, comment: reason }),
  'request.withdraw': z.strictObject({ verb: z.literal('request.withdraw'), ...request }),
  'request.leave': z.strictObject({ verb: z.literal('request.leave'), ...request }),
  'request.retry': z.strictObject({ verb: z.literal('request.retry'), ...request }),
  'request.abandon': z.strictObject({ verb: z.literal('request.abandon'), ...request }),
  'request.accept-commitments': z.strictObject({ verb: z.literal('request.accept-commitments'), ...request }),
  'request.resubmit': z.strictObject({ verb: z.literal('request.resubmit'), ...request }),
  'request.sign-in': z.strictObject({ verb: z.literal('request.sign-in'), ...request }),
  'request.show': z.strictObject({ verb: z.literal('request.show'), requestId: id }),
  'request.history': z.strictObject({ verb: z.literal('request.history'), requestId: id, page: page.optional() }),
  'requests.list': z.strictObject({ verb: z.literal('requests.list'), page, renew }),
  'approvals.list': z.strictObject({ verb: z.literal('approvals.list'), page, renew }),
  'dataset.show': z.strictObject({ verb: z.literal('dataset.show'), datasetId: id }),
  'datasets.list': z.strictObject({ verb: z.literal('datasets.list'), query: z.string().max(longest.query).default(''), page, renew }),
  'ask.start': z.strictObject({ verb: z.literal('ask.start'), datasetId: id.optional(), workspaceId: id.optional() }),
  ...classificationSchemas,
  'project.show': z.strictObject({ verb: z.literal('project.show'), projectId: id }),
  'people.show': z.strictObject({ verb: z.literal('people.show'), projectId: id }),
  'referees.show': z.strictObject({ verb: z.literal('referees.show'), projectId: id }),
  'projects.list': z.strictObject({ verb: z.literal('projects.list'), page, renew }),
  'portfolio.show': z.strictObject({ verb: z.literal('portfolio.show'), page, renew }),
  'my-datasets.show': z.strictObject({ verb: z.literal('my-datasets.show'), page, renew }),
  ...recordSchemas,
  ...workspaceSchemas,
  'form.start': z.strictObject({ verb: z.literal('form.start'), form: z.enum(formKeys), projectId: id.optional(), packageId: id.optional(), datasetId: id.optional(), workspaceId: id.optional(), requestId: id.optional(), version: version.optional(), personId: z.guid().optional() }),
  'help.show': z.strictObject({ verb: z.literal('help.show') }),
  'dialog.next': z.strictObject({ verb: z.literal('dialog.next'), ...step }),
  'dialog.back': z.strictObject({ verb: z.literal('dialog.back'), ...step }),
  'dialog.cancel': z.strictObject({ verb: z.literal('dialog.cancel'), ...step }),
} as const;

export type Verb = keyof typeof schemas;
export const verbs = Object.keys(schemas) as readonly Verb[];

/** An action of a card as a person sent it, told apart by `verb`. */
export type CardAction = { [V in Verb]: z.output<(typeof schemas)[V]> }[Verb];

/** What a person fills in on the card itself; a button's own data never holds it. */
type Typed = 'comment' | 'machine' | 'tier' | 'reason' | 'flowchart' | 'person' | 'choice' | 'outcome' | 'purpose' | 'until' | 'commitment-agreement' | 'commitment-copy-paste' | 'fields';
/** The data that a button carries: an action without what is typed. */
export type ButtonData = { [V in Verb]: Omit<z.input<(typeof schemas)[V]>, Typed> }[Verb];

/** Why an action was not understood: a key of a notice. */
export type ParseFault = 'invalid-input' | 'comment-needed' | 'too-long';
export type ParsedAction =
  | { readonly ok: true; readonly action: CardAction; readonly automatic: boolean }
  /** `verb` where it is one of ours. */
  | { readonly ok: false; readonly fault: ParseFault; readonly verb?: Verb };

const invoke = z.object({
  action: z.object({ type: z.literal('Action.Execute'), verb: z.string().optional(), data: z.record(z.string(), z.unknown()).optional() }),
  trigger: z.enum(['manual', 'automatic']).optional(),
});

/**
 * Reads the value of an `adaptiveCard/action` invoke, or of a message that an Action.Submit sent (a flat object with its verb).
 * Whatever the schemas do not name is refused, save `msteams`, which Teams adds. `automatic` marks a card's own refresh, which
 * must not change anything.
 */
export function parseCardAction(value: unknown): ParsedAction {
  const executed = invoke.safeParse(value);
  const sent = executed.success ? mergeVerb(executed.data.action.verb, executed.data.action.data ?? {}) : value;
  if (typeof sent !== 'object' || sent === null || Array.isArray(sent)) return { ok: false, fault: 'invalid-input' };
  const data = Object.fromEntries(Object.entries(sent).filter(([key]) => key !== 'msteams'));
  const verb = verbs.find((known) => known === data['verb']);
  if (verb === undefined) return { ok: false, fault: 'invalid-input' };
  const gathered = gatherFields(data);
  if (gathered === undefined) return { ok: false, fault: 'invalid-input', verb };
  const parsed = schemas[verb].safeParse(gathered);
  if (!parsed.success) return { ok: false, fault: faultOf(parsed.error), verb };
  return { ok: true, action: parsed.data, automatic: executed.success && executed.data.trigger === 'automatic' };
}

/** The verb stands beside the data and in it; where the two differ, somebody wrote the activity by hand. */
function mergeVerb(verb: string | undefined, data: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> | undefined {
  if (data['verb'] === undefined) return { ...data, verb };
  return verb === undefined || verb === data['verb'] ? data : undefined;
}

/** A form's inputs stand beside everything else, each under a name of its own: here they come together. Nobody sends them so. */
function gatherFields(data: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> | undefined {
  if (Object.hasOwn(data, 'fields')) return undefined;
  const isField = ([key]: readonly [string, unknown]): boolean => key.startsWith('field-');
  const entries = Object.entries(data);
  if (!entries.some(isField)) return data;
  return { ...Object.fromEntries(entries.filter((entry) => !isField(entry))), fields: Object.fromEntries(entries.filter(isField)) };
}

function faultOf(error: z.ZodError): ParseFault {
  const [first, ...others] = error.issues;
  if (first === undefined || others.length > 0) return 'invalid-input';
  if (first.code === 'too_big' && first.origin === 'string') return 'too-long';
  const missing = first.code === 'too_small' || (first.code === 'invalid_type' && first.input === undefined);
  return (first.path[0] === 'comment' || first.path[0] === 'reason') && missing ? 'comment-needed' : 'invalid-input';
}
