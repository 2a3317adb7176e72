import { createServer as createHttpServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { createServer as createHttpsServer, type Server as HttpsServer } from 'node:https';
import type { CloudResponse, Router } from './router.js';
import { json } from './router.js';

/** The port that was asked for is taken; the message says by which part of the local cloud it was wanted. */
export class PortInUseError extends Error {
  constructor(what: string, port: number, cause: unknown) {
    super(`Port ${port} of 127.0.0.1 is in use: ${what} cannot start. Stop the program that holds it, or choose another port.`, { cause });
    this.name = 'PortInUseError';
  }
}

/** Requests longer than this are answered with 413; Teams allows far less. */
export const maximumBodyBytes = 6 * 1024 * 1024;

async function readBody(message: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > maximumBodyBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function send(response: ServerResponse, answer: CloudResponse): void {
  response.writeHead(answer.status, answer.headers);
  response.end(answer.body);
}

function requestUrl(message: IncomingMessage, base: string): URL | undefined {
  const target = message.url ?? '/';
  return target.startsWith('/') && URL.canParse(`${base}${target}`) ? new URL(`${base}${target}`) : undefined;
}

function listener(router: Router, base: () => string): RequestListener {
  const answer = async (message: IncomingMessage): Promise<CloudResponse> => {
    const url = requestUrl(message, base());
    if (!url) return json(400, { error: { code: 'BadRequest', message: 'The request target is not a path.' } });
    const body = await readBody(message);
    if (!body) return json(413, { error: { code: 'RequestEntityTooLarge', message: `A body has at most ${maximumBodyBytes} bytes.` } }, { Connection: 'close' });
    return router({ method: message.method ?? 'GET', url, headers: message.headers, body });
  };
  return (message, response) => {
    answer(message)
      .catch((error: unknown) => {
        console.error('local cloud:', error);
        return json(500, { error: { code: 'InternalServerError', message: 'The local cloud failed; its log says why.' } });
      })
      .then((result) => {
        send(response, result);
      })
      .catch((error: unknown) => {
        response.destroy(error instanceof Error ? error : undefined);
      });
  };
}

export interface Listening {
  readonly port: number;
  /** Closes the port and every open connection. */
  stop(): Promise<void>;
}

async function listenOn(server: Server | HttpsServer, what: string, port: number): Promise<Listening> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(error.code === 'EADDRINUSE' ? new PortInUseError(what, port, error) : error);
    });
    server.listen({ port, host: '127.0.0.1' }, resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error(`${what} has no port`);
  return {
    port: address.port,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

/** Serves `router` over plain http on loopback. `base` gives the server's own origin once it is known. */
export function listenHttp(router: Router, what: string, port: number, base: () => string): Promise<Listening> {
  return listenOn(createHttpServer(listener(router, base)), what, port);
}

/** Serves `router` over https on loopback. `tls` holds PEM texts. */
export function listenHttps(router: Router, what: string, port: number, base: () => string, tls: { readonly key: string; readonly cert: string }): Promise<Listening> {
  return listenOn(createHttpsServer(tls, listener(router, base)), what, port);
}
