import type { Activity, InvokeResponse } from 'botbuilder';
import type { Logger } from 'pino';
import { channelTokens, directoryPeople, documentStore, grantorRights, groupOwners, groupReader, groupRights, machineRights, stackRights, type AzureSettings } from '../services/azure/index.js';
import { transact, type Surroundings } from '../services/audit/index.js';
import { chosenFlowcharts, loadFlowcharts } from '../services/classification/index.js';
import { describeError, organisationFrom, sweep, systemClock, type Actor, type AuditNote } from '../services/context/index.js';
import { answers, connect, Jobs } from '../services/database/index.js';
import { peopleFinder, RecognitionCache, recogniseActor, recogniseActorAfresh, type Recognition } from '../services/projects/index.js';
import { loadAgreementTemplate } from '../services/records/index.js';
import { databaseLogin } from '../services/processes/database-login.js';
import { grantWorkflow } from '../services/requests/index.js';
import { worksOn } from '../services/workflows/index.js';
import { buildWorkflow, loadCatalogue, loadLandingZones, operateWorkflow, type Building } from '../services/workspaces/index.js';
import { LockkeeperAdapter } from './adapter.js';
import { createApplication } from './application.js';
import { CachedAuthentication } from './authentication.js';
import { localAccountOf, systemRoleGroups, type Config } from './config.js';
import { DialogRunner } from './dialog-runner.js';
import { FindingMessages, RemovalQuestionMessages } from './messages/membership-messages.js';
import { PackageMessages } from './messages/package-messages.js';
import { LapseMessages, RecordMessages } from './messages/record-messages.js';
import { ProjectMessages } from './messages/project-messages.js';
import { RequestMessages } from './messages/request-messages.js';
import { WorkspaceMessages } from './messages/workspace-messages.js';
import { Notifier } from './notifier.js';
import { receive, type Reception } from './receive.js';
import { RefusalCount } from './refusal-count.js';
import { CardActions } from './routes/card-actions.js';
import { Commands } from './routes/commands.js';
import { Conversation } from './routes/conversation.js';
import { Lifecycle } from './routes/lifecycle.js';
import { Memberships } from './routes/memberships.js';
import { MessageExtension } from './routes/message-extension.js';
import { Packages } from './routes/packages.js';
import { Projects } from './routes/projects.js';
import { Records } from './routes/records.js';
import type { Rooms } from './routes/rooms.js';
import { Workspaces } from './routes/workspaces.js';
import { addPages } from './pages/pages.js';
import { createServer, type Doors } from './server.js';
import { SignIn } from './sign-in.js';
import { ActivityClaims } from './state/activity-claims.js';
import { CardCopies } from './state/card-copies.js';
import { ConversationReferences } from './state/conversation-references.js';
import { ConversationStates } from './state/conversation-state.js';
import { BotUserTokens } from './user-tokens.js';
import { startWorkers } from './workers.js';

/** The bot, wired and listening. */
export interface Bot {
  readonly port: number;
  /** Finishes turns and jobs in flight (at most 20 s), then closes everything. */
  stop(): Promise<void>;
}

