/**
 * API Gateway HTTP API, before functions or before a load balancer: requests in chunks of 512 KB, in tiers. What exceeds the
 * account's rate is answered 429 and not billed.
 */
import * as z from "zod";
import type { Flow } from "../network/flow.ts";
import { KILOBYTE } from "../units.ts";
import { throughApi } from "./front-door.ts";
import { times } from "./hour-columns.ts";
import { service, type Cell, type CellContext } from "./service.ts";
import { responsesToViewers } from "./viewer-flow.ts";

const pricing = "https://aws.amazon.com/api-gateway/pricing/";
const quotas = "https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html";

/** "HTTP APIs are metered in 512 KB increments" (API Gateway pricing). */
const CHUNK_BYTES = 512 * KILOBYTE;

const config = z.strictObject({
  /** Components whose classes come through it; all functions when left out, or everything where there are none. */
  targets: z.array(z.string()).min(1).optional(),
  /** What stands behind it: compute itself, or a load balancer that its requests pass next. */
  behind: z.enum(["compute", "balancer"]).default("compute"),
});
type Config = z.output<typeof config>;

export const httpApi = service<Config>({
  kind: "http_api",
  title: "API Gateway HTTP API",
  sources: [pricing, quotas],
  config,
  meters: {
    requests: {
      title: "Requests",
      price: { serviceCode: "AmazonApiGateway", usageType: "ApiGatewayHttpRequest" },
      unit: "Requests",
      size: 1,
      rounding: "exact",
      infracost: { name: "Requests (first 300M)", unit: "1M requests" },
      filters: { usagetype: "ApiGatewayHttpRequest" },
    },
  },
  limits: {
    quota: { title: "the account's API requests per second", source: quotas, seen: "HTTP 429 Too Many Requests" },
  },
  terraform: {
    aws_apigatewayv2_api: { config: ({ protocol_type: protocol }) => (protocol === "WEBSOCKET" ? null : {}) },
    aws_apigatewayv2_stage: { free: "a name for a deployment" },
    aws_apigatewayv2_route: { free: "a setting" },
    aws_apigatewayv2_integration: { free: "a setting" },
    aws_apigatewayv2_deployment: { free: "a setting" },
    aws_apigatewayv2_authorizer: { free: "a function that it calls is charged as such" },
    aws_apigatewayv2_domain_name: { free: "a name" },
    aws_apigatewayv2_api_mapping: { free: "a setting" },
    aws_apigatewayv2_vpc_link: { free: "HTTP APIs' links cost nothing" },
  },
  cell,
  flows(settings, context): Flow[] {
    // Behind the API a balancer answers the API, not the viewer.
    return responsesToViewers(context, throughApi(settings, context));
  },
  block(settings, context) {
    const through = throughApi(settings, context);
    for (const { index, name, bytesIn } of context.classes) {
      if (through[index] === 0) continue;
      const chunks = Math.max(1, Math.ceil(bytesIn / CHUNK_BYTES - 1e-9));
      context.meter("requests", times(context.driver(`requests ${name}`).hours, chunks), { cause: name });
    }
  },
});

/**
 * A token bucket; AWS sizes it by the rate and does not say how, and calls its throttling best effort. One second of the rate is
 * taken for it, so that a step of a second neither lends nor loses anything.
 */
function cell(settings: Config, context: CellContext): Cell {
  const { bus, classes } = context;
  const perSecond = context.quota("api_gateway_rps");
  const limit = context.limit("quota", `${perSecond} requests a second`);
  const through = throughApi(settings, context);
  const passed = classes.map(({ name }) => context.driver(`requests ${name}`, "1/s"));
  return {
    stage: "balancer",
    step() {
      let arriving = 0;
      for (let c = 0; c < classes.length; c += 1) if (through[c] === 1) arriving += bus.flow[c]!;
      const over = arriving > perSecond * bus.dt ? 1 - (perSecond * bus.dt) / arriving : 0;
      for (let c = 0; c < classes.length; c += 1) {
        if (through[c] === 0) continue;
        const refused = bus.flow[c]! * over;
        bus.flow[c]! -= refused;
        limit.fail(c, refused);
        passed[c]!.now = bus.flow[c]!;
      }
    },
    waiting: () => 0,
  };
}
