import type { Area, Cloud } from './cloud.js';
import { answerBatch } from './graph/batch.js';
import type { GraphHandler } from './graph/call.js';
import { authenticate, authorize } from './graph/caller.js';
import { changeGroup, createGroup, deleteGroup, getGroup, listGroups } from './graph/groups.js';
import { sendMail } from './graph/mail.js';
import { addMember, addOwner, checkMemberGroups, listMemberOf, listMembers, listOwners, removeMember, removeOwner } from './graph/members.js';
import { isUnseen } from './graph/late-groups.js';
import { errorResponse, GraphError, notFound } from './graph/odata.js';
import { graphOperations, type GraphOperation, type GraphOperationName } from './graph/permissions.js';
import { getUser, listUsers } from './graph/users.js';
import { createRouter, type CloudResponse, type Route, type RoutedRequest } from './router.js';

const handlers: Readonly<Record<GraphOperationName, GraphHandler>> = {
  'list-users': listUsers,
  'get-user': getUser,
  'list-member-of': listMemberOf,
  'check-member-groups': checkMemberGroups,
  'send-mail': sendMail,
  'list-groups': listGroups,
  'get-group': getGroup,
  'create-group': createGroup,
  'change-group': changeGroup,
  'delete-group': deleteGroup,
  'list-members': listMembers,
  'list-owners': listOwners,
  'add-member': addMember,
  'remove-member': removeMember,
  'add-owner': addOwner,
  'remove-owner': removeOwner,
};

const clientRequestId = (request: RoutedRequest): string | undefined => {
  const value = request.headers['client-request-id'];
  return typeof value === 'string' && /^[\w-]{1,64}$/.test(value) ? value : undefined;
};

const guarded =
  (cloud: Cloud, handle: (request: RoutedRequest) => Promise<CloudResponse>) =>
  async (request: RoutedRequest): Promise<CloudResponse> => {
    try {
      return await handle(request);
    } catch (error) {
      if (error instanceof GraphError) return errorResponse(error, cloud.now(), clientRequestId(request));
      throw error;
    }
  };

function operationRoute(cloud: Cloud, operation: GraphOperation, handler: GraphHandler): Route {
  return {
    method: operation.method,
    path: operation.path,
    handle: guarded(cloud, async (request) => {
      const caller = await authenticate(cloud, request);
      const named = operation.path.startsWith('/v1.0/groups/{id}') ? request.param('id').toLowerCase() : undefined;
      if (named !== undefined && isUnseen(cloud, named)) throw notFound(named);
      authorize(cloud, caller, operation, request);
      return handler({ cloud, caller, request });
    }),
  };
}

/** Microsoft Graph v1.0, as far as the product uses it. Every operation passes authentication and the permission table before its handler. */
export const graphApi: Area = (cloud) => {
  const names = Object.keys(graphOperations) as GraphOperationName[];
  const routes = names.map((name) => operationRoute(cloud, graphOperations[name], handlers[name]));
  const unknown = (): CloudResponse => errorResponse(new GraphError(404, 'UnknownError', 'Resource not found for the segment.'), cloud.now(), undefined);
  const steps = createRouter(routes, unknown);
  return [
    ...routes,
    {
      method: 'POST',
      path: '/v1.0/$batch',
      handle: guarded(cloud, async (request) => {
        await authenticate(cloud, request);
        return answerBatch(request, steps);
      }),
    },
  ];
};
