import { z } from 'zod';

const parameterSchema = z.looseObject({ type: z.string(), defaultValue: z.unknown().optional() });
export type Declaration = z.output<typeof parameterSchema>;

const resourceSchema = z.looseObject({
  type: z.string(),
  apiVersion: z.string(),
  name: z.string(),
  scope: z.string().optional(),
  condition: z.union([z.string(), z.boolean()]).optional(),
  copy: z.object({ name: z.string(), count: z.union([z.string(), z.number()]) }).loose().optional(),
  dependsOn: z.array(z.string()).default([]),
});
export type TemplateResource = z.output<typeof resourceSchema>;

/** A template in version 2 of the language: resources by their symbolic names. */
export const templateSchema = z.object({
  $schema: z.string(),
  languageVersion: z.literal('2.0'),
  parameters: z.record(z.string(), parameterSchema).default({}),
  variables: z.record(z.string(), z.unknown()).default({}),
  resources: z.record(z.string(), resourceSchema),
  outputs: z.record(z.string(), z.object({ type: z.string(), value: z.unknown() })).default({}),
});
export type Template = z.output<typeof templateSchema>;

export const deploymentType = 'Microsoft.Resources/deployments';

/** What a deployment within a deployment is made of. */
export const nestedSchema = z.looseObject({
  name: z.string(),
  subscriptionId: z.string().optional(),
  resourceGroup: z.string(),
  properties: z.object({ parameters: z.record(z.string(), z.object({ value: z.unknown() })).default({}) }).loose(),
});
