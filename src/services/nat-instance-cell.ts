/**
 * What a NAT instance lets through. Small types have a bandwidth that they sustain and one that they reach while credits last;
 * below 32 vCPUs none sends more than 5 Gbit/s to the internet.
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-instance-network-bandwidth.html
 */
import { bandwidthLimit } from "./bandwidth-limit.ts";
import type { Cell, CellContext } from "./service.ts";

const MEGABIT = 1e6 / 8;
/** Bytes per second to the internet of instances with fewer than 32 vCPUs. */
const INTERNET = 5000 * MEGABIT;

/** Baseline of burstable types (t3, t3a, t4g) by size, Mbit/s; nano as measured by https://fck-nat.dev. */
const baselines: Readonly<Record<string, number>> = {
  nano: 32,
  micro: 64,
  small: 128,
  medium: 256,
  large: 512,
  xlarge: 1024,
  "2xlarge": 2048,
};

/** Bytes per second that an instance sustains: `sustained("t4g.nano") === 4_000_000`. Types not known sustain what they may send. */
export function sustained(type: string): number {
  const [family = "", size = ""] = type.split(".");
  const baseline = /^t(3|3a|4g)$/.test(family) ? baselines[size] : undefined;
  return baseline === undefined ? INTERNET : baseline * MEGABIT;
}

export interface NatInstanceInput {
  readonly type: string;
  readonly instances: number;
  /** Time for which full credits last at the highest bandwidth. */
  readonly burstSeconds: number;
}

export function natInstanceCell({ type, instances, burstSeconds }: NatInstanceInput, context: CellContext): Cell {
  const { bus } = context;
  const base = sustained(type) * instances;
  const highest = INTERNET * instances;
  const full = (highest - base) * burstSeconds;
  const pass = bandwidthLimit(context, `${(base / MEGABIT).toLocaleString("en")} Mbit/s sustained`);
  let credits = full;

  return { stage: "network", step, waiting: () => 0 };

  function step(): void {
    const passed = pass(Math.min(highest * bus.dt, base * bus.dt + credits));
    credits = Math.min(full, credits + base * bus.dt - passed);
  }
}
