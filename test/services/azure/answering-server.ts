import { mkdtemp, readFile, rm } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import tls from 'node:tls';
import { loadCertificate } from '../../../infra/local/cloud/certificate.js';
import { tenantId } from '../../../infra/local/seed/people.js';

/** What arrived. */
export interface Arrived {
  readonly method: string;
  /** Path with its query. */
  readonly url: string;
  readonly authorization: string | undefined;
  readonly body: string;
}

/** `silence` never answers; `hang-up` closes the connection. */
export type Answer = { readonly status: number; readonly body?: object | string; readonly headers?: Readonly<Record<string, string>> } | 'silence' | 'hang-up';

export interface AnsweringServer {
  readonly url: string;
  readonly arrived: readonly Arrived[];
  /** What it answers from now on. */
  answer(answers: (request: Arrived, count: number) => Answer): void;
  stop(): Promise<void>;
}

/** An https server on localhost that this process trusts and that answers as a test wants it to: faults that a working cloud never shows. */
export async function startAnsweringServer(): Promise<AnsweringServer> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'lockkeeper-answers-'));
  const certificate = await loadCertificate(folder, new Date());
  tls.setDefaultCACertificates([...tls.getCACertificates('bundled'), await readFile(certificate.authorityPath, 'utf8')]);
  const arrived: Arrived[] = [];
  let answers: (request: Arrived, count: number) => Answer = () => 'hang-up';
  const server = createServer({ key: certificate.key, cert: certificate.cert }, (request, response) => {
    void bodyOf(request).then((body) => {
      const one = { method: request.method ?? '', url: request.url ?? '', authorization: request.headers.authorization, body };
      arrived.push(one);
      const answer = answers(one, arrived.length);
      if (answer === 'silence') return;
      if (answer === 'hang-up') return request.socket.destroy();
      const text = typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body ?? {});
      // Not chained: restify, where a test has loaded it, replaces `writeHead` in the whole process by one that returns nothing.
      response.writeHead(answer.status, { 'Content-Type': 'application/json', ...answer.headers });
      response.end(answer.status === 204 ? undefined : text);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `https://localhost:${String((server.address() as AddressInfo).port)}`,
    arrived,
    answer(next) {
      arrived.length = 0;
      answers = next;
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await rm(folder, { recursive: true });
    },
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

/** What Entra answers when all is well: where its endpoints are, and a token. Undefined for anything that is not Entra's. */
export function entraAnswer(server: string, { url }: Arrived): Answer | undefined {
  const authority = `${server}/${tenantId}`;
  if (url.includes('/.well-known/openid-configuration')) {
    return { status: 200, body: { issuer: `${authority}/v2.0`, token_endpoint: `${authority}/oauth2/v2.0/token`, authorization_endpoint: `${authority}/oauth2/v2.0/authorize`, jwks_uri: `${authority}/keys` } };
  }
  if (!url.includes('/oauth2/v2.0/token')) return undefined;
  return { status: 200, body: { token_type: 'Bearer', access_token: 'token from Entra', expires_in: 3600, scope: 'https://graph.microsoft.com/GroupMember.ReadWrite.All' } };
}
