/**
 * What a request file takes values from and does not find: a `.env` file, the chosen environment, an entry of the setting
 * that is no text. Told once, where it is first used.
 */
import { l10n } from "vscode";
import type { RequestFile } from "../requestFile/requestFile.ts";
import type { Span } from "../requestFile/span.ts";
import { findVariableUses } from "../requestFile/variableUse.ts";
import { promptsOf } from "../requestFile/prompt.ts";
import { describeTrouble } from "./environmentTrouble.ts";
import type { Surroundings } from "./requestSurroundings.ts";

/** Something that is missing, in words, and its first use. */
export interface MissingSource {
  readonly span: Span;
  readonly sentence: string;
}

/** What is known of a document's window. */
export interface MissingContext {
  readonly surroundings: Surroundings;
  /** The chosen environment's name. */
  readonly chosen: string | undefined;
  readonly isTrusted: boolean;
}

/** Everything that is missing, in the order of the file; asks nothing of files that need nothing from outside. */
export function findMissingSources(file: RequestFile, context: MissingContext): readonly MissingSource[] {
  const { surroundings, chosen, isTrusted } = context;
  const { byName, shared } = surroundings.environments;
  const ofSetting = surroundings.troubles.filter(({ file: place }) => place === undefined);
  const lacksDotenv = isTrusted && surroundings.dotenv === undefined && file.text.includes("$dotenv");
  const lacksChosen = chosen !== undefined && !byName.has(chosen);
  if (ofSetting.length === 0 && !lacksDotenv && !lacksChosen) return [];
  const uses = findVariableUses(file.text.slice(file.span.start, file.span.end)).map(({ expression, span }) => ({
    expression,
    span: { start: span.start + file.span.start, end: span.end + file.span.start },
  }));
  const missing: MissingSource[] = [];
  const tell = (isMeant: (expression: string) => boolean, sentence: string): void => {
    const use = uses.find(({ expression }) => isMeant(expression));
    if (use !== undefined) missing.push({ span: use.span, sentence });
  };
  const variables = byName.get(chosen ?? "") ?? shared;
  const given = new Set([
    ...file.variables.map(({ name }) => name),
    ...file.requests.flatMap((request) => promptsOf(request).map(({ name }) => name)),
  ]);
  const isOutside = (expression: string): boolean => /^[\w-]+$/.test(expression) && !given.has(expression);
  if (lacksDotenv) {
    tell(
      (expression) => expression.startsWith("$dotenv"),
      l10n.t("There is no .env file to read beside this file, nor above it up to the workspace's folder."),
    );
  }
  if (lacksChosen) {
    tell(
      (expression) => isOutside(expression) && !variables.has(expression),
      l10n.t("The chosen environment “{0}” is not defined for this file: only shared values count here.", chosen),
    );
  }
  for (const trouble of ofSetting) {
    if (trouble.kind !== "environment") continue;
    const { problem } = trouble;
    const isAbout = (expression: string): boolean =>
      isOutside(expression) && ("variable" in problem ? problem.variable === expression : !variables.has(expression));
    const isHere = !("environment" in problem) || isInForce(problem.environment, chosen);
    if (isHere) tell(isAbout, describeTrouble(trouble));
  }
  return missing.toSorted((one, other) => one.span.start - other.span.start);
}

function isInForce(environment: string | undefined, chosen: string | undefined): boolean {
  return environment === undefined || environment === "$shared" || environment === chosen;
}
