/** What every EC2 instance is charged for, whichever service launches it: hours by its type, and its gp3 volume. */
import { GIGABYTE, HOUR_SECONDS } from "../units.ts";
import type { Meter } from "./service.ts";

/** Hours of Linux On-Demand, by the second from a minute on: https://aws.amazon.com/ec2/pricing/on-demand/ */
export function onDemandHours<Config>(typeOf: (config: Config) => string): Meter<Config> {
  return {
    title: "Instance hours",
    price: (of) => ({ serviceCode: "AmazonEC2", usageType: `BoxUsage:${typeOf(of)}`, operation: "RunInstances" }),
    unit: "Hrs",
    size: HOUR_SECONDS,
    rounding: "second_min_60",
    infracost: { name: "Instance usage (Linux/UNIX, on-demand)", unit: "hours" },
    filters: (of) => ({
      instanceType: typeOf(of),
      operatingSystem: "Linux",
      tenancy: "Shared",
      preInstalledSw: "NA",
      capacitystatus: "Used",
      operation: "RunInstances",
      marketoption: "OnDemand",
    }),
  };
}

/** The same on Spot, whose prices are not in the Price List: https://aws.amazon.com/ec2/spot/pricing/ */
export function spotHours<Config>(typeOf: (config: Config) => string): Meter<Config> {
  return {
    title: "Spot instance hours",
    price: (of) => ({ serviceCode: "AmazonEC2", usageType: `SpotUsage:${typeOf(of)}` }),
    unit: "Hrs",
    size: HOUR_SECONDS,
    rounding: "second_min_60",
    infracost: { name: "Instance usage (Linux/UNIX, spot)", unit: "hours" },
    filters: null,
  };
}

/** Provisioned gp3 storage, by the second from a minute on: https://aws.amazon.com/ebs/pricing/ */
export function gp3Storage(title: string): Meter {
  return {
    title,
    price: { serviceCode: "AmazonEC2", usageType: "EBS:VolumeUsage.gp3" },
    unit: "GB-Mo",
    size: { perMonth: GIGABYTE },
    rounding: "second_min_60",
    infracost: { name: "Storage (general purpose SSD, gp3)", unit: "GB" },
    filters: { volumeApiName: "gp3", productFamily: "Storage" },
  };
}
