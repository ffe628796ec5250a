/** Documents that are written by hand except for some parts, which are generated. */

/** The text with what stands between `<!-- begin NAME -->` and `<!-- end NAME -->` made anew; parts in `kept` stay as they are. */
export function withParts(
  text: string,
  parts: Readonly<Record<string, () => string>>,
  kept: readonly string[] = [],
): string {
  return text.replaceAll(
    /(<!-- begin (\S+) -->\n)[^]*?(<!-- end \2 -->)/g,
    (whole: string, begin: string, name: string, end: string) => {
      if (kept.includes(name)) return whole;
      const part = parts[name];
      if (part === undefined) throw new Error(`nothing generates the part "${name}"`);
      return `${begin}${part()}${end}`;
    },
  );
}

/** A table in Markdown. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |\n`;
  return line(header) + line(header.map(() => "---")) + rows.map(line).join("");
}
