/** The reasons for a `{{…}}` to stay as it stands. They are found in variableLookup.ts and systemVariable.ts. */

/** Why a variable has no value. */
export type UnresolvedReason =
  /** Nobody defines it. */
  | "undefined"
  /** The file defines it, but only after the request, and there it counts for some editors and not for others. */
  | "definedLater"
  /** Its value leads back to itself. */
  | "cycle"
  /** Nested more than 100 deep, or longer than 1,000,000 characters. */
  | "tooLarge"
  /** A system variable, as `$guid`, and no source for it: in a workspace that is not trusted, `$processEnv` has none. */
  | "system"
  /** A system variable that is not written as it must be. */
  | "badFormat"
  /** A system variable that Unbook does not have, as `$aadToken`: it signs in by itself. */
  | "unsupported"
  /** To be asked for (`# @prompt`). */
  | "prompt"
  /** Taken from the answer to a request that has not been sent yet. */
  | "response"
  /** Taken from the answer to a request that the file does not have. */
  | "unknownRequest"
  /** The answer has nothing there. */
  | "nothingThere"
  /** What follows `.body.` or `.headers.` is no path. */
  | "badPath"
  /** An expression in a programming language, as httpYac runs them. */
  | "expression";
