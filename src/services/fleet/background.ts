/** Agents that talk all day from every task or instance. */
import type { Flow } from "../../network/flow.ts";
import type { FlowContext } from "../service.ts";

/** By destination: bytes in every `every` seconds; `telemetry` has a default for what it sends. */
export type Background = Readonly<
  Record<string, { readonly up?: number | undefined; readonly down: number; readonly every: number }>
>;

/** `running` names the driver of unit-seconds; `where` reads `every task`. */
export function backgroundFlows(background: Background, running: string, where: string, context: FlowContext): Flow[] {
  return Object.entries(background).map(([name, { up, down, every }]) => ({
    from: context.id,
    driver: context.driver(running),
    destination: context.destination(name),
    bytesUp: (up ?? (name === "telemetry" ? context.assume("telTask") : 0)) / every,
    bytesDown: down / every,
    connections: 0,
    connectionSeconds: 60,
    cause: `${name} agents in ${where}`,
    assumptions: up === undefined ? ["telTask"] : [],
  }));
}