/** Wires the bot from its settings: the one place where ports meet what implements them. */
export async function startBot(config: Config, log: Logger): Promise<Bot> {
  const flowcharts = await loadFlowcharts(config.FLOWCHARTS_FOLDER);
  const deciding = chosenFlowcharts(flowcharts, config.CLASSIFICATION_FLOWCHARTS);
  const building: Building = { catalogue: await loadCatalogue(config.MACHINE_CATALOGUE), zones: config.LANDING_ZONES === undefined ? undefined : await loadLandingZones(config.LANDING_ZONES) };
  const template = await loadAgreementTemplate(config.AGREEMENT_TEMPLATE);
  const login = databaseLogin(config.DATABASE_URL, config);
  const db = connect(login, 20);
  const jobs = await Jobs.start(login, (error, job) => {
    log.error({ err: describeError(error), ...job }, job ? 'a job failed' : 'queue fault');
  });
  const organisation = { ...(await organisationFrom({ timeZone: config.ORGANISATION_TIME_ZONE, country: config.ORGANISATION_COUNTRY })), stageDays: config.STAGE_DAYS };
  const world: Surroundings = { db, jobs, clock: systemClock, organisation };

  const azure = azureSettings(config);
  const authentication = new CachedAuthentication(config, (audience) => channelTokens(azure, audience));
  const adapter = new LockkeeperAdapter(authentication);
  adapter.onTurnError = (_context, error) => Promise.reject(error);
  const references = new ConversationReferences(world);
  const copies = new CardCopies(db, world.clock);
  const claims = new ActivityClaims(db, world.clock);
  const tokens = new BotUserTokens(authentication, config.MICROSOFT_APP_ID, config.OAUTH_CONNECTION_NAME, references);
  const recognition: Recognition = { ...world, directory: directoryPeople(azure), recognised: new RecognitionCache(world.clock) };
  const stepFault = (error: unknown, where: object): void => { log.warn({ err: describeError(error), ...where }, 'a step failed'); };
  const works = worksOn({ ...world, stepFault }, [
    grantWorkflow({ ...world, owners: groupOwners(azure), rights: grantorRights(azure, tokens) }),
    buildWorkflow({ ...world, building, groups: groupRights(azure, tokens), stacks: stackRights(azure, tokens) }),
    operateWorkflow({ ...world, machines: machineRights(azure, tokens) }),
  ]);

  const states = new ConversationStates(db, world.clock);
  const dialogs = new DialogRunner(states, flowcharts, peopleFinder(db, recognition.directory), building);
  const packages = new Packages(dialogs, deciding, config.PUBLIC_URL);
  const projects = new Projects();
  const conversation = new Conversation(dialogs);
  const records = new Records(conversation, config.PUBLIC_URL);
  const signIn = new SignIn(tokens);
  const rooms: Rooms = { conversation, memberships: new Memberships(conversation), packages, projects, records, workspaces: new Workspaces(building), dialogs, signIn };
  const application = createApplication({
    commands: new Commands(rooms),
    cardActions: new CardActions(rooms),
    messageExtension: new MessageExtension(),
    lifecycle: new Lifecycle(references),
    signIn,
  });
  const refusals = new RefusalCount((counted) =>
    recordRefusals(world, log, sweep, { action: 'activity.authenticate', outcome: 'refused', objectType: 'activity', objectId: 'messages', facts: counted }),
  );
  const strangers = new RefusalCount((counted, from) =>
    recordRefusals(world, log, { kind: 'person', id: from, systemRoles: new Set() }, { action: 'activity.turn-away', outcome: 'refused', objectType: 'activity', objectId: 'messages', facts: counted }),
  );
  const reception: Reception = {
    world,
    tenantId: config.MICROSOFT_APP_TENANT_ID.toLowerCase(),
    timeZone: organisation.timeZone,
    claims,
    references,
    copies,
    strangers,
    log,
    recognise: (personId, how) => (how === 'afresh' ? recogniseActorAfresh : recogniseActor)(recognition, personId),
    route: async (context) => {
      await application.run(context);
    },
  };

  // The token is kept where it comes from: a probe asks Entra only when a new one is due.
  const identity = channelTokens(azure, config.CHANNEL_OAUTH_SCOPE);
  const turns = new Set<Promise<unknown>>();
  const doors: Doors = {
    admit: (authHeader) => authentication.admit(authHeader),
    receive: (authHeader: string, activity: Activity): Promise<InvokeResponse | undefined> => {
      const turn = adapter.receive(authHeader, activity, (context) => receive(reception, context));
      turns.add(turn);
      return turn.finally(() => turns.delete(turn));
    },
    refused: (why) => {
      refusals.add(why);
    },
    ready: async () => ({ database: await answers(db), identity: await identity().then(() => true, () => false) }),
    serviceUrlHosts: config.SERVICE_URL_HOSTS,
    log,
  };
  const server = createServer(doors);
  const local = localAccountOf(config);
  addPages(server, {
    world,
    documents: documentStore({ containerUrl: config.DOCUMENT_STORE_URL, ...(local ? { as: 'local-account', ...local } : { as: 'bot', azure }) }),
    agreements: { template, institution: config.ORGANISATION_NAME },
    timeZone: organisation.timeZone,
    fault: (error) => { log.error({ err: describeError(error) }, 'a page could not be shown'); },
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(config.PORT, config.HOST, resolve);
  });
  const sources = { request: new RequestMessages(world, tokens), package: new PackageMessages(world, deciding), project: new ProjectMessages(world), record: new RecordMessages(world), lapse: new LapseMessages(world), workspace: new WorkspaceMessages(world, tokens), finding: new FindingMessages(world), 'removal-question': new RemovalQuestionMessages(world) };
  const messenger = new Notifier({ world, adapter, appId: config.MICROSOFT_APP_ID, timeZone: organisation.timeZone, references, copies, sources });
  await startWorkers({ world, jobs, works, recognition, groups: groupReader(azure), messenger, claims, states, log });
  await jobs.sendNow('directory-sync', {});

  return {
    port: server.address().port,
    async stop() {
      server.close();
      await Promise.race([Promise.allSettled(turns), new Promise((resolve) => setTimeout(resolve, 10_000).unref())]);
      await jobs.stop(10_000);
      await refusals.stop();
      await strangers.stop();
      await db.destroy();
    },
  };
}

async function recordRefusals(world: Surroundings, log: Logger, actor: Actor, note: AuditNote): Promise<void> {
  await transact(world, actor, (context) => {
    context.audit.push(note);
    return Promise.resolve();
  }).catch((error: unknown) => {
    log.error({ err: describeError(error) }, 'refusals could not be recorded');
    throw error;
  });
}

function azureSettings(config: Config): AzureSettings {
  return {
    tenantId: config.MICROSOFT_APP_TENANT_ID,
    authority: config.ENTRA_AUTHORITY,
    graphBaseUrl: config.GRAPH_URL,
    armBaseUrl: config.ARM_URL,
    botAppId: config.OBO_APP_ID ?? config.MICROSOFT_APP_ID,
    credential: config.MICROSOFT_APP_PASSWORD === undefined ? { kind: 'managed-identity', clientId: config.MICROSOFT_APP_ID } : { kind: 'secret', secret: config.MICROSOFT_APP_PASSWORD },
    systemRoleGroups: systemRoleGroups(config),
  };
}
