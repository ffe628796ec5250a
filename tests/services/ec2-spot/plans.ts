/** Plans of a batch to try, from a configuration as a scenario writes it. */
import { ec2SpotConfig } from "../../../src/services/ec2-spot/config.ts";
import { batchPlan, type BatchPlan } from "../../../src/services/ec2-spot/plan.ts";
import { alone } from "../../support/service-alone.ts";
import { ec2Spot } from "../../../src/services/ec2-spot.ts";

export const HOUR = 3600;

/** Four instances of four vCPUs work for two hours, after a boot of 90 s. */
export const nightly = { type: "c7g.xlarge", instances: 4, at: "02:00", work: "32h", checkpoint: "10m" };

/** Assumptions in their own units, and quotas; without a quota any number of instances may run. */
export function plan(
  config: object = {},
  assume: Readonly<Record<string, number>> = {},
  quotas: { readonly ec2_spot_vcpu?: number; readonly ec2_on_demand_vcpu?: number } = {},
): BatchPlan {
  const of = { ...nightly, ...config };
  const { context } = alone(ec2Spot, of, { assume: { spotBoot: 90, ...assume }, quotas });
  return batchPlan(ec2SpotConfig.parse(of), context);
}
