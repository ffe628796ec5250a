/** The components that run the shop's own code, and so start things, read secrets, decrypt and log. */
import type { ComponentContext } from "./service.ts";

/** Kinds with a driver `launches`: tasks, environments or instances started. */
export const computeKinds = ["fargate", "lambda", "ec2_spot"] as const;

/** Whether what the component sends leaves through its subnets; a function outside of a VPC sends over AWS's own network. */
export function sendsThroughVpc(context: ComponentContext, id: string): boolean {
  const config = context.configOf(id);
  return !(typeof config === "object" && config !== null && "in_vpc" in config && config.in_vpc === false);
}

/** Seconds after which a NAT gateway drops an idle connection, and with it the port it holds. */
export const IDLE_CONNECTION_SECONDS = 350;
