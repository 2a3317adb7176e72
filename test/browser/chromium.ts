import { accessSync, constants } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

/** Where distributions put it; `CHROMIUM_PATH` comes first. */
const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'];

/**
 * The Chromium of this machine.
 * @throws Error that says what to install
 */
export function chromiumPath(): string {
  const wanted = process.env['CHROMIUM_PATH'];
  const found = [...(wanted === undefined ? [] : [wanted]), ...places].find(isExecutable);
  if (found === undefined) {
    throw new Error(`The browser tests need Chromium, and there is none at ${places.slice(0, 2).join(' or ')}. Install it (Debian, Ubuntu: apt-get update && apt-get install -y chromium), or set CHROMIUM_PATH.`);
  }
  return found;
}

/** A headless Chromium with an empty profile that talks to nobody by itself. */
export function launchChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: chromiumPath(),
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
