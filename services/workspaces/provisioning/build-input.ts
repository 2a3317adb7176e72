import { z } from 'zod';

/** Kind and steps of the workflow that builds a workspace, in their order. */
export const buildKind = 'build-workspace';
export const buildSteps = ['groups', 'resources', 'check', 'hand-over'] as const;
export type BuildStep = (typeof buildSteps)[number];

/** What it works on. Everything else is loaded at each try, as it is then. */
export const buildInput = z.strictObject({ workspaceId: z.int().positive(), requestId: z.int().positive() });
export type BuildInput = z.output<typeof buildInput>;
