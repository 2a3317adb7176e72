import { call, type Expression, type JsonObject } from '../arm/expression.js';
import { resource, type Resource } from '../arm/resource.js';
import { p } from './parameters.js';

interface Machines {
  readonly key: string;
  readonly machine: Resource;
  readonly os: 'Linux' | 'Windows';
}

const agents = {
  Linux: { signIn: 'AADSSHLoginForLinux', monitoring: 'AzureMonitorLinuxAgent', monitoringVersion: '1.33', configuration: 'ConfigurationforLinux', configurationVersion: '1.26' },
  Windows: { signIn: 'AADLoginForWindows', monitoring: 'AzureMonitorWindowsAgent', monitoringVersion: '1.30', configuration: 'ConfigurationforWindows', configurationVersion: '1.29' },
} as const;

/** What every machine gets beside itself: sign-in with a directory account, monitoring, machine configuration, and an end of its day. */
export function machineExtras({ key, machine, os }: Machines): readonly Resource[] {
  const [name] = machine.name as readonly [Expression];
  const agent = agents[os];
  const loop = (suffix: string) => ({ ...(machine.copy && { copy: { name: `${key}${suffix}`, count: machine.copy.count } }) });
  const extension = (suffix: string, own: string, publisher: string, type: string, typeHandlerVersion: string, more: JsonObject = {}): Resource =>
    resource(`${key}${suffix}`, 'Microsoft.Compute/virtualMachines/extensions', [name, own], { properties: { publisher, type, typeHandlerVersion, autoUpgradeMinorVersion: true, ...more } }, loop(suffix));
  return [
    extension('SignIn', 'sign-in', 'Microsoft.Azure.ActiveDirectory', agent.signIn, '1.0'),
    extension('Monitoring', 'monitoring', 'Microsoft.Azure.Monitor', agent.monitoring, agent.monitoringVersion, { enableAutomaticUpgrade: true }),
    extension('Configuration', 'configuration', 'Microsoft.GuestConfiguration', agent.configuration, agent.configurationVersion, { enableAutomaticUpgrade: true, settings: {} }),
    resource(`${key}Reports`, 'Microsoft.Insights/dataCollectionRuleAssociations', 'to-core', { properties: { dataCollectionRuleId: p.dataCollectionRuleId } }, { scope: machine.id, ...loop('Reports') }),
    // Azure only heeds a schedule of this very name.
    resource(`${key}Shutdown`, 'Microsoft.DevTestLab/schedules', call('format', 'shutdown-computevm-{0}', name), {
      properties: { status: 'Enabled', taskType: 'ComputeVmShutdownTask', dailyRecurrence: { time: p.shutdownTime }, timeZoneId: p.shutdownTimeZone, targetResourceId: machine.id, notificationSettings: { status: 'Disabled', timeInMinutes: 30 } },
    }, loop('Shutdown')),
  ];
}
