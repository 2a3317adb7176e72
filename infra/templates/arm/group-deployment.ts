import { parameter, Verbatim, type Expression } from './expression.js';
import type { Parameter } from './parameters.js';
import { subscriptionResource, type Resource } from './resource.js';
import { written, type Template } from './template.js';

interface GroupDeployment extends Omit<Template, 'deployedTo'> {
  readonly key: string;
  readonly name: Expression | string;
  readonly resourceGroup: Expression | string;
  /** Where the group lies in another subscription than the deployment's. */
  readonly subscriptionId?: Expression;
  /** What only the outer template can say, by the name under which the inner one takes it. */
  readonly handedIn?: Readonly<Record<string, { readonly declared: Parameter; readonly value: Expression }>>;
  readonly after?: readonly Resource[];
}

/** Resources of one resource group within a deployment to the subscription. What it uses of the outer parameters is handed on by name. */
export function groupDeployment({ key, name, resourceGroup, subscriptionId, handedIn = {}, after, ...contents }: GroupDeployment): Resource {
  const inner = { ...contents.parameters, ...Object.fromEntries(Object.entries(handedIn).map(([each, { declared }]) => [each, declared])) };
  const template = written({ ...contents, parameters: inner, deployedTo: 'resource group' });
  const parameters = Object.fromEntries(Object.keys(template.parameters).map((each) => [each, { value: handedIn[each]?.value ?? parameter(each) }]));
  const declared = Object.fromEntries(Object.entries(template.parameters).map(([each, { defaultValue: _, ...declaration }]) => [each, declaration]));
  return subscriptionResource(
    key,
    'Microsoft.Resources/deployments',
    name,
    {
      ...(subscriptionId && { subscriptionId }),
      resourceGroup,
      properties: { mode: 'Incremental', expressionEvaluationOptions: { scope: 'Inner' }, parameters, template: new Verbatim({ ...template, parameters: declared }) },
    },
    { ...(after && { after }) },
  );
}
