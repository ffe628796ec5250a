/**
 * Data transfer of one Region: out to the internet, between zones (both sides are charged), to other Regions. Bytes in are free.
 * https://aws.amazon.com/ec2/pricing/on-demand/ · https://docs.aws.amazon.com/cur/latest/userguide/cur-data-transfers-charges.html
 */
import * as z from "zod";
import { regions } from "../regions.ts";
import { GIGABYTE } from "../units.ts";
import { type Meter, service } from "./service.ts";

const config = z.strictObject({});
type Config = z.output<typeof config>;

function meter(title: string, usageType: string, attributes: Readonly<Record<string, string>>): Meter<Config> {
  return {
    title,
    price: { serviceCode: "AWSDataTransfer", usageType, attributes },
    unit: "GB",
    size: GIGABYTE,
    rounding: "exact",
    infracost: null,
    filters: attributes,
  };
}

export const dataTransfer = service<Config>({
  kind: "data_transfer",
  title: "Data transfer",
  sources: [
    "https://aws.amazon.com/ec2/pricing/on-demand/",
    "https://docs.aws.amazon.com/cur/latest/userguide/cur-data-transfers-charges.html",
  ],
  config,
  meters: {
    internet: meter("Out to the internet", "DataTransfer-Out-Bytes", {
      transferType: "AWS Outbound",
      toLocation: "External",
    }),
    between_zones: meter("Between zones, each side", "DataTransfer-Regional-Bytes", { transferType: "IntraRegion" }),
    ...Object.fromEntries(
      regions.map((region) => [
        `to.${region}`,
        meter(`To ${region}`, "AWS-Out-Bytes", { transferType: "InterRegion Outbound", toRegionCode: region }),
      ]),
    ),
  },
  limits: {},
  terraform: {},
  block(_of, context) {
    const { internetOut, crossZone, toRegion } = context.transfers;
    context.meter("internet", internetOut);
    context.meter("between_zones", crossZone);
    for (const [region, bytes] of toRegion) context.meter(`to.${region}`, bytes);
  },
});
