// How figures are written.

/** Three figures, so that what just misses its target is seen to. */
export const exact = value => (Number.isFinite(value) ? String(Number(value.toPrecision(3))) : '–');

/** Two figures that matter, three from 100 on. */
export function round(value) {
  if (value === null || value === undefined || !Number.isFinite(value)) return '–';
  if (Math.abs(value) >= 100) return String(Math.round(value));
  return String(Number(value.toPrecision(2)));
}

/** A share as per cent, never rounded up to what it is not. */
export const percent = share => (Number.isFinite(share) ? `${Math.floor(share * 1000 + 1e-9) / 10} %` : '–');
