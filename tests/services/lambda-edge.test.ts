import { expect, test } from "vitest";
import { lambdaEdge } from "../../src/services/lambda-edge.ts";
import { alone, requestClass } from "../support/service-alone.ts";

function metered(config: object) {
  const component = alone(lambdaEdge, config, { classes: [requestClass({ name: "page" })] });
  component.driver("viewer.page", "traffic").hours[0] = 1000;
  component.driver("retried.page", "traffic").hours[0] = 24;
  component.driver("attempts.page", "traffic").hours[0] = 100;
  return component.meters();
}

test("a viewer event runs for every request, a retry included, by the millisecond", () => {
  expect(metered({ duration: "9.5ms" })).toEqual({ requests: 1024, duration: 1024 * 0.01 * 0.125 });
});

test("an origin event runs for what the edge does not hold, and may have more memory", () => {
  expect(metered({ on: ["origin_request"], memory: "1GB", duration: "10ms" })).toEqual({ requests: 100, duration: 1 });
});

test("each event is a run of its own; a share of the requests may have the function", () => {
  expect(metered({ on: ["viewer_request", "viewer_response"], share: "50%", duration: "10ms" })).toEqual({
    requests: 1024,
    duration: 1024 * 0.01 * 0.125,
  });
});

test("viewer events have 128 MB", () => {
  const { error } = lambdaEdge.config.safeParse({ memory: "256MB" });
  expect(error?.issues.map(({ path, message }) => [path.join("."), message])).toEqual([
    ["memory", "must be 128MB for viewer_request and viewer_response"],
  ]);
});
