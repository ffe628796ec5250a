/** Breaks a text at spaces into lines of at most `width` characters; a longer word stands alone on its line. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/\s+/).filter((part) => part !== "")) {
    if (line !== "" && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === "" ? word : `${line} ${word}`;
    }
  }
  return line === "" ? lines : [...lines, line];
}

/** Wrapped lines behind a first-line mark, the others indented to match: `hanging("! ", "two words", 7)` gives `! two` and `  words`. */
export function hanging(mark: string, text: string, width: number): string[] {
  const indent = " ".repeat(mark.length);
  return wrap(text, width - mark.length).map((line, index) => (index === 0 ? mark : indent) + line);
}

/** Cuts the middle out of a text that is longer than `width`: `cutMiddle("NatGateway-Bytes", 9) === "NatG…ytes"`. */
export function cutMiddle(text: string, width: number): string {
  if (text.length <= width) return text;
  const tail = Math.floor((width - 1) / 2);
  return `${text.slice(0, width - 1 - tail)}…${text.slice(text.length - tail)}`;
}
