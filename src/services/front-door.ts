/** Which way requests come to the application: through a load balancer, through an HTTP API, or through one behind the other. */
import * as z from "zod";
import type { ComponentContext } from "./service.ts";

/** What an HTTP API says about its way; its own schema holds more. */
const shape = z.object({ targets: z.array(z.string()).optional(), behind: z.enum(["compute", "balancer"]) });

type Asks = Pick<ComponentContext, "classes" | "all" | "configOf">;

/** 1 for each class whose requests come through the HTTP API of this configuration. */
export function throughApi(parsed: unknown, { classes, all }: Asks): Uint8Array {
  const { targets } = shape.parse(parsed);
  const functions = all("lambda");
  // An API is put before functions; where there are none, before everything.
  const served = targets ?? (classes.some(({ compute }) => functions.includes(compute ?? "")) ? functions : null);
  return Uint8Array.from(classes, ({ origin, compute }) =>
    Number(origin === "balancer" && (served === null || served.includes(compute ?? ""))),
  );
}

/** 1 for each class whose viewers the load balancer answers itself: behind an HTTP API it answers the API. */
export function answeredByBalancer(context: Asks): Uint8Array {
  const mine = throughBalancer(context);
  for (const id of context.all("http_api")) {
    throughApi(context.configOf(id), context).forEach((through, c) => {
      if (through === 1) mine[c] = 0;
    });
  }
  return mine;
}

/** 1 for each class whose requests come through the load balancer: all but those that an HTTP API hands to compute itself. */
export function throughBalancer(context: Asks): Uint8Array {
  const mine = Uint8Array.from(context.classes, ({ origin }) => Number(origin === "balancer"));
  for (const id of context.all("http_api")) {
    const config = context.configOf(id);
    if (shape.parse(config).behind === "balancer") continue;
    throughApi(config, context).forEach((through, c) => {
      if (through === 1) mine[c] = 0;
    });
  }
  return mine;
}

/** Whether requests come through this balancer: the first of all. Another one, on standby in another Region, stands idle. */
export function isFrontDoor({ id, first }: Pick<ComponentContext, "id" | "first">): boolean {
  return (first("application_load_balancer", "network_load_balancer") ?? id) === id;
}
