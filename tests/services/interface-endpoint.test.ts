import { expect, test } from "vitest";
import { endpointService, interfaceEndpoint } from "../../src/services/interface-endpoint.ts";
import { alone } from "../support/service-alone.ts";

const GB = 2 ** 30;

test("is charged in every zone and every clock hour begun, and for bytes both ways", () => {
  const endpoint = alone(
    interfaceEndpoint,
    { service: "logs" },
    { zones: 3, hours: 4, activeSeconds: [0, 600, 3600, 1] },
  );
  endpoint.driver("carried up").hours.set([0, 2 * GB, 0, 0]);
  endpoint.driver("carried down").hours.set([0, GB, GB, 0]);
  expect(endpoint.meters()).toEqual({ hours: 3 * 3 * 3600, data: 4 * GB });
});

test("reads the service from Terraform's service_name", () => {
  expect(endpointService("com.amazonaws.eu-west-1.ecr.api")).toBe("ecr.api");
});
