import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pngSize } from '../../manifest/png.js';
import { decodePng } from './decode-png.js';
import { manifestFolder } from './package-fixture.js';

const icon = (name: string): Buffer => readFileSync(path.join(manifestFolder, 'icons', name));
const accentColour = [0x0b, 0x55, 0x63] as const;

describe('manifest: icons', () => {
  it('the colour icon has 192 × 192 pixels and fills all of them, since Teams cuts the corners itself', () => {
    const { width, height, pixels } = decodePng(icon('color.png'));
    assert.deepEqual({ width, height }, { width: 192, height: 192 });
    assert.ok(pixels.every(([, , , alpha]) => alpha === 255));
  });

  it('the colour icon keeps its gates within the middle 120 × 120 pixels', () => {
    const { width, pixels } = decodePng(icon('color.png'));
    const white = pixels.flatMap(([red, green, blue], index) => (red + green + blue === 3 * 255 ? [{ x: index % width, y: Math.floor(index / width) }] : []));
    assert.ok(white.length > 1000, 'no gates at all');
    assert.deepEqual(white.filter(({ x, y }) => Math.min(x, y) < 36 || Math.max(x, y) >= 156), []);
  });

  it('the colour icon stands on the accent colour of the manifest', () => {
    const { pixels } = decodePng(icon('color.png'));
    const { accentColor } = JSON.parse(readFileSync(path.join(manifestFolder, 'manifest.json'), 'utf8')) as { readonly accentColor: string };
    assert.deepEqual(pixels[0]?.slice(0, 3), [...accentColour]);
    assert.equal(accentColor, `#${Buffer.from(accentColour).toString('hex').toUpperCase()}`);
  });

  it('the outline icon has 32 × 32 pixels, each of them white or transparent', () => {
    const { width, height, pixels } = decodePng(icon('outline.png'));
    assert.deepEqual({ width, height }, { width: 32, height: 32 });
    assert.deepEqual(pixels.filter(([red, green, blue, alpha]) => alpha > 0 && red + green + blue < 3 * 255), []);
  });

  it('the outline icon shows a shape: a good part is fully white, a good part fully transparent', () => {
    const { pixels } = decodePng(icon('outline.png'));
    for (const wanted of [0, 255]) assert.ok(pixels.filter(([, , , alpha]) => alpha === wanted).length > pixels.length / 5, `alpha ${String(wanted)}`);
  });

  it('the size of a PNG is read from its header, and of nothing else', () => {
    assert.deepEqual(pngSize(icon('outline.png')), { width: 32, height: 32 });
    assert.equal(pngSize(icon('outline.svg')), undefined);
    assert.equal(pngSize(icon('outline.png').subarray(0, 20)), undefined);
  });
});
