import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Child } from './child.js';
import { personas, type Persona } from './personas.js';
import { botId, people, tenantId, type SeedPerson } from './seed/people.js';
import { teamsIdOf } from './seed/teams-ids.js';

export interface PlaygroundAddress {
  readonly url: string;
}

/**
 * Microsoft 365 Agents Playground as one persona: their own port, user and chat, all on one bot, through the channel front.
 * @param options `started` is told of the process at once, so that it is stopped even when it never becomes ready
 */
export async function startPlayground(
  persona: Persona,
  options: { readonly stateFolder: string; readonly port: number; readonly messagesUrl: string; readonly log: (line: string) => void; readonly started: (child: Child) => void },
  onDeath: (message: string) => void,
): Promise<PlaygroundAddress> {
  const folder = path.join(options.stateFolder, 'playgrounds', persona.role);
  await mkdir(folder, { recursive: true });
  const file = path.join(folder, '.m365agentsplayground.yml');
  // YAML holds JSON.
  await writeFile(file, JSON.stringify(configuration(persona), null, 2));
  const child = Child.start(
    {
      name: `Playground of ${persona.person.name}`,
      script: 'infra/local/playground-process.ts',
      args: ['-e', options.messagesUrl, '-c', 'msteams', '-p', String(options.port), '--disable-telemetry'],
      environment: { TEAMSAPPTESTER_BROWSER: 'none', BROWSER: 'none', M365_AGENTS_PLAYGROUND_CONFIG_PATH: file, M365_AGENTS_PLAYGROUND_LOGFILE: path.join(folder, 'playground.log'), TELEMETRY: 'false' },
      log: options.log,
    },
    onDeath,
  );
  options.started(child);
  // Where nobody watches a terminal, this line is all that it says on standard output; it takes another port when its own is in use.
  const port = await child.ready((line) => (typeof line === 'string' ? /^Listening on (\d+)/.exec(line)?.[1] : undefined));
  const url = `http://localhost:${port}`;
  return { url };
}

function configuration(persona: Persona): object {
  // The Playground wants exactly five others.
  const others = [...personas.map(({ person }) => person), people.david].filter(({ id }) => id !== persona.person.id).slice(0, 5);
  return {
    // The format of the file, which the Playground insists on.
    version: '0.1.1',
    tenantId,
    bot: { id: `28:${botId}`, name: 'Lockkeeper' },
    currentUser: account(persona.person),
    users: others.map(account),
    personalChat: { id: persona.conversationId },
    groupChat: { id: `group-${persona.role}`, name: 'Heart failure readmissions' },
    team: { id: `team-${persona.role}`, name: 'Research data', aadGroupId: tenantId, channels: [{ id: `channel-${persona.role}`, name: 'General' }] },
  };
}

/** `userPrincipleName` is how the Playground spells it. */
function account(person: SeedPerson): object {
  const [givenName = '', ...rest] = person.name.split(' ');
  return { id: teamsIdOf(person.id), name: person.name, userPrincipleName: person.mail, aadObjectId: person.id, givenName, surname: rest.join(' '), email: person.mail };
}
