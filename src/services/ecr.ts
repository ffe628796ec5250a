/** Elastic Container Registry, as far as it is storage. What tasks pull when they start is sent by the tasks. */
import * as z from "zod";
import { size } from "../quantities.ts";
import { GIGABYTE } from "../units.ts";
import { assumed, PRACTICE } from "./assumed.ts";
import { times } from "./hour-columns.ts";
import { service } from "./service.ts";

const config = z.strictObject({
  /** All images together, compressed, shared layers once; an assumption when left out. */
  stored: size().optional(),
});

export const ecr = service<z.output<typeof config>>({
  kind: "ecr",
  title: "Elastic Container Registry",
  sources: ["https://aws.amazon.com/ecr/pricing/"],
  config,
  meters: {
    stored: {
      title: "Images stored",
      price: { serviceCode: "AmazonECR", usageType: "TimedStorage-ByteHrs" },
      unit: "GB-Mo",
      size: { perMonth: GIGABYTE },
      rounding: "exact",
      infracost: { name: "Storage", unit: "GB" },
      filters: { productFamily: "EC2 Container Registry", usagetype: "TimedStorage-ByteHrs" },
    },
  },
  limits: {},
  terraform: {
    aws_ecr_repository: { config: () => ({}) },
    aws_ecr_lifecycle_policy: { free: "policies cost nothing" },
    aws_ecr_repository_policy: { free: "policies cost nothing" },
  },
  assumptions: [
    assumed(
      "ecrGB",
      "images kept per repository: ten of 300 MB that share no layers",
      [0.5, 3, 15],
      ["GB", GIGABYTE],
      PRACTICE,
    ),
  ],
  block({ stored }, context) {
    const bytes = stored ?? context.assume("ecrGB");
    const note = stored === undefined ? { assumptions: ["ecrGB"] } : {};
    context.meter("stored", times(context.activeSeconds, bytes), note);
  },
});
