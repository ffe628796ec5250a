/** What components, classes, events and destinations may be called. */
import * as z from "zod";

const nameWords = "must be a name of letters, digits, _ - and ., beginning with a letter";
export const name = z
  .string(nameWords)
  .max(100, "must be a name of at most 100 characters")
  .regex(/^[a-z][a-z0-9_.-]*$/i, nameWords);
