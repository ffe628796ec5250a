/** Bytes of others through a component that lets only so many through: the share of each request class that is too much fails. */
import type { CellContext, ThroughFlow } from "./service.ts";

/**
 * A function that lets at most `most` bytes, [0, ∞), through in this step and returns those that passed. Declares the driver
 * `throughput`, in bytes; the component's limit is `bandwidth`, described by `value`.
 */
export function bandwidthLimit(context: CellContext, value: string): (most: number) => number {
  const { bus } = context;
  const throughput = context.driver("throughput", "bytes/s");
  const limit = context.limit("bandwidth", value);
  let flows: readonly ThroughFlow[] | null = null;
  return pass;

  function pass(most: number): number {
    flows ??= context.through();
    let wanted = 0;
    for (const one of flows) wanted += bytesOf(one);
    const passed = Math.min(wanted, most);
    throughput.now = passed;
    if (passed < wanted) refuse(flows, 1 - passed / wanted);
    return passed;
  }

  function refuse(through: readonly ThroughFlow[], refused: number): void {
    limit.reach();
    for (const { classIndex: c, share } of through) {
      if (c < 0) continue;
      const failing = bus.flow[c]! * share * refused;
      bus.flow[c]! -= failing;
      limit.fail(c, failing);
    }
  }

  function bytesOf({ routed: { flow }, share, classIndex }: ThroughFlow): number {
    const amount = classIndex < 0 ? flow.driver.now : bus.flow[classIndex]!;
    return amount * (flow.bytesUp + flow.bytesDown) * share;
  }
}
