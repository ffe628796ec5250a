/** The components that run the shop's own code, and so start things, read secrets, decrypt and log. */
import type { Driver } from "../simulation/driver.ts";
import type { ComponentContext } from "./service.ts";

/** Kinds with a driver `launches`: tasks, environments or instances started. */
export const computeKinds = ["fargate", "ec2_auto_scaling", "lambda", "ec2_spot"] as const;

/** Kinds that run all day, and the driver of their unit-seconds. */
const running = { fargate: "running tasks", ec2_auto_scaling: "running instances" } as const;

/** Every service of tasks or instances of the Region, with the driver of its unit-seconds. */
export function fleets(context: Pick<ComponentContext, "all" | "driverOf">): readonly Fleet[] {
  return Object.entries(running).flatMap(([kind, name]) =>
    context.all(kind).map((id) => ({ id, running: context.driverOf(id, name) })),
  );
}

export interface Fleet {
  readonly id: string;
  readonly running: Driver;
}

/** What holds connections open for the application: its first fleet, or the functions that serve requests, one for each environment. */
export function connectionHolders(context: Pick<ComponentContext, "all" | "driverOf" | "classes">): {
  readonly units: readonly Driver[];
  readonly each: "pool" | "one";
} {
  const [fleet] = fleets(context);
  if (fleet !== undefined) return { units: [fleet.running], each: "pool" };
  const functions = context.all("lambda").filter((id) => context.classes.some(({ compute }) => compute === id));
  return { units: functions.map((id) => context.driverOf(id, "environments")), each: "one" };
}

/** Whether what the component sends leaves through its subnets; a function outside of a VPC sends over AWS's own network. */
export function sendsThroughVpc(context: ComponentContext, id: string): boolean {
  const config = context.configOf(id);
  return !(typeof config === "object" && config !== null && "in_vpc" in config && config.in_vpc === false);
}

/** Seconds after which a NAT gateway drops an idle connection, and with it the port it holds. */
export const IDLE_CONNECTION_SECONDS = 350;
