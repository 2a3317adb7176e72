import type { Child } from './child.js';
import { personas } from './personas.js';
import { startPlayground } from './playground.js';
import { freePort } from './postgres.js';
import type { PersonaRole } from './seed/people.js';

export interface PlaygroundsOptions {
  readonly stateFolder: string;
  /** Of the first one; 0 takes free ports. */
  readonly firstPort: number;
  readonly messagesUrl: string;
  readonly log: (name: string, line: string) => void;
  /** Told of each process at once, so that it is stopped even when it never becomes ready. */
  readonly started: (child: Child) => void;
  readonly onDeath: (message: string) => void;
}

/** The Playgrounds that run: some from the start, each other one when somebody wants to be its person. */
export class Playgrounds {
  private readonly windows = new Map<PersonaRole, Promise<string>>();

  constructor(private readonly options: PlaygroundsOptions) {}

  /** Address of a persona's Playground, started when there is none yet. @throws Error when it does not start; the next call tries again */
  open(role: PersonaRole): Promise<string> {
    const known = this.windows.get(role);
    if (known) return known;
    const window = this.start(role);
    this.windows.set(role, window);
    window.catch(() => this.windows.delete(role));
    return window;
  }

  private async start(role: PersonaRole): Promise<string> {
    const persona = personas.find((candidate) => candidate.role === role);
    if (!persona) throw new Error(`there is no persona ${role}`);
    const { stateFolder, firstPort, messagesUrl, log, started, onDeath } = this.options;
    const place = personas.filter(({ playground }) => playground).indexOf(persona);
    const port = firstPort === 0 || place < 0 ? await freePort() : firstPort + place;
    const { url } = await startPlayground(persona, { stateFolder, port, messagesUrl, log: (line) => { log(`Playground of ${persona.person.name}`, line); }, started }, onDeath);
    return url;
  }
}
