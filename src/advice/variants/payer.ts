/** What the payer may have beside list prices: AWS's always-free allowances. https://aws.amazon.com/free/ */
import type { Facts, LeftOut, Variant } from "../variant.ts";

export function payerVariants({ scenario }: Facts): readonly (Variant | LeftOut)[] {
  if (scenario.allowances !== "none") return [{ title: "AWS's always-free allowances", why: "they are counted" }];
  return [
    {
      id: "allowances",
      title: "AWS's always-free allowances counted",
      group: "allowances",
      changes: () => [{ path: "allowances", value: "always_free" }],
      isAccounting: true,
      loses: [],
      needs: ["nobody else under the same payer who uses them up; only the estimate changes"],
      source: "https://aws.amazon.com/free/",
    },
  ];
}
