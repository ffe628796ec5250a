/** Usage given on the command line. */
import { problem, UserError, type Problem } from "../errors.ts";
import { numeral, type RawUsage } from "./raw-usage.ts";

/** `where=number` pairs separated by commas, as on the command line: `us-east-1/DataTransfer-Out-Bytes=51200,GU2ZS9HVP6QTQ7KE=7`. */
export function parseRawUsagePairs(text: string, flag: string): readonly RawUsage[] {
  const problems: Problem[] = [];
  const rows = text.split(",").flatMap((pair): readonly RawUsage[] => {
    const [, where = "", number = ""] = /^\s*(.*)=(.*?)\s*$/.exec(pair) ?? [];
    const quantity = numeral.safeParse(number);
    const [, region = "", usageType = null] = /^([a-z]{2}-[a-z]+-\d|global)\/(.+)$/.exec(where) ?? [];
    if (quantity.success && where !== "") {
      return [{ ...emptyRow, region, usageType, priceId: usageType === null ? where : null, quantity: quantity.data }];
    }
    const hint = "write REGION/USAGETYPE=QUANTITY or PRICEID=QUANTITY, several separated by commas";
    problems.push(problem(`${flag}: cannot read "${pair}"`, hint));
    return [];
  });
  if (problems.length > 0) throw new UserError("USAGE_INVALID", problems);
  return rows;
}

const emptyRow = {
  place: null,
  serviceCode: null,
  operation: null,
  productFamily: null,
  databaseEngine: null,
  unit: null,
  sku: null,
  covered: null,
  component: "",
} as const;
