import { format, type Expression } from '../arm/expression.js';
import type { BuiltControls } from '../tiers.js';

/**
 * What a session lets through. At tier 2 copying out is forbidden by a policy that people accept, and the desktop holds them to it, while copying in stays
 * possible; from tier 3 there is no clipboard.
 */
export function rdpProperties(controls: BuiltControls): string {
  const off = controls.redirection === 'off';
  return [
    'targetisaadjoined:i:1',
    'enablerdsaadauth:i:1',
    `redirectclipboard:i:${controls['copy-out'] === 'disabled' ? '0' : '1'}`,
    `drivestoredirect:s:${off ? '' : '*'}`,
    `redirectprinters:i:${off ? '0' : '1'}`,
    `usbdevicestoredirect:s:${off ? '' : '*'}`,
    `devicestoredirect:s:${off ? '' : '*'}`,
    `redirectcomports:i:${off ? '0' : '1'}`,
    `redirectsmartcards:i:${off ? '0' : '1'}`,
    'redirectwebauthn:i:1',
    `camerastoredirect:s:${off ? '' : '*'}`,
    `audiocapturemode:i:${off ? '0' : '1'}`,
    '',
  ].join(';');
}

const policies = 'HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows NT\\Terminal Services';
const set = (name: string, value: number): string => `reg add "${policies}" /v ${name} /t REG_DWORD /d ${String(value)} /f`;

/**
 * What a desktop runs once it is there: the rules of its tier first, then its registration with the agent that the image brings. Redirections are switched off on the
 * desktop too, so that the pool's properties are not the only thing that holds.
 */
export function desktopCommand(controls: BuiltControls, token: Expression): Expression {
  const commands = [
    ...(controls['screen-capture'] === 'prevented' ? [set('fEnableScreenCaptureProtect', 2), set('fEnableWatermarking', 1)] : []),
    ...(controls['copy-out'] === 'disabled' ? [set('fDisableClip', 1)] : []),
    // From the desktop to the person's device: nothing.
    ...(controls['copy-out'] === 'forbidden' ? [set('SCClipLevel', 0)] : []),
    ...(controls.redirection === 'off' ? [set('fDisableCdm', 1), set('fDisableCpm', 1), set('fDisableCcm', 1), set('fDisablePNPRedir', 1)] : []),
    'powershell -NoProfile -ExecutionPolicy AllSigned -File C:\\Lockkeeper\\register.ps1 -Token {0}',
  ];
  return format(`cmd /c "${commands.map((command) => command.replaceAll('"', '""')).join(' && ')}"`, token);
}
