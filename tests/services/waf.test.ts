import { expect, test } from "vitest";
import { waf } from "../../src/services/waf.ts";
import { alone, requestClass } from "../support/service-alone.ts";

const classes = [
  requestClass({ name: "static", index: 0, origin: "bucket" }),
  requestClass({ name: "page", index: 1 }),
];

function traffic(config: unknown) {
  const firewall = alone(waf, config, { classes, hours: 2, activeSeconds: [1800, 3600] });
  for (const [column, count] of [
    ["viewer.static", 900],
    ["viewer.page", 100],
    ["retried.page", 20],
    ["attempts.static", 9],
    ["attempts.page", 80],
  ] as const) {
    firewall.driver(column, "traffic").hours[1] = count;
  }
  return firewall.meters();
}

test("before CloudFront it sees every viewer request and every retry; ACL and rules are charged by the hour begun", () => {
  expect(traffic({ rules: 3 })).toEqual({ acl: 7200, rules: 3 * 7200, requests: 1020 });
});

test("before a balancer it sees what goes through the balancer", () => {
  expect(traffic({ scope: "regional", rules: 0 })).toEqual({ acl: 7200, rules: 0, requests: 80 });
});

test("a web ACL for CloudFront is listed in us-east-1", () => {
  const { price } = waf.meters["acl"]!;
  const listedIn = (["cloudfront", "regional"] as const).map((scope) =>
    typeof price === "function" ? price({ scope, rules: 1 }).listedIn : null,
  );
  expect(listedIn).toEqual(["us-east-1", undefined]);
});
