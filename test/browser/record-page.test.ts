import assert from 'node:assert/strict';
import { recordPage } from '../../cards/pages/index.js';
import { widths } from '../cards/card-page.js';
import { saying } from '../cards/hostile.js';
import { sampleRecord } from '../cards/pages/record-sample.js';
import { format } from '../cards/samples.js';
import { stage } from './hooks.js';

describe('the page of a classification record', () => {
  const pages = { usual: sampleRecord, 'with the longest words': saying('Donaudampfschifffahrtsgesellschaft'.repeat(20))(sampleRecord) };

  for (const [what, record] of Object.entries(pages)) {
    for (const [kind, width] of [...Object.entries(widths), ['wide screen', 1200] as const]) {
      it(`${what}, scrolls down only on a ${kind} of ${String(width)} px`, async () => {
        const page = await stage().browser.newPage({ viewport: { width, height: 800 } });
        try {
          await page.setContent(recordPage(record, format));
          const [needed, shown] = (await page.evaluate('[document.documentElement.scrollWidth, document.documentElement.clientWidth]')) as [number, number];
          assert.ok(needed <= shown, `${String(needed)} px are needed`);
        } finally {
          await page.close();
        }
      });
    }
  }

  it('prints on A4', async () => {
    const page = await stage().browser.newPage();
    try {
      await page.setContent(recordPage(sampleRecord, format));
      const pdf = await page.pdf({ preferCSSPageSize: true });
      // In points, 72 to the inch.
      const [, width = '', height = ''] = /\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/.exec(pdf.toString('latin1')) ?? [];
      assert.deepEqual([Math.round(Number(width)), Math.round(Number(height))], [595, 842]);
    } finally {
      await page.close();
    }
  });
});
