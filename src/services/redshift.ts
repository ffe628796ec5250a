/** Redshift with RA3 nodes: hours of nodes and the data that they manage, which RA3 keeps apart from the nodes. */
import * as z from "zod";
import { count, size } from "../quantities.ts";
import { GIGABYTE, HOUR_SECONDS } from "../units.ts";
import { assumed, PRACTICE } from "./assumed.ts";
import { times } from "./hour-columns.ts";
import { type Meter, service } from "./service.ts";

const config = z.strictObject({
  node: z.enum(["ra3.large", "ra3.xlplus", "ra3.4xlarge", "ra3.16xlarge"]).default("ra3.xlplus"),
  nodes: count(1).max(128).default(2),
  /** Data held; an assumption when left out. */
  storage: size().optional(),
});

/** Managed storage of nodes and of serverless workgroups, which cost the same. */
export const managedStorage: Meter = {
  title: "Managed storage",
  price: { serviceCode: "AmazonRedshift", usageType: "managed storage" },
  unit: "GB-Mo",
  size: { perMonth: GIGABYTE },
  rounding: "exact",
  infracost: { name: "Managed storage", unit: "GB" },
  filters: { productFamily: "Redshift Managed Storage" },
};

export const redshift = service<z.output<typeof config>>({
  kind: "redshift",
  title: "Redshift",
  sources: ["https://aws.amazon.com/redshift/pricing/"],
  config,
  meters: {
    nodes: {
      title: "Node hours",
      price: ({ node }) => ({ serviceCode: "AmazonRedshift", usageType: `Node:${node}` }),
      unit: "Hrs",
      size: HOUR_SECONDS,
      rounding: "exact",
      infracost: { name: "Cluster usage (on-demand)", unit: "hours" },
      filters: ({ node }) => ({ usagetype: `Node:${node}` }),
    },
    storage: managedStorage,
  },
  limits: {},
  terraform: {
    aws_redshift_cluster: {
      config: ({ node_type: node, number_of_nodes: nodes }) => ({
        node,
        nodes: typeof nodes === "number" ? nodes : 1,
      }),
    },
    aws_redshift_subnet_group: { free: "a setting" },
    aws_redshift_parameter_group: { free: "a setting" },
  },
  assumptions: [assumed("rsGB", "data in Redshift's managed storage", [100, 500, 3000], ["GB", GIGABYTE], PRACTICE)],
  block({ nodes, storage }, context) {
    context.meter("nodes", times(context.activeSeconds, nodes));
    const note = storage === undefined ? { assumptions: ["rsGB"] } : {};
    context.meter("storage", times(context.activeSeconds, storage ?? context.assume("rsGB")), note);
  },
});
