/** Writes plans of any size, like those of Terraform: a real plan's resources, configuration and values, copied into modules. */
import { closeSync, openSync, readFileSync, writeSync } from "node:fs";

const SOURCE = "tests/terraform/plans/nat-with-endpoints.json";

interface Row {
  readonly address: string;
  readonly change: { readonly after: unknown };
}

interface Source {
  readonly resource_changes: readonly Row[];
  readonly planned_values: { readonly root_module: { readonly resources: readonly { readonly address: string }[] } };
  readonly configuration: { readonly provider_config: unknown; readonly root_module: unknown };
}

/** Writes a plan of `resources` resources, half of which exist already; gives its bytes. */
export function writePlan(path: string, resources: number): number {
  const source = JSON.parse(readFileSync(SOURCE, "utf8")) as Source;
  const rows = source.resource_changes;
  const copies = Math.ceil(resources / rows.length);
  const file = openSync(path, "w");
  let length = 0;
  const write = (text: string): void => {
    length += writeSync(file, text);
  };
  /** `text(copy, at)` for every resource, separated by commas. */
  const everyResource = (text: (copy: number, at: number) => string): void => {
    for (let copy = 0; copy < copies; copy += 1) {
      const inCopy = Math.min(rows.length, resources - copy * rows.length);
      const part = Array.from({ length: inCopy }, (_row, at) => text(copy, at)).join(",");
      write(`${copy === 0 ? "" : ","}${part}`);
    }
  };
  const moduleOf = (copy: number): string => `module.copy_${copy}`;
  const values = (copy: number, at: number): string => {
    const resource = source.planned_values.root_module.resources[at];
    return JSON.stringify({ ...resource, address: `${moduleOf(copy)}.${resource?.address}` });
  };
  const tree = (): void => {
    write('"root_module":{"child_modules":[');
    for (let copy = 0; copy < copies; copy += 1) {
      const inCopy = Math.min(rows.length, resources - copy * rows.length);
      const inside = Array.from({ length: inCopy }, (_row, at) => values(copy, at)).join(",");
      write(`${copy === 0 ? "" : ","}{"resources":[${inside}],"address":"${moduleOf(copy)}"}`);
    }
    write("]}");
  };
  write('{"format_version":"1.2","terraform_version":"1.11.4","planned_values":{');
  tree();
  write('},"resource_changes":[');
  everyResource((copy, at) => {
    const row = rows[at];
    if (row === undefined) throw new Error("Bug: a row beyond the source's");
    const exists = (copy + at) % 2 === 0;
    const change = exists ? { ...row.change, actions: ["no-op"], before: row.change.after } : row.change;
    return JSON.stringify({
      ...row,
      address: `${moduleOf(copy)}.${row.address}`,
      module_address: moduleOf(copy),
      change,
    });
  });
  write('],"prior_state":{"format_version":"1.0","values":{');
  tree();
  write('}},"configuration":{"provider_config":');
  write(JSON.stringify(source.configuration.provider_config));
  write(',"root_module":{"module_calls":{');
  for (let copy = 0; copy < copies; copy += 1) {
    const call = { source: "./copy", expressions: {}, module: source.configuration.root_module };
    write(`${copy === 0 ? "" : ","}"copy_${copy}":${JSON.stringify(call)}`);
  }
  write('}}},"complete":true,"errored":false}');
  closeSync(file);
  return length;
}
