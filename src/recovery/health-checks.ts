/**
 * How long Route 53 takes to see that an endpoint is gone. Health checkers around the world each ask every interval, without
 * coordination; each says unhealthy after `threshold` failures in a row; the endpoint is unhealthy when 18 % of them or fewer say
 * healthy. An endpoint that does not answer fails a check when no connection stands after four seconds.
 * https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-determining-health-of-endpoints.html
 */
import { hash01, stream } from "../math.ts";

/** Two checkers in each of the eight locations that a check is made from unless others are chosen. */
const CHECKERS = 16;
/** More than this share must say healthy. */
const HEALTHY_SHARE = 0.18;
/** Time to connect. */
const TIMEOUT_SECONDS = 4;

export interface HealthCheck {
  readonly intervalSeconds: number;
  readonly threshold: number;
}

/**
 * Seconds from the loss until Route 53 calls the endpoint unhealthy, in draw `run`: the phase of every checker is drawn.
 * With 10 s and a threshold of 3 it lies between 24 s and 34 s.
 */
export function detectionSeconds({ intervalSeconds, threshold }: HealthCheck, seed: number, run: number): number {
  const phases = Array.from({ length: CHECKERS }, (_, i) => hash01(seed, stream(`health checker ${i}`), run));
  const mayStayHealthy = Math.floor(HEALTHY_SHARE * CHECKERS);
  const last = phases.toSorted((a, b) => a - b)[CHECKERS - mayStayHealthy - 1] ?? 1;
  return (threshold - 1 + last) * intervalSeconds + TIMEOUT_SECONDS;
}
