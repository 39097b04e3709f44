import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const css = readFileSync(join(import.meta.dirname, '../../../renderer/components/tokens.css'), 'utf8');

function variables(selector: string): Map<string, string> {
  const start = css.indexOf(`${selector} {`);
  const block = css.slice(start, css.indexOf('\n}', start));
  return new Map([...block.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6});/g)].map((m) => [m[1] ?? '', m[2] ?? '']));
}

/** WCAG 2 relative luminance and contrast ratio. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
function contrast(a: string, b: string): number {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

const light = variables('[data-theme="light"]');
const dark = variables('[data-theme="dark"]');
const TEXTS = ['text', 'text-muted', 'accent', 'severity-high', 'severity-medium', 'severity-low', 'success'];
const SURFACES = ['surface', 'surface-sunk', 'surface-raised', 'surface-hover', 'surface-selected'];

test('both themes define the same colours', () => {
  expect([...dark.keys()].sort()).toEqual([...light.keys()].sort());
  expect(light.size).toBeGreaterThan(15);
});

describe.each([
  ['light', light],
  ['dark', dark],
])('%s', (_name, theme) => {
  const colour = (name: string) => theme.get(name) ?? '';

  test.each(TEXTS)('%s can be read on every surface', (text) => {
    for (const surface of SURFACES) {
      expect(contrast(colour(text), colour(surface)), `${text} on ${surface}`).toBeGreaterThanOrEqual(4.5);
    }
  });

  test('text on the accent can be read, also under the pointer', () => {
    for (const accent of ['accent', 'accent-hover']) {
      expect(contrast(colour('accent-text'), colour(accent))).toBeGreaterThanOrEqual(4.5);
    }
  });

  test('chart series stand out from the page', () => {
    for (let i = 1; i <= 5; i += 1) {
      expect(contrast(colour(`series-${i}`), colour('surface')), `series-${i}`).toBeGreaterThanOrEqual(3);
    }
  });
});

test('no letter-spacing, which Chinese type does not bear', () => {
  expect(css).not.toContain('letter-spacing');
});
