/** Savings Plans that the payer has: a commitment in dollars an hour for one or three years. */
import * as z from "zod";
import { parseMoney } from "../quantities.ts";
import { regions } from "../regions.ts";

const words = "must be an amount an hour such as $5/h";

/** `$5/h` becomes `"5"`. */
const commitment = z
  .string(words)
  .transform((text, context) => {
    const amount = /^(.*)\/h$/.exec(text.trim())?.[1];
    const value = amount === undefined ? null : parseMoney(amount);
    if (value !== null && Number(value) > 0) return value;
    context.addIssue({ code: "custom", message: words });
    return z.NEVER;
  })
  .meta({ description: "dollars an hour such as $5/h" });

const terms = {
  commitment,
  term: z.enum(["1yr", "3yr"]).default("1yr"),
  payment: z
    .enum(["no_upfront", "partial_upfront", "all_upfront"])
    .default("no_upfront")
    .describe("what is paid in advance is billed hour by hour here"),
};

export const savingsPlans = z.array(
  z.discriminatedUnion("type", [
    z.strictObject({ type: z.literal("compute"), ...terms }),
    z.strictObject({
      type: z.literal("ec2_instance"),
      ...terms,
      family: z.string().min(1).describe("instance family such as c7g"),
      region: z.enum(regions).optional().describe("the scenario's when left out"),
    }),
  ]),
);
