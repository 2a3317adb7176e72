import type { IncomingHttpHeaders } from 'node:http';
import { z } from 'zod';
import { json, type CloudResponse, type RoutedRequest, type Router } from '../router.js';
import { badRequest, readBody } from './odata.js';

const limit = 20;

const batchSchema = z.object({
  requests: z
    .array(
      z.object({
        id: z.string().min(1),
        method: z.string().toUpperCase().pipe(z.enum(['GET', 'POST', 'PATCH', 'PUT', 'DELETE'])),
        url: z.string().startsWith('/'),
        headers: z.record(z.string(), z.string()).default({}),
        body: z.unknown().optional(),
        dependsOn: z.array(z.string()).default([]),
      }),
    )
    .min(1),
});

type Step = z.infer<typeof batchSchema>['requests'][number];

function stepHeaders(step: Step, authorization: string | undefined): IncomingHttpHeaders {
  const named = Object.entries(step.headers).map(([name, value]) => [name.toLowerCase(), value] as const);
  return { ...Object.fromEntries(named), ...(authorization === undefined ? {} : { authorization }) };
}

function rendered(step: Step, response: CloudResponse): { id: string; status: number; headers: object; body?: unknown } {
  const text = response.body === undefined ? '' : Buffer.from(response.body).toString('utf8');
  return { id: step.id, status: response.status, headers: response.headers ?? {}, ...(text === '' ? {} : { body: JSON.parse(text) as unknown }) };
}

/** Answers `$batch`: up to 20 requests, in their order, each with its own status. A request that depends on a failed one is answered 424. */
export async function answerBatch(request: RoutedRequest, router: Router): Promise<CloudResponse> {
  const { requests } = readBody(request, batchSchema);
  if (requests.length > limit) throw badRequest(`Number of batch request steps exceeds the maximum value of ${limit}.`);
  if (new Set(requests.map(({ id }) => id)).size < requests.length) throw badRequest('The ids of batch request steps must be unique.');
  const succeeded = new Set<string>();
  const responses: object[] = [];
  for (const step of requests) {
    if (step.dependsOn.some((id) => !succeeded.has(id))) {
      responses.push(rendered(step, json(424, { error: { code: 'FailedDependency', message: 'A request that this one depends on failed.' } })));
      continue;
    }
    const url = new URL(`/v1.0${step.url}`, request.url);
    const body = Buffer.from(step.body === undefined ? '' : JSON.stringify(step.body));
    const response = await router({ method: step.method, url, headers: stepHeaders(step, request.headers.authorization), body });
    if (response.status < 400) succeeded.add(step.id);
    responses.push(rendered(step, response));
  }
  return json(200, { responses });
}
