/** Verbs of `format`, as Terraform has them. https://developer.hashicorp.com/terraform/language/functions/format */
import { decimal } from "../../../decimal.ts";
import { EvaluationError, isMapping, isSequence, type Value } from "../value.ts";
import { numberFrom, textFrom } from "./function.ts";
import { jsonOf } from "./json.ts";

const VERB = /%(?:\[(\d+)\])?([-+ #0]*)(\d+)?(?:\.(\d+))?(?:\[(\d+)\])?([a-zA-Z%])/g;

/** `formatted("%s has %03d", ["a", 7])` is `a has 007`. */
export function formatted(pattern: string, values: readonly Value[]): string {
  let next = 0;
  let highest = 0;
  const result = pattern.replaceAll(
    VERB,
    (
      whole: string,
      before: string | undefined,
      flags: string,
      width: string | undefined,
      precision: string | undefined,
      after: string | undefined,
      verb: string,
    ) => {
      if (verb === "%") return "%";
      const index = before ?? after;
      const at = index === undefined ? next : Number(index) - 1;
      next = at + 1;
      highest = Math.max(highest, next);
      const value = values[at];
      if (value === undefined) throw new EvaluationError(`${whole} of format has no value`);
      const places = precision === undefined ? null : Number(precision);
      return padded(written(verb, value, { flags, places, whole }), flags, Number(width ?? 0), verb);
    },
  );
  if (highest < values.length) throw new EvaluationError("format is given more values than its text has verbs");
  return result;
}

interface Directive {
  readonly flags: string;
  readonly places: number | null;
  readonly whole: string;
}

function written(verb: string, value: Value, { flags, places, whole }: Directive): string {
  const sign = (number: number): string =>
    number >= 0 && flags.includes("+") ? "+" : number >= 0 && flags.includes(" ") ? " " : "";
  switch (verb) {
    case "s": {
      const text = typeof value === "object" && value !== null ? jsonOf(value) : textFrom(value);
      return places === null ? text : Array.from(text).slice(0, places).join("");
    }
    case "q":
      return JSON.stringify(textFrom(value));
    case "v":
      return flags.includes("#") || isSequence(value) || isMapping(value) || value === null
        ? jsonOf(value)
        : textFrom(value);
    case "t":
      return String(truthOf(value));
    case "d":
    case "b":
    case "o":
    case "x":
    case "X": {
      const number = Math.trunc(numberFrom(value));
      const digits = number.toString({ d: 10, b: 2, o: 8, x: 16, X: 16 }[verb]);
      const prefix = flags.includes("#") ? { d: "", b: "0b", o: "0", x: "0x", X: "0X" }[verb] : "";
      return `${sign(number)}${prefix}${verb === "X" ? digits.toUpperCase() : digits}`;
    }
    case "f":
    case "F": {
      const number = numberFrom(value);
      return `${sign(number)}${decimal(String(number)).toFixed(places ?? 6)}`;
    }
    case "e":
    case "E": {
      const number = numberFrom(value);
      const exponential = number.toExponential(places ?? 6).replace(/e([+-])(\d)$/, "e$10$2");
      return `${sign(number)}${verb === "E" ? exponential.toUpperCase() : exponential}`;
    }
    case "g":
    case "G":
      if (places === null) return `${sign(numberFrom(value))}${textFrom(value)}`;
      return `${sign(numberFrom(value))}${String(Number(numberFrom(value).toPrecision(Math.max(1, places))))}`;
    default:
      throw new EvaluationError(`${whole} is no verb of format`);
  }
}

function truthOf(value: Value): boolean {
  if (value === true || value === "true") return true;
  if (value === false || value === "false") return false;
  throw new EvaluationError("a bool is needed");
}

function padded(text: string, flags: string, width: number, verb: string): string {
  if (width > 1000) throw new EvaluationError("a width of format is at most 1000");
  if (flags.includes("-")) return text.padEnd(width);
  const isNumeric = !["s", "q", "v", "t"].includes(verb);
  if (!flags.includes("0")) return text.padStart(width);
  if (!isNumeric) return text.padStart(width, "0");
  const sign = /^[+\- ]/.exec(text)?.[0] ?? "";
  return sign + text.slice(sign.length).padStart(width - sign.length, "0");
}

/** `formatlist`: lists go through their elements together, other values repeat. */
export function formattedList(pattern: string, values: readonly Value[]): readonly string[] {
  const lengths = new Set(values.flatMap((value) => (isSequence(value) ? [value.elements.length] : [])));
  if (lengths.size > 1) throw new EvaluationError("lists of formatlist have one length");
  const [length = 1] = lengths;
  return Array.from({ length }, (_row, at) =>
    formatted(
      pattern,
      values.map((value) => (isSequence(value) ? (value.elements[at] ?? null) : value)),
    ),
  );
}
