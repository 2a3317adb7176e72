import { z } from 'zod';
import { seedAzure } from '../seed/azure.js';
import { seedGroups } from '../seed/directory.js';
import { botId, people, removerId, tenantId } from '../seed/people.js';
import { serviceMailbox } from './service-mailbox.js';
import { startLocalCloud, type LocalCloud } from './server.js';

/** Settings of the local cloud as a process of its own. */
const settingsSchema = z.object({
  LOCAL_CLOUD_STATE_FOLDER: z.string().min(1),
  LOCAL_CLOUD_HTTPS_PORT: z.coerce.number().optional(),
  LOCAL_CLOUD_FRONT_PORT: z.coerce.number().optional(),
  LOCAL_CLOUD_FRONT_SECRET: z.string(),
  LOCAL_CLOUD_BOT_SECRET: z.string(),
  LOCAL_CLOUD_REMOVER_SECRET: z.string(),
  LOCAL_CLOUD_CONNECTION_NAME: z.string().optional(),
  /** Folder with the built templates; without one there are neither template specs nor custom roles, and nobody may do anything in Azure. */
  LOCAL_CLOUD_TEMPLATES_FOLDER: z.string().min(1).optional(),
  /** Milliseconds for each resource of a deployment, and for a machine to start or stop. */
  LOCAL_CLOUD_ARM_PACE_MS: z.coerce.number().optional(),
  LOCAL_CLOUD_MACHINE_PACE_MS: z.coerce.number().optional(),
  /** The bot's messaging endpoint; may come later as the message `{"botUrl": "…"}`. */
  LOCAL_CLOUD_BOT_URL: z.url().optional(),
});

const messageSchema = z.object({ botUrl: z.url() });

async function start(): Promise<LocalCloud> {
  const settings = settingsSchema.parse(process.env);
  return startLocalCloud({
    stateFolder: settings.LOCAL_CLOUD_STATE_FOLDER,
    httpsPort: settings.LOCAL_CLOUD_HTTPS_PORT,
    frontPort: settings.LOCAL_CLOUD_FRONT_PORT,
    frontSecret: settings.LOCAL_CLOUD_FRONT_SECRET,
    connectionName: settings.LOCAL_CLOUD_CONNECTION_NAME,
    botUrl: settings.LOCAL_CLOUD_BOT_URL,
    tenantId,
    clients: [
      { clientId: botId, secret: settings.LOCAL_CLOUD_BOT_SECRET, kind: 'bot' },
      { clientId: removerId, secret: settings.LOCAL_CLOUD_REMOVER_SECRET, kind: 'remover' },
    ],
    users: Object.values(people),
    groups: [...seedGroups],
    mailbox: serviceMailbox,
    armPaceMs: settings.LOCAL_CLOUD_ARM_PACE_MS,
    machinePaceMs: settings.LOCAL_CLOUD_MACHINE_PACE_MS,
    ...(settings.LOCAL_CLOUD_TEMPLATES_FOLDER === undefined ? {} : { ...seedAzure, templatesFolder: settings.LOCAL_CLOUD_TEMPLATES_FOLDER }),
  });
}

function reason(error: unknown): string {
  if (error instanceof z.ZodError) return `The local cloud's settings do not fit:\n${z.prettifyError(error)}`;
  return error instanceof Error ? error.message : String(error);
}

// Stopping needs no farewell: whatever was answered is on disk.
const stop = (): void => process.exit(0);
process.on('SIGTERM', stop);
process.on('SIGINT', stop);
// A parent that dies, even by kill -9, closes the channel between us.
process.on('disconnect', stop);

let cloud: LocalCloud;
try {
  cloud = await start();
} catch (error) {
  console.error(reason(error));
  process.exit(1);
}
process.on('message', (message) => {
  const read = messageSchema.safeParse(message);
  if (read.success) cloud.setBotUrl(read.data.botUrl);
  else console.error('The local cloud understands no such message:', z.prettifyError(read.error));
});

const { url, frontUrl, adminUrl, signInBaseUrl, directoryUrl, caCertificatePath } = cloud;
console.log(JSON.stringify({ ready: true, url, frontUrl, adminUrl, signInBaseUrl, directoryUrl, caCertificatePath }));
