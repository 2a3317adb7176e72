import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { z } from 'zod';
import type { GraphHandler } from './call.js';
import { composeMessage, type Address } from './message.js';
import { GraphError, readBody } from './odata.js';
import { findUser } from './users.js';

const recipientSchema = z.object({ emailAddress: z.object({ address: z.email(), name: z.string().optional() }) });
const recipients = z.array(recipientSchema).default([]);

const mailSchema = z.object({
  message: z.object({
    subject: z.string().max(255),
    body: z.object({ contentType: z.string().toLowerCase().pipe(z.enum(['text', 'html'])), content: z.string() }),
    toRecipients: recipients,
    ccRecipients: recipients,
    bccRecipients: recipients,
    replyTo: recipients,
    internetMessageHeaders: z.array(z.object({ name: z.string().regex(/^x-[\w-]+$/i, "custom headers begin with 'x-'"), value: z.string() })).max(5).default([]),
    importance: z.string().optional(),
    /** Data never travels by mail in this product, so files are refused rather than dropped. */
    attachments: z.array(z.never()).optional(),
  }),
  saveToSentItems: z.boolean().optional(),
});

const addresses = (list: z.infer<typeof recipients>): readonly Address[] => list.map(({ emailAddress }) => ({ mail: emailAddress.address, name: emailAddress.name }));

/** Sends a mail: an .eml file in `mail/` of the state folder, one per message, named after time and message id. */
export const sendMail: GraphHandler = (call) => {
  const { cloud, caller, request } = call;
  const sender = findUser(call);
  const { mailbox, stateFolder } = cloud.options;
  if (caller.kind === 'person' && caller.objectId !== sender.id) throw new GraphError(403, 'ErrorSendAsDenied', 'The person may send from their own mailbox only.');
  if (caller.kind === 'application' && mailbox && mailbox.id !== sender.id) {
    throw new GraphError(403, 'ErrorAccessDenied', 'Access to OData is disabled: [RAOP] : Blocked by tenant configured AppOnly AccessPolicy settings.');
  }
  const { message } = readBody(request, mailSchema);
  const to = [message.toRecipients, message.ccRecipients, message.bccRecipients];
  if (to.every((list) => list.length === 0)) throw new GraphError(400, 'ErrorInvalidRecipients', 'At least one recipient is not valid.');
  const composed = composeMessage({
    from: { mail: sender.mail, name: sender.displayName },
    to: addresses(message.toRecipients),
    cc: addresses(message.ccRecipients),
    replyTo: addresses(message.replyTo),
    subject: message.subject,
    date: cloud.now(),
    html: message.body.contentType === 'html',
    body: message.body.content,
    headers: message.internetMessageHeaders,
  });
  const folder = join(stateFolder, 'mail');
  mkdirSync(folder, { recursive: true });
  writeFileAtomic.sync(join(folder, `${cloud.now().toISOString().replace(/[:.]/g, '-')}-${composed.id}.eml`), composed.text);
  return { status: 202 };
};
