/** https://developer.hashicorp.com/terraform/language/functions/abs and the other numeric functions. */
import { log as naturalLog, pow } from "../../../math.ts";
import { EvaluationError, list, type Value } from "../value.ts";
import { type Functions, integerFrom, numberFrom, ofWhole, sequenceFrom, textFrom } from "./function.ts";
import { added } from "../operators.ts";

/** `max` and `min` take numbers, or with `...` the numbers of a list. */
function numbers(values: readonly Value[]): readonly number[] {
  return values.map((value) => numberFrom(value));
}

/** A power: of whole exponents exactly, as far as doubles are. */
function power(base: number, exponent: number): number {
  if (!Number.isInteger(exponent) || Math.abs(exponent) > 1000) return pow(base, exponent);
  let result = 1;
  for (let at = 0; at < Math.abs(exponent); at += 1) result *= base;
  return exponent < 0 ? 1 / result : result;
}

function logarithm(value: number, base: number): number {
  const result = naturalLog(value) / naturalLog(base);
  // log(8, 2) is 3, whatever the last bit says.
  const whole = Math.round(result);
  return Math.abs(result - whole) < 1e-12 && power(base, whole) === value ? whole : result;
}

function parsed(digits: string, base: number): number {
  if (base < 2 || base > 36) throw new EvaluationError("a base is from 2 to 36");
  const alphabet = "0123456789abcdefghijklmnopqrstuvwxyz".slice(0, base);
  const unsigned = digits.replace(/^[+-]/, "").toLowerCase();
  if (unsigned === "" || Array.from(unsigned).some((digit) => !alphabet.includes(digit))) {
    throw new EvaluationError("the text is no number of this base");
  }
  return Number.parseInt(digits, base);
}

export const numericFunctions: Functions = {
  abs: ofWhole(1, 1, ([value]) => Math.abs(numberFrom(value))),
  ceil: ofWhole(1, 1, ([value]) => Math.ceil(numberFrom(value)) + 0),
  floor: ofWhole(1, 1, ([value]) => Math.floor(numberFrom(value)) + 0),
  log: ofWhole(2, 2, ([value, base]) => {
    const [number, of] = [numberFrom(value), numberFrom(base)];
    if (number <= 0 || of <= 0 || of === 1) throw new EvaluationError("there is no such logarithm");
    return logarithm(number, of);
  }),
  max: ofWhole(1, null, (values) => numbers(values).reduce((a, b) => Math.max(a, b), -Infinity)),
  min: ofWhole(1, null, (values) => numbers(values).reduce((a, b) => Math.min(a, b), Infinity)),
  parseint: ofWhole(2, 2, ([value, base]) => parsed(textFrom(value), integerFrom(base))),
  pow: ofWhole(2, 2, ([base, exponent]) => {
    const result = power(numberFrom(base), numberFrom(exponent));
    if (!Number.isFinite(result)) throw new EvaluationError("the power is no finite number");
    return result;
  }),
  signum: ofWhole(1, 1, ([value]) => Math.sign(numberFrom(value)) + 0),
  sum: ofWhole(1, 1, ([value]) => {
    const { elements } = sequenceFrom(value);
    if (elements.length === 0) throw new EvaluationError("an empty list has no sum");
    return numbers(elements).reduce((sum, each) => added(sum, each), 0);
  }),
  range: ofWhole(1, 3, (values) => {
    const [first = 0, second, third] = numbers(values);
    const [start, limit] = second === undefined ? [0, first] : [first, second];
    const step = third ?? (limit < start ? -1 : 1);
    if (step === 0 || (limit > start && step < 0) || (limit < start && step > 0)) {
      if (limit !== start) throw new EvaluationError("the step of a range leads from its start to its limit");
    }
    const elements: number[] = [];
    for (let at = start; step > 0 ? at < limit : at > limit; at = added(at, step)) {
      if (elements.length >= 1024) throw new EvaluationError("a range has at most 1024 elements");
      elements.push(at);
    }
    return list(elements);
  }),
};
