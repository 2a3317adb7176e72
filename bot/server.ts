import type { InvokeResponse } from 'botbuilder';
import type { Activity } from 'botbuilder';
import type { Logger } from 'pino';
import restify, { type Next, type Request, type Response, type Server } from 'restify';
import { describeError } from '../services/context/index.js';
import { isAllowedServiceUrl, readActivity } from './activity-schema.js';

/** Largest body that is read: four times what Teams sends. */
const largestBody = 1_000_000;

/** What the server hands requests to. */
export interface Doors {
  /** @throws an error with `statusCode` 401 when the channel has not signed this token for this bot */
  admit(authHeader: string): Promise<void>;
  /** @throws an error with `statusCode` 401 when the token is not the channel's */
  receive(authHeader: string, activity: Activity): Promise<InvokeResponse | undefined>;
  /** Told of each refused token, without the token. */
  refused(why: 'token' | 'service-url'): void;
  /** What `/ready` answers: each part and whether it works. */
  ready(): Promise<Readonly<Record<string, boolean>>>;
  readonly serviceUrlHosts: readonly string[];
  readonly log: Logger;
}

/** The HTTP face: it transports, and turns every fault into a status with a short text that tells nothing about the inside. */
export function createServer(doors: Doors): Server {
  const server = restify.createServer({ name: 'lockkeeper', ignoreTrailingSlash: true, handleUncaughtExceptions: false });
  server.pre((_request: Request, response: Response, next: Next) => {
    response.setHeader('X-Content-Type-Options', 'nosniff');
    response.setHeader('Cache-Control', 'no-store');
    next();
  });
  server.get('/health', (_request: Request, response: Response, next: Next) => {
    response.send(200, { status: 'alive' });
    next();
  });
  server.get('/ready', (_request: Request, response: Response, next: Next) => {
    void doors.ready().then((parts) => {
      const ready = Object.values(parts).every(Boolean);
      response.send(ready ? 200 : 503, { ready, ...parts });
      next();
    });
  });
  server.post('/api/messages', onlyPlainJson, onlyTheChannel(doors), restify.plugins.bodyParser({ maxBodySize: largestBody, mapParams: false, rejectUnknown: true }), (request: Request, response: Response, next: Next) => {
    void answer(doors, request, response).finally(next);
  });
  return server;
}

/** The parser would inflate a compressed body without any limit, and write the parts of a form to the disk. */
function onlyPlainJson(request: Request, response: Response, next: Next): void {
  if (request.contentType().toLowerCase() === 'application/json' && request.headers['content-encoding'] === undefined) {
    next();
    return;
  }
  response.send(415, { error: 'The body must be JSON, and not compressed.' });
  next(false);
}

/** A body is read only when its token holds: parsing one costs far more than sending it. */
function onlyTheChannel(doors: Doors): (request: Request, response: Response, next: Next) => void {
  return ({ headers: { authorization = '' } }: Request, response: Response, next: Next) => {
    if (authorization.trim() === '') {
      doors.refused('token');
      response.send(401, { error: 'A token of the channel is needed.' });
      next(false);
      return;
    }
    doors.admit(authorization).then(
      () => { next(); },
      (error: unknown) => {
        fail(doors, response, error);
        next(false);
      },
    );
  };
}

async function answer(doors: Doors, request: Request, response: Response): Promise<void> {
  const activity = readActivity(request.body);
  if (!activity) {
    response.send(400, { error: 'The body is no activity.' });
    return;
  }
  if (!isAllowedServiceUrl(activity.serviceUrl, doors.serviceUrlHosts)) {
    doors.refused('service-url');
    response.send(403, { error: 'The serviceUrl is not one of the channel.' });
    return;
  }
  try {
    const invoked = await doors.receive(request.headers.authorization ?? '', activity);
    if (invoked) response.send(invoked.status, invoked.body as object | undefined);
    else response.send(200);
  } catch (error) {
    fail(doors, response, error);
  }
}

function fail(doors: Doors, response: Response, error: unknown): void {
  const status = statusOf(error);
  if (status === 401) doors.refused('token');
  else doors.log.error({ err: describeError(error) }, 'a turn failed');
  response.send(status, { error: status === 401 ? 'The token is not valid for this bot.' : 'The turn failed; it was recorded.' });
}

function statusOf(error: unknown): number {
  return typeof error === 'object' && error !== null && 'statusCode' in error && (error.statusCode === 401 || error.statusCode === 403) ? 401 : 500;
}
