/**
 * How long Lambda takes to start an environment, by the size of the package. AWS publishes no figure; this is a measurement of
 * Node.js 20 at 256 MB in us-east-1 (https://gist.github.com/adriantanasa/06a9cbc36744ef0bf946255e9e75efbe), means in ms.
 */
import { KILOBYTE } from "../units.ts";

const measured = [
  [1, 242],
  [1024, 297],
  [4096, 374],
  [8192, 474],
  [16_384, 703],
  [32_768, 1354],
  [65_536, 3184],
] as const;

/** Seconds for a package of `bytes`, straight between measurements, level beyond them: `initSeconds(4 * 2 ** 20) === 0.374`. */
export function initSeconds(bytes: number): number {
  let [fromKilobytes, fromMs] = measured[0] as readonly [number, number];
  const kilobytes = bytes / KILOBYTE;
  if (kilobytes <= fromKilobytes) return fromMs / 1000;
  for (const [toKilobytes, toMs] of measured) {
    if (kilobytes <= toKilobytes) {
      const share = (kilobytes - fromKilobytes) / (toKilobytes - fromKilobytes);
      return (fromMs + share * (toMs - fromMs)) / 1000;
    }
    [fromKilobytes, fromMs] = [toKilobytes, toMs];
  }
  return fromMs / 1000;
}
