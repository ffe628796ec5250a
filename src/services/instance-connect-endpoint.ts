/**
 * EC2 Instance Connect Endpoint: a way to instances in private subnets that needs no public address and no bastion host, and costs
 * nothing. What a session sends to another zone is too little to count.
 */
import * as z from "zod";
import { service } from "./service.ts";

const config = z.strictObject({});

export const instanceConnectEndpoint = service<z.output<typeof config>>({
  kind: "instance_connect_endpoint",
  title: "EC2 Instance Connect Endpoint",
  // "There is no additional cost for using EC2 Instance Connect Endpoints."
  sources: ["https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/connect-with-ec2-instance-connect-endpoint.html"],
  config,
  meters: {},
  limits: {},
  terraform: { aws_ec2_instance_connect_endpoint: { config: () => ({}) } },
});
