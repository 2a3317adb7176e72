import { randomUUID } from 'node:crypto';
import { json, type CloudResponse } from '../router.js';

/** What went wrong, as Azure nests it. */
export interface ErrorBody {
  readonly code: string;
  readonly message: string;
  readonly target?: string | undefined;
  readonly details?: readonly ErrorBody[] | undefined;
}

/** A refusal of Azure Resource Manager. */
export class ArmError extends Error {
  readonly status: number;
  readonly body: ErrorBody;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, code: string, message: string, more: { readonly target?: string; readonly details?: readonly ErrorBody[]; readonly headers?: Readonly<Record<string, string>> } = {}) {
    super(message);
    this.name = 'ArmError';
    this.status = status;
    const { headers, ...rest } = more;
    this.body = { code, message, ...rest };
    this.headers = headers ?? {};
  }
}

export const badRequest = (code: string, message: string): ArmError => new ArmError(400, code, message);

/** Azure's words for what is not there. */
export const resourceNotFound = (type: string, name: string, group: string): ArmError =>
  new ArmError(404, 'ResourceNotFound', `The Resource '${type}/${name}' under resource group '${group}' was not found. For more details please go to https://aka.ms/ARMResourceNotFoundFix`);
export const groupNotFound = (group: string): ArmError => new ArmError(404, 'ResourceGroupNotFound', `Resource group '${group}' could not be found.`);

/** Headers by which Microsoft's support finds a call. */
export const requestIds = (): Readonly<Record<string, string>> => ({ 'x-ms-request-id': randomUUID(), 'x-ms-correlation-request-id': randomUUID() });

export const errorResponse = ({ status, body, headers }: ArmError): CloudResponse => json(status, { error: body }, { ...requestIds(), ...headers });
