import { expect, test } from "vitest";
import { route53 } from "../../src/services/route53.ts";
import { alone, requestClass } from "../support/service-alone.ts";

const page = requestClass({ name: "page", newConnections: 0.5 });

test("charges a zone in full for every calendar month it is seen in", () => {
  const zone = alone(route53, {}, { hours: 4, months: [0, 0, 1, 1], activeSeconds: [0, 60, 3600, 3600] });
  expect(zone.meters()).toEqual({ zones: 2, queries: 0 });
});

test("bills no query that an alias record answers, though viewers connect", () => {
  const zone = alone(route53, { zones: 2 }, { classes: [page] });
  zone.driver("viewer.page", "traffic").hours[0] = 1000;
  expect(zone.meters()).toEqual({ zones: 2, queries: 0 });
});

test("bills queries of other records by new viewer connections", () => {
  const zone = alone(route53, { alias: false }, { classes: [page], assume: { dnsQueries: 0.2 } });
  zone.driver("viewer.page", "traffic").hours[0] = 1000;
  expect(zone.meters()).toEqual({ zones: 1, queries: 1000 * 0.5 * 0.2 });
});
