/** Meters of a bucket: Standard's under plain names, each other class's with its own, the replica's in its Region. */
import type { PriceSelector } from "../../pricing/price.ts";
import { GIGABYTE } from "../../units.ts";
import type { Meter } from "../service.ts";
import { classNames, storageClasses } from "./classes.ts";
import type { BucketConfig } from "./config.ts";

const price = (usageType: string): PriceSelector => ({ serviceCode: "AmazonS3", usageType });
const requests = { unit: "Requests", size: 1 };

function meter(title: string, usageType: string, of: Partial<Meter<BucketConfig>> = {}): Meter<BucketConfig> {
  return {
    title,
    price: price(usageType),
    unit: "GB-Mo",
    size: { perMonth: GIGABYTE },
    rounding: "exact",
    infracost: null,
    filters: { usagetype: usageType },
    ...of,
  };
}

/** Meters of the classes beside Standard: `storage.standard_ia`, `reads.standard_ia` … */
function ofClasses(): Record<string, Meter<BucketConfig>> {
  return Object.fromEntries(
    classNames
      .filter((name) => name !== "standard")
      .flatMap((name): [string, Meter<BucketConfig>][] => {
        const { title, storage, gets, retrieval, transition } = storageClasses[name];
        return [
          [`storage.${name}`, meter(`Storage, ${title}`, storage, { infracost: { name: "Storage", unit: "GB" } })],
          ...(gets === null ? [] : [pair(`reads.${name}`, `GET requests, ${title}`, gets, requests)]),
          ...(retrieval === null
            ? []
            : [pair(`retrieval.${name}`, `Retrieval, ${title}`, retrieval, { unit: "GB", size: GIGABYTE })]),
          ...(transition === null ? [] : [pair(`transitions.${name}`, `Moves to ${title}`, transition, requests)]),
        ];
      }),
  );
}

function pair(
  name: string,
  title: string,
  usageType: string,
  of: Partial<Meter<BucketConfig>>,
): [string, Meter<BucketConfig>] {
  return [name, meter(title, usageType, of)];
}

/** In the replica's Region. */
const inReplica =
  (of: "storage" | "puts") =>
  ({ replicate_to: region, replica_class: name }: BucketConfig): PriceSelector => ({
    ...price(storageClasses[name][of]),
    ...(region === undefined ? {} : { listedIn: region }),
  });

export const bucketMeters: Record<string, Meter<BucketConfig>> = {
  storage: meter("Storage", "TimedStorage-ByteHrs", {
    infracost: { name: "Storage", unit: "GB" },
    filters: { usagetype: "TimedStorage-ByteHrs", volumeType: "Standard" },
  }),
  writes: meter("PUT, COPY, POST, LIST requests", "Requests-Tier1", {
    ...requests,
    infracost: { name: "PUT, COPY, POST, LIST requests", unit: "1k requests" },
    filters: { usagetype: "Requests-Tier1", group: "S3-API-Tier1" },
  }),
  reads: meter("GET, SELECT and all other requests", "Requests-Tier2", {
    ...requests,
    infracost: { name: "GET, SELECT, and all other requests", unit: "1k requests" },
    filters: { usagetype: "Requests-Tier2", group: "S3-API-Tier2" },
  }),
  ...ofClasses(),
  "storage.infrequent": meter("Storage, Intelligent-Tiering, infrequent", "TimedStorage-INT-IA-ByteHrs"),
  "storage.archive_instant": meter("Storage, Intelligent-Tiering, archive instant", "TimedStorage-INT-AIA-ByteHrs"),
  monitoring: meter("Objects watched by Intelligent-Tiering", "Monitoring-Automation-INT", {
    unit: "Objects",
    size: { perMonth: 1 },
    infracost: { name: "Monitoring and automation", unit: "1k objects" },
  }),
  replica_writes: meter("PUT requests of the replica", "Requests-Tier1", { ...requests, price: inReplica("puts") }),
  replica_storage: meter("Storage of the replica", "TimedStorage-ByteHrs", { price: inReplica("storage") }),
  rtc: meter("Replication Time Control", "S3RTC-Out-Bytes", { unit: "GB", size: GIGABYTE }),
};
