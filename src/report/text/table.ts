/** Tables of text: columns as wide as their cells, squeezed where the page is narrower. */
import type { Role, Style } from "../style.ts";
import { cutMiddle, wrap } from "../wrap.ts";

export interface Cell {
  readonly text: string;
  readonly role?: Role;
  /** Runs over the empty cells to its right, past the last one as far as it is long, instead of widening its column. */
  readonly spills?: boolean;
}

export interface Column {
  readonly align: "left" | "right";
  /** Narrowest it may be squeezed to; absent: never squeezed. */
  readonly least?: number;
  /** Squeezed text runs on below instead of losing its middle. */
  readonly wraps?: boolean;
}

/** A row of cells (missing ones are empty), or a thin line across the table. */
export type Row = readonly Cell[] | "line";

export interface TableOptions {
  /** Characters available, indent included. */
  readonly width: number;
  readonly style: Style;
}

const INDENT = "  ";
const GAP = "  ";

export function cell(text: string, role?: Role): Cell {
  return role === undefined ? { text } : { text, role };
}

/** The table's lines, indented by two, without trailing spaces. */
export function table(columns: readonly Column[], rows: readonly Row[], options: TableOptions): string[] {
  const widths = squeezed(columns, naturalWidths(columns, rows), options.width - INDENT.length);
  return rows
    .flatMap((row): readonly Row[] => (row === "line" ? [row] : wrapped(row, columns, widths)))
    .map((row) => (row === "line" ? ruler(widths, options) : rowLine(row, columns, widths, options)));
}

function ruler(widths: readonly number[], { style }: TableOptions): string {
  return INDENT + style("faint", "─".repeat(totalWidth(widths)));
}

/** One row for each line its wrapping cells need. */
function wrapped(row: readonly Cell[], columns: readonly Column[], widths: readonly number[]): (readonly Cell[])[] {
  const lines = row.map((content, index) => {
    const runsOn = columns[index]?.wraps === true && content.spills !== true;
    const texts = runsOn ? wrap(content.text, widths[index] ?? 0) : [];
    return texts.length > 1 ? texts.map((text) => ({ ...content, text })) : [content];
  });
  const height = Math.max(1, ...lines.map((cells) => cells.length));
  return Array.from({ length: height }, (_line, at) => lines.map((cells) => cells[at] ?? { text: "" }));
}

function naturalWidths(columns: readonly Column[], rows: readonly Row[]): number[] {
  return columns.map((_column, index) =>
    rows.reduce((widest, row) => {
      const content = row === "line" ? undefined : row[index];
      return content === undefined || content.spills === true ? widest : Math.max(widest, content.text.length);
    }, 0),
  );
}

/** Takes what is too much from the columns that may shrink, from right to left: what matters most stands left. */
function squeezed(columns: readonly Column[], natural: readonly number[], width: number): number[] {
  const widths = [...natural];
  let excess = totalWidth(natural) - width;
  for (let index = columns.length - 1; index >= 0 && excess > 0; index -= 1) {
    const wanted = natural[index] ?? 0;
    const taken = Math.min(excess, Math.max(0, wanted - (columns[index]?.least ?? wanted)));
    widths[index] = wanted - taken;
    excess -= taken;
  }
  return widths;
}

/** Columns that turned out empty take no room, and no gap. */
function totalWidth(widths: readonly number[]): number {
  const used = widths.filter((width) => width > 0);
  return used.reduce((all, width) => all + width, 0) + GAP.length * Math.max(0, used.length - 1);
}

function rowLine(
  row: readonly Cell[],
  columns: readonly Column[],
  widths: readonly number[],
  { style }: TableOptions,
): string {
  const parts: string[] = [];
  for (let index = 0; index < columns.length; index += 1) {
    const content = row[index] ?? { text: "" };
    let room = widths[index] ?? 0;
    if (room === 0 && content.spills !== true) continue;
    if (content.spills === true) {
      const next = row.findIndex((other, at) => at > index && other.text !== "");
      const last = next === -1 ? columns.length : next;
      room = next === -1 ? content.text.length : totalWidth(widths.slice(index, last));
      index = last - 1;
    }
    parts.push(placed(content, columns[index]?.align === "right" && content.spills !== true, room, style));
  }
  return (INDENT + parts.join(GAP)).trimEnd();
}

/** Padding stays outside the style: an underline or a colour ends with the text. */
function placed(content: Cell, toTheRight: boolean, width: number, style: Style): string {
  const text = cutMiddle(content.text, width);
  const padding = " ".repeat(width - text.length);
  const dressed = content.role === undefined || text === "" ? text : style(content.role, text);
  return toTheRight ? padding + dressed : dressed + padding;
}
