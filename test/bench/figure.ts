/** One measured figure, and the same of a peer where there is one to compare with. */

/** A figure. */
export interface Figure {
  /** What was measured. */
  readonly name: string;
  readonly value: number;
  /** As `ms`, `requests`, `MB`. */
  readonly unit: string;
  /** Every single measurement, if `value` is their median. */
  readonly all?: readonly number[];
  /** Who was measured the same way in the same run. */
  readonly peer?: string;
  readonly peerValue?: number;
}

/** The middle one of some numbers; of an even count, the mean of the two in the middle. NaN for none. */
export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((one, other) => one - other);
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.floor(sorted.length / 2)]];
  return low === undefined || high === undefined ? Number.NaN : (low + high) / 2;
}

/** A figure as one line for a person. */
export function figureLine({ name, value, unit, peer, peerValue }: Figure): string {
  const own = `${name}: ${round(value)} ${unit}`;
  if (peer === undefined || peerValue === undefined) return own;
  return `${own} (${peer}: ${round(peerValue)} ${unit}; ratio ${round(value / peerValue)})`;
}

/** A figure as one line of JSON for a program. */
export function figureJson({ name, value, unit, peer, peerValue }: Figure): string {
  const ratio = peerValue === undefined ? undefined : value / peerValue;
  return JSON.stringify({ name, value, unit, peer, peerValue, ratio });
}

function round(number: number): string {
  return number.toLocaleString("en-US", { maximumFractionDigits: number < 10 ? 2 : 0 });
}
