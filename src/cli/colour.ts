/** Colours: the only place that knows any. */
import { styleText } from "node:util";
import { plain, type Role, type Style } from "../report/style.ts";

const FORMATS: Readonly<Record<Role, Parameters<typeof styleText>[0]>> = {
  heading: ["bold", "underline"],
  strong: "bold",
  faint: "dim",
  good: ["bold", "green"],
  caution: "yellow",
  bad: ["bold", "red"],
  accent: "cyan",
};

/** Where colours might go: a terminal knows how many it has, a pipe does not. */
interface ColourStream {
  readonly hasColors?: () => boolean;
}

/** The style for a stream; plain where the user, the environment or the stream wants no colour. */
export function styleFor(stream: ColourStream, { color }: { readonly color: boolean }): Style {
  if (!color || !wantsColours(stream, process.env)) return plain;
  // Decided above, once: not for every word again.
  return (role, text) => styleText(FORMATS[role], text, { validateStream: false });
}

/** NO_COLOR, then FORCE_COLOR (https://no-color.org, https://force-color.org), then what the terminal can do. */
export function wantsColours(stream: ColourStream, environment: Readonly<Record<string, string | undefined>>): boolean {
  const { NO_COLOR = "", FORCE_COLOR } = environment;
  if (NO_COLOR !== "") return false;
  if (FORCE_COLOR !== undefined) return FORCE_COLOR !== "0" && FORCE_COLOR !== "false";
  return stream.hasColors?.() === true;
}
