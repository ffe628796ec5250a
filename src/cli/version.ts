/** The version in package.json, which lies two folders up from here and from the bundle alike. */
import { readFileSync } from "node:fs";

export function packageVersion(): string {
  // Our own file: its shape is known.
  const { version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as {
    version: string;
  };
  return version;
}
