/**
 * NAT instance: an EC2 instance that forwards, one in each zone it stands in. It charges nothing per byte, and is only as fast as
 * its instance type; its public addresses are components of their own.
 */
import * as z from "zod";
import { size } from "../quantities.ts";
import { GIGABYTE } from "../units.ts";
import { assumed } from "./assumed.ts";
import { times } from "./hour-columns.ts";
import { natInstanceCell } from "./nat-instance-cell.ts";
import { service } from "./service.ts";
import { gp3Storage, onDemandHours } from "./ec2-meters.ts";

const config = z.strictObject({
  instance_type: z
    .string()
    .regex(/^[a-z0-9-]+\.[a-z0-9-]+$/, "must be an instance type such as t4g.small")
    .default("t4g.small"),
  /** Root volume, gp3. The default is the size of Amazon Linux's own image. */
  disk: size().default(8 * GIGABYTE),
});

export const natInstance = service<z.output<typeof config>>({
  kind: "nat_instance",
  title: "NAT instance",
  sources: [
    "https://docs.aws.amazon.com/vpc/latest/userguide/VPC_NAT_Instance.html",
    "https://aws.amazon.com/ec2/pricing/on-demand/",
    "https://aws.amazon.com/ebs/pricing/",
  ],
  config,
  meters: {
    hours: onDemandHours(({ instance_type: type }) => type),
    disk: gp3Storage("Root volume"),
  },
  limits: {
    bandwidth: {
      title: "NAT instance bandwidth",
      source: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-instance-network-bandwidth.html",
      seen: "calls to the outside time out, and requests that need them fail",
    },
  },
  terraform: {},
  assumptions: [
    assumed(
      "natBurst",
      "time for which a burstable NAT instance holds its highest bandwidth: 5 to 60 minutes, depending on size",
      [60, 10, 5],
      ["min", 60],
      "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-instance-network-bandwidth.html",
      "B",
    ),
  ],
  cell: ({ instance_type: type }, context) =>
    natInstanceCell({ type, instances: context.zones, burstSeconds: context.assume("natBurst") }, context),
  block({ instance_type: type, disk }, context) {
    const instanceSeconds = times(context.activeSeconds, context.zones);
    context.meter("hours", instanceSeconds, { cause: `${context.zones} × ${type}` });
    context.meter("disk", times(instanceSeconds, disk));
  },
});
