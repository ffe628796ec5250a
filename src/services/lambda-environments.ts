/** The execution environments of a function: those started, those kept ready, and what of their time is billed. */
import { exp } from "../math.ts";
import type { CellContext } from "./service.ts";

/** Provisioned concurrency is billed in units of five minutes (Lambda pricing). */
const PROVISIONED_UNIT_SECONDS = 300;

export interface EnvironmentsOf {
  readonly initSeconds: number;
  /** Seconds that an unused environment is kept. */
  readonly keptSeconds: number;
  readonly memoryGb: number;
  /** Environments kept ready, before preparation. */
  readonly provisioned: number;
}

export interface Environments {
  /** Environments there are, busy and unused, at the end of the last step. */
  readonly warm: number;
  /** Environments that have been there since long before. */
  settle(warm: number): void;
  /** Environments kept ready in a step of `dt` seconds; call once per step, first. */
  provision(dt: number): number;
  /**
   * Environments started for `invoked` invocations: those that the busiest moment, `peak` at once, needs beyond the warm ones, and
   * at low rates each invocation that comes after the last environment was given up, e^(−rate × time kept) of them. `mean` are busy.
   */
  start(invoked: number, peak: number, mean: number, dt: number): number;
  /** Bills `gbSeconds` of work, which keep `mean` environments busy, and the starts of `cold` ones. */
  bill(gbSeconds: number, mean: number, cold: number): void;
}

/** Declares the drivers `launches`, `provisioned concurrency`, `GB-seconds` and `provisioned GB-seconds`. */
export function environments(of: EnvironmentsOf, context: CellContext): Environments {
  const { bus } = context;
  const provisioned = context.prepared("provisioned_concurrency", of.provisioned);
  const launches = context.driver("launches", "1/s");
  const onDemandGbSeconds = context.driver("GB-seconds", "GB");
  const provisionedGbSeconds = context.driver("provisioned GB-seconds", "GB");
  const provisionedTime = context.driver("provisioned concurrency", "GB");

  // One object, because captured variables that hold fractions would be allocated anew at every assignment.
  const self = {
    warm: 0,
    /** Provisioned environments, and since when. */
    level: 0,
    raisedAt: 0,
    /** Share of unused environments that a step of `dt` seconds leaves warm. */
    dt: 0,
    staysWarm: 1,
    settle(warm: number): void {
      self.warm = warm;
    },
    provision,
    start,
    bill,
  };
  return self;

  /** What is switched off is billed to the end of its five minutes. */
  function provision(dt: number): number {
    const now = provisioned(bus.seconds);
    let remainder = 0;
    if (now < self.level) {
      const stood = bus.seconds - self.raisedAt;
      const units = Math.ceil(stood / PROVISIONED_UNIT_SECONDS - 1e-9);
      remainder = (self.level - now) * (units * PROVISIONED_UNIT_SECONDS - stood);
    }
    if (now > self.level) self.raisedAt = bus.seconds;
    self.level = now;
    provisionedTime.now = (now * dt + remainder) * of.memoryGb;
    return now;
  }

  function start(invoked: number, peak: number, mean: number, dt: number): number {
    if (dt !== self.dt) {
      self.dt = dt;
      self.staysWarm = exp(-dt / of.keptSeconds);
    }
    const have = Math.max(self.warm, self.level);
    const grown = Math.max(0, peak - have);
    const lone = self.level >= 1 || invoked === 0 ? 0 : invoked * exp((-invoked / dt) * of.keptSeconds);
    self.warm = mean + (Math.max(have, peak) - mean) * self.staysWarm;
    launches.now = Math.min(invoked, grown + lone);
    return launches.now;
  }

  function bill(gbSeconds: number, mean: number, cold: number): void {
    const provisionedShare = mean > 0 ? Math.min(1, self.level / mean) : 0;
    provisionedGbSeconds.now = gbSeconds * provisionedShare;
    onDemandGbSeconds.now = gbSeconds * (1 - provisionedShare) + cold * of.initSeconds * of.memoryGb;
  }
}
