/** Fargate Spot in a service: which of its tasks, how often they are taken back, what a scenario's disruptions take. */
import { AVERAGE_MONTH_HOURS, HOUR_SECONDS } from "../units.ts";
import { assumed } from "./assumed.ts";
import { spotDry } from "./ec2-spot/assumptions.ts";
import { interruptionsPerSecond } from "./ec2-spot/hazard.ts";
import type { FargateConfig } from "./fargate-config.ts";
import type { FleetSpot } from "./fleet/machine.ts";
import { spotPart } from "./fleet/spot-part.ts";
import type { CellContext } from "./service.ts";

export const fargateSpotAssumptions = [
  assumed(
    "fargateSpotTaken",
    "share of Fargate Spot tasks that AWS takes back in a month",
    [0.01, 0.1, 0.5],
    "share",
    "practitioner's judgement; AWS publishes it for EC2 only",
  ),
  spotDry,
];

/** Null for a service all on demand. */
export function fargateSpot(of: FargateConfig, context: CellContext): FleetSpot | null {
  if (of.spot === 0) return null;
  const reclaims = context.disruptions().map(({ seconds, spotShare, backSeconds }) => ({
    seconds,
    share: spotShare,
    backSeconds: backSeconds ?? context.assume("spotDry"),
  }));
  return {
    part: spotPart({ base: of.base, share: of.spot, reclaims }),
    stopSeconds: of.stop_timeout,
    perSecond: interruptionsPerSecond(context.assume("fargateSpotTaken"), AVERAGE_MONTH_HOURS * HOUR_SECONDS),
    limit: context.limit("spot", "no Spot task taken back"),
  };
}
