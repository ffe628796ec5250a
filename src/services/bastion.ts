/**
 * Bastion host: an instance with a public address through which people reach what stands in private subnets. It is charged whether
 * anybody logs in or not; its address is a component of its own. An instance connect endpoint does the same for nothing.
 */
import * as z from "zod";
import { count, size } from "../quantities.ts";
import { GIGABYTE } from "../units.ts";
import { times } from "./hour-columns.ts";
import { natInstance } from "./nat-instance.ts";
import { type Meter, service } from "./service.ts";

const config = z.strictObject({
  instances: count(1).default(1),
  instance_type: z
    .string()
    .regex(/^[a-z0-9-]+\.[a-z0-9-]+$/, "must be an instance type such as t4g.nano")
    .default("t4g.nano"),
  /** Root volume, gp3. The default is the size of Amazon Linux's own image. */
  disk: size().default(8 * GIGABYTE),
});

// An instance is an instance: what it forwards is all that sets a NAT instance apart.
const { hours, disk } = natInstance.meters as Readonly<Record<"hours" | "disk", Meter<z.output<typeof config>>>>;

export const bastion = service<z.output<typeof config>>({
  kind: "bastion",
  title: "Bastion host",
  sources: ["https://aws.amazon.com/ec2/pricing/on-demand/", "https://aws.amazon.com/ebs/pricing/"],
  config,
  meters: { hours, disk },
  limits: {},
  // Nothing in a plan tells a bastion from another instance.
  terraform: {},
  block({ instances, instance_type: type, disk: bytes }, context) {
    const instanceSeconds = times(context.activeSeconds, instances);
    context.meter("hours", instanceSeconds, { cause: `${instances} × ${type}` });
    context.meter("disk", times(instanceSeconds, bytes));
  },
});
