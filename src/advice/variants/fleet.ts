/**
 * Fewer tasks or instances when little is asked: a lower minimum, or one by the clock.
 * https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-scheduled-scaling.html
 */
import type { Scenario } from "../../scenario/schema.ts";
import { configured, type Facts, type LeftOut, settingOf, type Variant } from "../variant.ts";

const page =
  "https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-scheduled-scaling.html";

interface Fleet {
  readonly min: number;
  readonly scaling: { readonly scheduled: readonly unknown[] };
}

export function fleetVariants({ scenario, model }: Facts): readonly (Variant | LeftOut)[] {
  return configured<Fleet>(scenario, "fargate", "ec2_auto_scaling").flatMap(
    ({ id, kind, config: { min, scaling } }) => {
      const unit = kind === "fargate" ? "task" : "instance";
      const lower = lowerThan(min).map((to) => minimum(id, unit, to, scenario));
      if (min === 0) return [{ title: `a lower minimum of ${id}`, why: "it is 0" }];
      if (scaling.scheduled.length > 0) return [...lower, { title: `a schedule of ${id}`, why: "it has one" }];
      const asked = model.traffic.recorded !== null || model.traffic.hourRates.some((rate) => rate > 0);
      const off = asked ? [] : [workingHours(id, unit, min, scenario)];
      return [...lower, ...(min > 1 ? [nights(id, unit, min, scenario)] : []), ...off];
    },
  );
}

/** The half, the half of that, … and 1: `lowerThan(6)` is 3, 1. */
function lowerThan(min: number): readonly number[] {
  const steps: number[] = [];
  for (let to = Math.floor(min / 2); to >= 1; to = Math.floor(to / 2)) steps.push(to);
  return steps;
}

function minimum(id: string, unit: string, to: number, { network }: Scenario): Variant {
  return {
    id: `minimum.${id}.${to}`,
    title: `a minimum of ${to} ${unit}${to === 1 ? "" : "s"} for ${id}`,
    group: `minimum.${id}`,
    changes: () => [{ path: settingOf(id, "min"), value: to }],
    loses: to < network.azs ? [`a ${unit} of ${id} in every zone`] : [],
    needs: [],
    source: page,
  };
}

/** Half of them, at least one, while most people sleep. */
function nights(id: string, unit: string, min: number, { traffic, network }: Scenario): Variant {
  const low = Math.max(1, Math.floor(min / 2));
  const timezone = traffic.baseline.timezone;
  return {
    id: `nights.${id}`,
    title: `a minimum of ${low} ${unit}${low === 1 ? "" : "s"} for ${id} from 23:00 to 07:00 (${timezone})`,
    group: `minimum.${id}`,
    changes: () => [
      {
        path: settingOf(id, "scaling", "scheduled"),
        value: [
          { at: "23:00", min: low, timezone },
          { at: "07:00", min, timezone },
        ],
      },
    ],
    loses: low < network.azs ? [`a ${unit} of ${id} in every zone at night`] : [],
    needs: [],
    source: page,
  };
}

/** For what nobody asks for much: environments of tests and pull requests. */
function workingHours(id: string, unit: string, min: number, { traffic }: Scenario): Variant {
  const timezone = traffic.baseline.timezone;
  const days = ["mon", "tue", "wed", "thu", "fri"];
  return {
    id: `working-hours.${id}`,
    title: `no ${unit} of ${id} outside of 08:00 to 20:00 on working days (${timezone})`,
    group: `minimum.${id}`,
    changes: () => [
      { path: settingOf(id, "min"), value: 0 },
      {
        path: settingOf(id, "scaling", "scheduled"),
        value: [{ from: "08:00", until: "20:00", min, days, timezone }],
      },
    ],
    loses: ["the service at night and on weekends, until somebody raises the minimum"],
    needs: [],
    source: page,
  };
}
