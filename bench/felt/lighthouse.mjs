// The scores that Lighthouse gives a site, for the line of this benchmark and for its own, slower one. Needs the package in
// this folder; where it cannot be installed there are no scores.
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const here = import.meta.dirname ?? new URL('.', import.meta.url).pathname;
const PACKAGE = join(here, 'node_modules/lighthouse');
export const LINES = {
  'Fast 4G': ['--throttling.rttMs=60', '--throttling.throughputKbps=9000', '--throttling.cpuSlowdownMultiplier=4'],
  'slow 4G': [],
};
const CATEGORIES = ['performance', 'accessibility', 'best-practices'];

export const version = () =>
  existsSync(join(PACKAGE, 'package.json')) ? JSON.parse(readFileSync(join(PACKAGE, 'package.json'), 'utf8')).version : null;

/** { performance, accessibility, 'best-practices', metrics, failed: [ids of audits that cost something] }; scores of 100. */
export async function scores(url, line) {
  const folder = mkdtempSync(join(tmpdir(), 'felt-'));
  const report = join(folder, 'report.json');
  try {
    await promisify(execFile)(process.execPath, [
      join(PACKAGE, 'cli/index.js'), url, '--quiet', '--output=json', `--output-path=${report}`, '--no-enable-error-reporting',
      `--only-categories=${CATEGORIES.join(',')}`, '--chrome-flags=--headless=new --no-sandbox --disable-gpu', ...LINES[line],
    ], { env: { ...process.env, CHROME_PATH: process.env.CHROMIUM }, timeout: 180_000 });
    const { audits, categories } = JSON.parse(readFileSync(report, 'utf8'));
    const found = Object.fromEntries(CATEGORIES.map(id => [id, Math.round(categories[id].score * 100)]));
    const metric = id => audits[id]?.numericValue;
    const isCounted = new Set(CATEGORIES.slice(1).flatMap(id => categories[id].auditRefs.filter(({ weight }) => weight > 0).map(({ id }) => id)));
    return {
      ...found,
      metrics: {
        firstPaint: metric('first-contentful-paint'), largestPaint: metric('largest-contentful-paint'),
        blocking: metric('total-blocking-time'), shift: metric('cumulative-layout-shift'), speedIndex: metric('speed-index'),
      },
      failed: [...isCounted].filter(id => audits[id].score !== null && audits[id].score < 1),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
