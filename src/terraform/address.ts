/**
 * Addresses of resources and references to them: `module.a["k"].module.b[0].aws_subnet.private["x.y"]`. Keys may hold dots, brackets
 * and escaped quotes. Grammar: https://developer.hashicorp.com/terraform/internals/json-format and .../cli/state/resource-addressing
 */

/** Key of one instance of a resource or module: a number of `count`, a string of `for_each`; null where there is only one. */
export type InstanceKey = string | number | null;

export interface ModuleStep {
  readonly name: string;
  readonly key: InstanceKey;
}

export interface Address {
  /** From the root down; empty for the root. */
  readonly module: readonly ModuleStep[];
  readonly mode: "managed" | "data";
  readonly type: string;
  readonly name: string;
  readonly key: InstanceKey;
}

/** A name between dots, with the keys in brackets that follow it. A `[*]` is left out: it keeps every instance. */
export interface Part {
  readonly name: string;
  readonly keys: readonly (string | number)[];
}

/**
 * A traversal in its parts; null where the text is none:
 * `parts('aws_subnet.a["x.y"].id')` is `[{ name: "aws_subnet", keys: [] }, { name: "a", keys: ["x.y"] }, { name: "id", keys: [] }]`.
 */
export function parts(text: string): readonly Part[] | null {
  const found: { readonly name: string; readonly keys: (string | number)[] }[] = [];
  let at = 0;
  while (at < text.length) {
    NAME.lastIndex = at;
    const name = NAME.exec(text)?.[0];
    if (name === undefined) return null;
    at += name.length;
    const part = { name, keys: [] as (string | number)[] };
    found.push(part);
    while (text[at] === "[") {
      const key = keyAt(text, at);
      if (key === null) return null;
      if (key.value !== null) part.keys.push(key.value);
      at = key.end;
    }
    if (at === text.length) return found;
    if (text[at] !== ".") return null;
    at += 1;
  }
  return null;
}

// Letters of any script, digits, `_` and `-`; an attribute of a splat is a number or `*`.
const NAME = /[a-z_][a-z0-9_]*(?=[.[])|[\p{L}\p{N}_][\p{L}\p{M}\p{N}_-]*|\*/uy;

/** The key in brackets that begins at `start`; `value` null for `[*]`. */
function keyAt(text: string, start: number): { readonly value: string | number | null; readonly end: number } | null {
  if (text[start + 1] !== '"') {
    const close = text.indexOf("]", start);
    const inside = close < 0 ? "" : text.slice(start + 1, close);
    if (inside === "*") return { value: null, end: close + 1 };
    return /^\d{1,15}$/.test(inside) ? { value: Number(inside), end: close + 1 } : null;
  }
  let at = start + 2;
  while (at < text.length && text[at] !== '"') at += text[at] === "\\" ? 2 : 1;
  if (text[at + 1] !== "]") return null;
  const value = unquoted(text.slice(start + 2, at));
  return value === null ? null : { value, end: at + 2 };
}

const ESCAPES: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", '"': '"', "\\": "\\" };

/** What a string between quotes stands for, as HCL escapes it. */
function unquoted(text: string): string | null {
  let broken = false;
  const plain = text.replaceAll(
    /\\(u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[\s\S]|$)|([$%])\2\{/g,
    (_whole, escape: string | undefined, introducer: string | undefined) => {
      if (escape === undefined) return `${introducer ?? ""}{`;
      if (escape.length > 1) {
        const point = Number.parseInt(escape.slice(1), 16);
        if (point <= 0x10ffff) return String.fromCodePoint(point);
      }
      broken ||= ESCAPES[escape] === undefined;
      return ESCAPES[escape] ?? "";
    },
  );
  return broken ? null : plain;
}

/** The address of a resource or data source; null where the text is none. */
export function parseAddress(text: string): Address | null {
  const all = parts(text);
  if (all === null) return null;
  const module = leadingModules(all);
  if (module === null) return null;
  let rest = all.slice(module.length * 2);
  const mode = rest[0]?.name === "data" && rest.length === 3 && rest[0].keys.length === 0 ? "data" : "managed";
  if (mode === "data") rest = rest.slice(1);
  const [type, name] = rest;
  if (rest.length !== 2 || type === undefined || name === undefined) return null;
  if (type.keys.length > 0 || name.keys.length > 1) return null;
  return { module, mode, type: type.name, name: name.name, key: name.keys[0] ?? null };
}

/** The resource, by its address, and the name of an attribute in `aws_subnet.a["x"].id`; null where the text is no such thing. */
export function parseAttribute(text: string): { readonly address: string; readonly attribute: string } | null {
  const all = parts(text);
  const module = all === null ? null : leadingModules(all);
  if (all === null || module === null) return null;
  const [type, name, attribute, ...deeper] = all.slice(module.length * 2);
  if (type === undefined || name === undefined || attribute === undefined || deeper.length > 0) return null;
  if (type.keys.length > 0 || name.keys.length > 1) return null;
  const key = name.keys[0] ?? null;
  return {
    address: formatAddress({ module, mode: "managed", type: type.name, name: name.name, key }),
    attribute: attribute.name,
  };
}

/** The path of a module: `parseModule('module.a["k"].module.b')`; the root is `""`. Null where the text is none. */
export function parseModule(text: string): readonly ModuleStep[] | null {
  if (text === "") return [];
  const all = parts(text);
  const module = all === null ? null : leadingModules(all);
  return module !== null && all !== null && module.length * 2 === all.length ? module : null;
}

function leadingModules(all: readonly Part[]): readonly ModuleStep[] | null {
  const steps: ModuleStep[] = [];
  for (let at = 0; all[at]?.name === "module" && all[at]?.keys.length === 0; at += 2) {
    const step = all[at + 1];
    if (step === undefined || step.keys.length > 1) return null;
    steps.push({ name: step.name, key: step.keys[0] ?? null });
  }
  return steps;
}

/** An address as Terraform writes it; `parseAddress(formatAddress(a))` is `a`. */
export function formatAddress({ module, mode, type, name, key }: Address): string {
  const path = module.length === 0 ? "" : `${formatModule(module)}.`;
  return `${path}${mode === "data" ? "data." : ""}${type}.${name}${formatKey(key)}`;
}

/** `module.a["k"].module.b[0]`; `""` for the root. */
export function formatModule(module: readonly ModuleStep[]): string {
  return module.map(({ name, key }) => `module.${name}${formatKey(key)}`).join(".");
}

function formatKey(key: InstanceKey): string {
  if (key === null) return "";
  return typeof key === "number" ? `[${key}]` : `["${quoted(key)}"]`;
}

function quoted(text: string): string {
  const escaped = text.replaceAll(/["\\\n\r\t]/g, (letter) => {
    const short = Object.entries(ESCAPES).find(([, plain]) => plain === letter);
    return `\\${short?.[0] ?? ""}`;
  });
  const visible = escaped.replaceAll(/[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/gu, (letter) => {
    const point = letter.codePointAt(0) ?? 0;
    return point > 0xffff ? `\\U${hexadecimal(point, 8)}` : `\\u${hexadecimal(point, 4)}`;
  });
  return visible.replaceAll(/([$%])\{/g, "$1$1{");
}

function hexadecimal(value: number, digits: number): string {
  return value.toString(16).padStart(digits, "0");
}
