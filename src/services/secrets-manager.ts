/** AWS Secrets Manager: secrets kept, and read by all that starts and by tasks that refresh what they hold. */
import * as z from "zod";
import type { Flow } from "../network/flow.ts";
import { count } from "../quantities.ts";
import { assumed, PRACTICE } from "./assumed.ts";
import { IDLE_CONNECTION_SECONDS, computeKinds, fleets, sendsThroughVpc } from "./compute-kinds.ts";
import { plus, times, wholeHours } from "./hour-columns.ts";
import { service } from "./service.ts";

const config = z.strictObject({ secrets: count(1).default(1) });

export const secretsManager = service<z.output<typeof config>>({
  kind: "secrets_manager",
  title: "Secrets Manager",
  sources: [
    "https://aws.amazon.com/secrets-manager/pricing/",
    "https://docs.aws.amazon.com/secretsmanager/latest/userguide/retrieving-secrets.html",
  ],
  config,
  meters: {
    secrets: {
      title: "Secrets",
      price: { serviceCode: "AWSSecretsManager", usageType: "AWSSecretsManager-Secrets" },
      unit: "Secrets",
      size: { perMonth: 1 },
      rounding: "clock_hour",
      infracost: { name: "Secret", unit: "months" },
      filters: { productFamily: "Secret", usagetype: "AWSSecretsManager-Secrets" },
    },
    requests: {
      title: "API calls",
      price: { serviceCode: "AWSSecretsManager", usageType: "AWSSecretsManager-APIRequests" },
      unit: "API Requests",
      size: 1,
      rounding: "exact",
      infracost: { name: "API requests", unit: "10k requests" },
      filters: { productFamily: "API Request", usagetype: "AWSSecretsManager-APIRequests" },
    },
  },
  limits: {},
  terraform: {
    aws_secretsmanager_secret: {
      // A replica in another Region is charged as a secret of its own.
      config: ({ replica }) => ({ secrets: 1 + (Array.isArray(replica) ? replica.length : 0) }),
    },
    aws_secretsmanager_secret_version: { free: "part of the secret" },
    aws_secretsmanager_secret_policy: { free: "policies cost nothing" },
    aws_secretsmanager_secret_rotation: { free: "the function that rotates is charged" },
  },
  assumptions: [
    // One hour is the default of AWS's own caching clients.
    assumed(
      "secretRefresh",
      "time after which a task reads its secrets again",
      [86_400, 3600, 300],
      "s",
      "https://docs.aws.amazon.com/secretsmanager/latest/userguide/retrieving-secrets.html",
      "B",
    ),
    assumed("secretKB", "bytes each way of reading a secret", [1, 2, 4], ["KB", 1000], PRACTICE),
  ],
  flows({ secrets }, context) {
    const destination = { kind: "aws", service: "secretsmanager", region: context.region } as const;
    const bytes = secrets * context.assume("secretKB");
    const launches = context
      .all(...computeKinds)
      .filter((id) => sendsThroughVpc(context, id))
      .map((from): Flow => ({
        from,
        destination,
        driver: context.driver("launches", from),
        bytesUp: bytes + context.assume("tlsUpKB"),
        bytesDown: bytes + context.assume("tlsDownKB"),
        connections: 1,
        connectionSeconds: IDLE_CONNECTION_SECONDS,
        cause: "secrets read at start",
        assumptions: ["secretKB", "tlsUpKB", "tlsDownKB"],
      }));
    const refreshes = fleets(context).map(({ id: from, running }): Flow => {
      const perSecond = 1 / context.assume("secretRefresh");
      return {
        from,
        destination,
        driver: running,
        bytesUp: perSecond * (bytes + context.assume("tlsUpKB")),
        bytesDown: perSecond * (bytes + context.assume("tlsDownKB")),
        connections: perSecond,
        connectionSeconds: IDLE_CONNECTION_SECONDS,
        cause: "secrets refreshed",
        assumptions: ["secretRefresh", "secretKB", "tlsUpKB", "tlsDownKB"],
      };
    });
    return [...launches, ...refreshes];
  },
  block({ secrets }, context) {
    // Prorated by the hour (Secrets Manager pricing).
    context.meter("secrets", times(wholeHours(context.activeSeconds), secrets));
    const launches = context.all(...computeKinds).map((id) => context.driver("launches", id).hours);
    context.meter("requests", times(plus(context.hours, launches), secrets), { cause: "launches" });
    const unitSeconds = fleets(context).map(({ running }) => running.hours);
    context.meter("requests", times(plus(context.hours, unitSeconds), secrets / context.assume("secretRefresh")), {
      cause: "refreshes",
      assumptions: ["secretRefresh"],
    });
  },
});
