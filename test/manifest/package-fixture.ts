import path from 'node:path';

export const manifestFolder = path.resolve(import.meta.dirname, '../../manifest');

/** An organisation's settings, all right. */
export const organisation = {
  TEAMS_APP_ID: '6b0f4f0e-0d0d-4f5a-8f07-2d6a3f6f7c11',
  MICROSOFT_APP_ID: '0f8f1f57-2a53-4a7e-8f4c-5a8f3f1c9d22',
  BOT_DOMAIN: 'lockkeeper.stmarys-research.org',
  DEVELOPER_NAME: 'St Mary’s "Research" Data',
  DEVELOPER_WEBSITE: 'https://stmarys-research.org/lockkeeper',
  PRIVACY_URL: 'https://stmarys-research.org/privacy',
  TERMS_URL: 'https://stmarys-research.org/terms',
} as const;

export const defaults = { version: '1.4.0', withoutSettings: 'refuse' } as const;
