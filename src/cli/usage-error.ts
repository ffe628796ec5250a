/** A wrong command line, told like every other mistake: what, and what was probably meant. */
import type { Command, CommanderError } from "commander";
import { problem, UserError } from "../errors.ts";
import { nearest } from "../nearest.ts";

/** The name of a command that does not exist, as an error with the nearest one that does. */
export function unknownCommand(name: string, known: readonly string[]): UserError {
  return invalid(`"${name}" is not a command of surgecast`, suggestion(nearest(name, known), "see surgecast --help"));
}

/** Commander's error in our words; `command` is where it happened. */
export function usageError(error: CommanderError, command: Command): UserError {
  const help = `see ${pathOf(command)} --help`;
  const [named = ""] = /(?<=')[^']+(?=')/.exec(error.message) ?? [];
  // Commander's way of saying that a command in this command is missing.
  if (error.code === "commander.help") {
    const names = command.commands.map((sub) => sub.name());
    return invalid(`${pathOf(command)} needs a command: ${names.join(", ")}`, help);
  }
  if (error.code === "commander.unknownOption") {
    const flags = command.options.flatMap(({ long }) => (long === undefined ? [] : [long]));
    return invalid(`${named} is not an option of ${pathOf(command)}`, suggestion(nearest(named, flags), help));
  }
  if (error.code === "commander.unknownCommand") {
    const names = command.commands.map((sub) => sub.name());
    return invalid(`"${named}" is not a command of ${pathOf(command)}`, suggestion(nearest(named, names), help));
  }
  const choice = wrongChoice(error.message);
  if (choice !== null) {
    const { name, value, choices } = choice;
    return invalid(
      `${name} must be one of ${choices.join(", ")}; got "${value}"`,
      suggestion(nearest(value, choices), help),
    );
  }
  return invalid(
    error.message
      .replace(/^error: /, "")
      .replaceAll("'", '"')
      .replace(/\.$/, ""),
    help,
  );
}

/** Takes commander's sentence about a value that is none of the choices apart; null for any other sentence. */
function wrongChoice(message: string): { name: string; value: string; choices: string[] } | null {
  const choices = /Allowed choices are (.+)\.$/.exec(message)?.[1]?.split(", ");
  const ofOption = /option '(\S+).*' argument '(.*)' is invalid/.exec(message);
  const ofArgument = /value '(.*)' is invalid for argument '(.*)'/.exec(message);
  if (choices === undefined) return null;
  if (ofOption !== null) return { name: ofOption[1] ?? "", value: ofOption[2] ?? "", choices };
  return ofArgument === null ? null : { name: `<${ofArgument[2] ?? ""}>`, value: ofArgument[1] ?? "", choices };
}

function suggestion(meant: string | null, otherwise: string): string {
  return meant === null ? otherwise : `did you mean ${meant}?`;
}

function invalid(what: string, hint: string): UserError {
  return new UserError("COMMAND_INVALID", [problem(what, hint)]);
}

function pathOf(command: Command): string {
  return command.parent === null ? command.name() : `${pathOf(command.parent)} ${command.name()}`;
}
