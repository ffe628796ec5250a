/**
 * Operators. Sums and products are those of the decimal digits, so that 0.1 + 0.2 is 0.3, as in Terraform, which calculates with 512 bits.
 * https://developer.hashicorp.com/terraform/language/expressions/operators
 */
import { type Decimal, decimal } from "../../decimal.ts";
import { toBoolean, toNumber } from "./convert.ts";
import type { BinaryOperator } from "./syntax.ts";
import { areEqual, EvaluationError, isUnknownValue, unknownFrom, type Value } from "./value.ts";

/** `right` is evaluated when it is needed. */
export function binaryOperation(operator: BinaryOperator, left: Value, right: () => Value): Value {
  if (operator === "&&" || operator === "||") return logical(operator === "||", left, right);
  const other = right();
  if (operator === "==" || operator === "!=") {
    const equal = areEqual(left, other);
    return equal === null ? unknownFrom(left, other) : equal === (operator === "==");
  }
  const [a, b] = [toNumber(left), toNumber(other)];
  if (typeof a !== "number" || typeof b !== "number") return unknownFrom(a, b);
  return arithmetic(operator, a, b);
}

/** `decisive` is the value that settles the matter, whatever the other is: true for `||`. */
function logical(decisive: boolean, left: Value, right: () => Value): Value {
  const a = toBoolean(left);
  if (a === decisive) return a;
  const b = toBoolean(right());
  if (b === decisive && !(isUnknownValue(a) && a.isSensitive)) return b;
  return isUnknownValue(a) || isUnknownValue(b) ? unknownFrom(a, b) : b;
}

function arithmetic(operator: Exclude<BinaryOperator, "||" | "&&" | "==" | "!=">, a: number, b: number): Value {
  switch (operator) {
    case "<":
      return a < b;
    case "<=":
      return a <= b;
    case ">":
      return a > b;
    case ">=":
      return a >= b;
    case "+":
      return exactly(a, b, (x, y) => x.plus(y));
    case "-":
      return exactly(a, b, (x, y) => x.minus(y));
    case "*":
      return exactly(a, b, (x, y) => x.times(y));
    case "/":
      if (b === 0) throw new EvaluationError("a number is divided by zero");
      return exactly(a, b, (x, y) => x.dividedBy(y));
    case "%":
      if (b === 0) throw new EvaluationError("a number is divided by zero");
      return remainder(a, b);
  }
}

function exactly(a: number, b: number, of: (x: Decimal, y: Decimal) => Decimal): number {
  const result = of(decimal(String(a)), decimal(String(b))).toNumber();
  if (!Number.isFinite(result)) throw new EvaluationError("a number grows beyond what any configuration has");
  // There is no negative zero.
  return result + 0;
}

function remainder(a: number, b: number): number {
  if (Number.isInteger(a) && Number.isInteger(b)) return (a % b) + 0;
  const whole = Math.trunc(exactly(a, b, (x, y) => x.dividedBy(y)));
  return exactly(
    a,
    exactly(whole, b, (x, y) => x.times(y)),
    (x, y) => x.minus(y),
  );
}

/** `-value` */
export function negated(value: Value): Value {
  const number = toNumber(value);
  return typeof number === "number" ? 0 - number : number;
}

/** The sum of numbers, exactly. */
export function added(a: number, b: number): number {
  return exactly(a, b, (x, y) => x.plus(y));
}
