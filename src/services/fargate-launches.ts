/**
 * How fast tasks may be launched: 100 at once and 20 a second per account and Region, 500 in a minute per service.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/throttling.html
 */
import { tokenBucket } from "../simulation/token-bucket.ts";

const PER_MINUTE = 500;

/** Of `wanted` tasks, how many launch at the end of a step of `dt` seconds that ends at `seconds`. Call once per step. */
export function launchRate(): (wanted: number, seconds: number, dt: number) => number {
  const bucket = tokenBucket(100, 20);
  let minute = -1;
  let inMinute = 0;
  let waiting = false;
  return (wanted, seconds, dt) => {
    bucket.refill(dt, waiting);
    const current = Math.floor(seconds / 60 + 1e-9);
    if (current !== minute) inMinute = 0;
    minute = current;
    const allowed = Math.floor(PER_MINUTE * Math.max(1, dt / 60)) - inMinute;
    const launched = bucket.take(Math.max(0, Math.min(wanted, allowed)));
    inMinute += launched;
    waiting = launched < wanted;
    return launched;
  };
}
