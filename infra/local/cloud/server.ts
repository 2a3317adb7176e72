import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { armApi } from './arm.js';
import { openArmState } from './arm/arm-state.js';
import { Azure } from './arm/azure.js';
import { roleDefinitions } from './arm/roles/role-definitions.js';
import { seedAzure } from './arm/seed-azure.js';
import { templateSpecs } from './arm/template-specs.js';
import { azurePage } from './azure-page.js';
import { botTokenService } from './bot-token-service.js';
import { loadCertificate } from './certificate.js';
import { channelFront } from './channel-front.js';
import { channelKeys } from './channel-keys.js';
import type { Area, Cloud } from './cloud.js';
import { directoryPage } from './directory-page.js';
import { seedDirectory } from './directory-seed.js';
import { entra } from './entra.js';
import { registrationsOf } from './entra/registrations.js';
import { faultAdmin } from './fault-admin.js';
import { frontAdmin } from './front-admin.js';
import { graphApi } from './graph.js';
import { listenHttp, listenHttps, type Listening } from './listen.js';
import { cloudOptionsSchema, type CloudOptionsInput } from './options.js';
import { createRouter } from './router.js';
import { signInPage } from './sign-in-page.js';
import { openState } from './state.js';
import type { Addresses, Tenant } from './tenant.js';
import { loadSigningKeys } from './tokens.js';
import { UserSignIns } from './user-sign-ins.js';

/** What answers over https, for the SDK clients. A further API (cost) is one more area here. */
const cloudAreas: readonly Area[] = [channelKeys, botTokenService, graphApi, armApi, entra];

/** What answers over plain http on loopback, for Teams clients and browsers. */
const frontAreas: readonly Area[] = [signInPage, directoryPage, azurePage, frontAdmin, faultAdmin, channelFront];

export interface LocalCloud {
  /** `https://localhost:PORT`: Entra, token service, Graph, Azure Resource Manager. */
  readonly url: string;
  /** Where a Teams client posts activities: `http://127.0.0.1:PORT/SECRET/api/messages`. */
  readonly frontUrl: string;
  /** `http://127.0.0.1:PORT/SECRET/admin` */
  readonly adminUrl: string;
  /** `http://localhost:PORT`, where sign-in links lead. */
  readonly signInBaseUrl: string;
  /** `http://localhost:PORT/directory`, where a browser shows the groups and who is in them. */
  readonly directoryUrl: string;
  /** File for NODE_EXTRA_CA_CERTS. */
  readonly caCertificatePath: string;
  /** Says where the bot takes activities. */
  setBotUrl(url: string): void;
  stop(): Promise<void>;
}

/** Starts the local cloud. Throws zod's error for options that do not fit, PortInUseError, and StateFileError. */
export async function startLocalCloud(input: CloudOptionsInput): Promise<LocalCloud> {
  const options = cloudOptionsSchema.parse(input);
  const now = (): Date => new Date();
  const folder = join(options.stateFolder, 'cloud');
  await mkdir(folder, { recursive: true });
  const [certificate, keys] = await Promise.all([loadCertificate(folder, now()), loadSigningKeys(folder)]);
  const state = openState(join(folder, 'state.json'), () => seedDirectory(options, now()));
  const addresses: Addresses = { cloud: '', front: '', bot: options.botUrl };
  const tenant: Tenant = { options, registrations: registrationsOf(options), state, keys, addresses, now };
  const cloud: Cloud = { ...tenant, signIns: new UserSignIns(tenant), azure: openAzure(tenant, folder) };
  const routerOf = (areas: readonly Area[]) => createRouter(areas.flatMap((area) => area(cloud)));

  const https: Listening = await listenHttps(routerOf(cloudAreas), 'the local cloud', options.httpsPort, () => addresses.cloud, certificate);
  addresses.cloud = `https://localhost:${https.port}`;
  let front: Listening;
  try {
    front = await listenHttp(routerOf(frontAreas), 'the channel front', options.frontPort, () => addresses.front);
  } catch (error) {
    await https.stop();
    throw error;
  }
  addresses.front = `http://localhost:${front.port}`;
  const secretBase = `http://127.0.0.1:${front.port}/${options.frontSecret}`;
  return {
    url: addresses.cloud,
    frontUrl: `${secretBase}/api/messages`,
    adminUrl: `${secretBase}/admin`,
    signInBaseUrl: addresses.front,
    directoryUrl: `${addresses.front}/directory`,
    caCertificatePath: certificate.authorityPath,
    setBotUrl(url) {
      addresses.bot = url;
    },
    async stop() {
      await Promise.all([https.stop(), front.stop()]);
    },
  };
}

function openAzure(tenant: Tenant, folder: string): Azure {
  const specs = templateSpecs(tenant.options.templatesFolder);
  const roles = roleDefinitions(specs.document('roles'));
  return new Azure(tenant, openArmState(join(folder, 'azure.json'), () => seedAzure(tenant.options, roles, specs)), specs, roles);
}
