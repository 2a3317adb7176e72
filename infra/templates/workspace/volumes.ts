/** How people find a volume on their machines. */
export type MountMode = 'read-only' | 'read-write';

interface Volume {
  readonly container: string;
  /** Who mounts it; nobody where people have no business there. */
  readonly mountedBy?: 'members' | 'reviewers';
  readonly mode?: MountMode;
}

/**
 * The volumes of every workspace (tiers.md, “Volumes”; paper, 5.5), beside one read-only container for each dataset. Modes hold at every tier. What enforces
 * them is the role that the group has on the container; the machine's own mount only follows.
 */
export const volumes = [
  { container: 'documents', mountedBy: 'members', mode: 'read-only' },
  { container: 'scratch', mountedBy: 'members', mode: 'read-write' },
  { container: 'output', mountedBy: 'members', mode: 'read-write' },
  { container: 'review', mountedBy: 'reviewers', mode: 'read-only' },
  { container: 'software', mountedBy: 'members', mode: 'read-only' },
  { container: 'home', mountedBy: 'members', mode: 'read-write' },
  /** What arrives, unchangeable for a time; the one container with immutability. */
  { container: 'ingest' },
  /** Azure's own daily lists of what is there. */
  { container: 'inventory' },
] as const satisfies readonly Volume[];

export const containersMounted = (mode: MountMode): readonly string[] => volumes.filter((each: Volume) => each.mountedBy === 'members' && each.mode === mode).map(({ container }) => container);
