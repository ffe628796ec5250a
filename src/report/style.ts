/** What a piece of text means, so that whoever prints it may colour it. Reports themselves know no colour. */
export type Role = "heading" | "strong" | "faint" | "good" | "caution" | "bad" | "accent";

/** Dresses a text for its role without changing its visible width. */
export type Style = (role: Role, text: string) => string;

/** No colour: files, pipes, other programs. */
export const plain: Style = (_role, text) => text;
