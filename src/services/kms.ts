/** AWS KMS: customer managed keys, and the requests made with them. */
import * as z from "zod";
import type { Flow } from "../network/flow.ts";
import { count } from "../quantities.ts";
import { assumed, PRACTICE } from "./assumed.ts";
import { IDLE_CONNECTION_SECONDS, computeKinds, sendsThroughVpc } from "./compute-kinds.ts";
import { plus, times, wholeHours } from "./hour-columns.ts";
import { service } from "./service.ts";

const config = z.strictObject({ keys: count(1).default(1) });

export const kms = service<z.output<typeof config>>({
  kind: "kms",
  title: "Key Management Service",
  sources: ["https://aws.amazon.com/kms/pricing/"],
  config,
  meters: {
    keys: {
      title: "Customer managed keys",
      price: { serviceCode: "awskms", usageType: "KMS-Keys" },
      unit: "Keys",
      size: { perMonth: 1 },
      rounding: "clock_hour",
      infracost: { name: "Customer master key", unit: "months" },
      filters: { productFamily: "Encryption Key", usagetype: "KMS-Keys" },
    },
    requests: {
      title: "Requests",
      price: { serviceCode: "awskms", usageType: "KMS-Requests" },
      unit: "Requests",
      size: 1,
      rounding: "exact",
      infracost: { name: "Requests", unit: "10k requests" },
      filters: { usagetype: "KMS-Requests" },
    },
  },
  limits: {},
  terraform: {
    aws_kms_key: { config: () => ({}) },
    aws_kms_replica_key: { config: () => ({}) },
    aws_kms_alias: { free: "a name for a key" },
    aws_kms_key_policy: { free: "policies cost nothing" },
  },
  assumptions: [
    // 100,000 / 500,000 / 4 million a month at 16 million requests to the origin.
    assumed(
      "kmsReq",
      "KMS requests per request at the origin (objects without bucket keys, sessions, tokens)",
      [0.006, 0.03, 0.25],
      "requests",
      PRACTICE,
    ),
    assumed(
      "kmsLaunch",
      "KMS requests per task, environment or instance started (secrets, parameters)",
      [1, 3, 10],
      "requests",
      PRACTICE,
    ),
    assumed("kmsCallKB", "bytes each way of one KMS request", [1, 1.5, 3], ["KB", 1000], PRACTICE),
  ],
  flows(_, context) {
    if (context.first("kms") !== context.id) return [];
    const callBytes = context.assume("kmsCallKB");
    const destination = { kind: "aws", service: "kms", region: context.region } as const;
    const flows: Flow[] = [];
    for (const { index, compute, origin } of context.classes) {
      // Objects that the edge fetches are decrypted by S3, on AWS's own network.
      if (origin === "bucket" || compute === null || !sendsThroughVpc(context, compute)) continue;
      const bytes = context.assume("kmsReq") * callBytes;
      flows.push({
        from: compute,
        destination,
        driver: context.requests(index, "attempts"),
        bytesUp: bytes,
        bytesDown: bytes,
        // Clients keep their connections.
        connections: 0,
        connectionSeconds: 0,
        cause: "KMS requests",
        assumptions: ["kmsReq", "kmsCallKB"],
      });
    }
    for (const id of context.all(...computeKinds)) {
      if (!sendsThroughVpc(context, id)) continue;
      const bytes = context.assume("kmsLaunch") * callBytes;
      flows.push({
        from: id,
        destination,
        driver: context.driver("launches", id),
        bytesUp: bytes + context.assume("tlsUpKB"),
        bytesDown: bytes + context.assume("tlsDownKB"),
        connections: 1,
        connectionSeconds: IDLE_CONNECTION_SECONDS,
        cause: "KMS requests at start",
        assumptions: ["kmsLaunch", "kmsCallKB", "tlsUpKB", "tlsDownKB"],
      });
    }
    return flows;
  },
  block({ keys }, context) {
    // Prorated by the hour (KMS pricing).
    context.meter("keys", times(wholeHours(context.activeSeconds), keys));
    // Traffic does not say which key it uses: the first component counts the requests of all.
    if (context.first("kms") !== context.id) return;
    const perRequest = context.assume("kmsReq");
    const attempts = context.classes
      .filter(({ compute }) => compute !== null)
      .map(({ index }) => times(context.requests(index, "attempts").hours, perRequest));
    context.meter("requests", plus(context.hours, attempts), { cause: "requests", assumptions: ["kmsReq"] });
    const perLaunch = context.assume("kmsLaunch");
    const launches = context.all(...computeKinds).map((id) => times(context.driver("launches", id).hours, perLaunch));
    context.meter("requests", plus(context.hours, launches), { cause: "launches", assumptions: ["kmsLaunch"] });
  },
});
