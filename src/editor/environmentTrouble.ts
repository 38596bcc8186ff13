/** What is wrong with the files and the setting that give variables their values, in words, and how grave it is. */
import { l10n } from "vscode";
import type { Range, Uri } from "vscode";
import type { EnvironmentProblem } from "../requestFile/environments.ts";
import type { DotenvProblem } from "../requestFile/readDotenv.ts";
import type { UnreadReason } from "./besideFile.ts";
import type { ProblemGravity } from "./requestProblemText.ts";

/** Where something is wrong, in the file as it was read. */
export interface TroublePlace {
  readonly uri: Uri;
  readonly range: Range;
}

/** Something that is wrong. */
export type EnvironmentTrouble =
  /** `file` is undefined for what stands in a setting. */
  | { readonly kind: "environment"; readonly file: TroublePlace | undefined; readonly problem: EnvironmentProblem }
  | { readonly kind: "dotenv"; readonly file: TroublePlace; readonly problem: DotenvProblem }
  | {
      readonly kind: "unread";
      readonly file: TroublePlace;
      readonly name: string;
      readonly reason: UnreadReason;
    };

/** How grave it is: what leaves a variable without a value is a warning. */
export function gravityOfTrouble(trouble: EnvironmentTrouble): ProblemGravity {
  if (trouble.kind === "unread") return "warning";
  switch (trouble.problem.code) {
    case "malformedJson":
    case "notAnObject":
    case "notAVariable":
    case "openQuote":
      return "warning";
    // What other editors' sign-in keeps there is not meant for Unbook.
    case "notText":
    case "overridden":
    case "overriddenByPrivate":
    case "setAgain":
      return "information";
    default:
      return trouble.problem satisfies never;
  }
}

/** What is wrong, as a sentence that names its source. */
export function describeTrouble(trouble: EnvironmentTrouble): string {
  switch (trouble.kind) {
    case "unread":
      return describeUnread(trouble.name, trouble.reason);
    case "environment":
      return describeEnvironmentProblem(trouble.problem);
    case "dotenv":
      return describeDotenvProblem(trouble.problem);
    default:
      return trouble satisfies never;
  }
}

function describeEnvironmentProblem(problem: EnvironmentProblem): string {
  const { source } = problem;
  switch (problem.code) {
    case "malformedJson":
      return l10n.t("{0} is not valid JSON, so nothing is read from it.", source);
    case "notAnObject":
      return problem.environment === undefined
        ? l10n.t("{0}: it must be a JSON object with an object of variables for each environment.", source)
        : l10n.t("{0}: “{1}” must be a JSON object of variables.", source, problem.environment);
    case "notText":
      return l10n.t("{0}: “{1}” is no text, number or boolean and is left out.", source, problem.variable);
    case "overriddenByPrivate":
      return l10n.t("{0}: “{1}” is set again in the private file, whose value counts.", source, problem.variable);
    case "overridden":
      return l10n.t("{0}: “{1}” is set again in {2}, whose value counts.", source, problem.variable, problem.by);
    default:
      return problem satisfies never;
  }
}

function describeDotenvProblem(problem: DotenvProblem): string {
  switch (problem.code) {
    case "notAVariable":
      return l10n.t(".env: this line is no NAME=value and is read over.");
    case "openQuote":
      return l10n.t(".env: the value of “{0}” has no closing quote, so its first quote is a part of it.", problem.name);
    case "setAgain":
      return l10n.t(".env: “{0}” is set again further down, where its value counts.", problem.name);
    default:
      return problem satisfies never;
  }
}

function describeUnread(name: string, reason: UnreadReason): string {
  switch (reason) {
    case "tooLarge":
      return l10n.t("{0} is larger than 1 MB, so nothing is read from it.", name);
    case "unreadable":
      return l10n.t("{0} cannot be read: check who may read it.", name);
    case "elsewhere":
      return l10n.t("{0} is a link out of the workspace, so nothing is read from it.", name);
    default:
      return reason satisfies never;
  }
}
