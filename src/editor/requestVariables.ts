/**
 * Where the variables of request files take their values from in this window: the chosen environment, answers to requests
 * that were run, the clock, and in a trusted workspace the environment of the process. One for all who read request files.
 */
import { workspace } from "vscode";
import type { TextDocument } from "vscode";
import { promptsOf } from "../requestFile/prompt.ts";
import type { HttpRequest } from "../requestFile/requestFile.ts";
import type { VariableSources } from "../requestFile/variableLookup.ts";
import type { RequestAnswers } from "./requestAnswers.ts";
import type { RequestEnvironments } from "./requestEnvironments.ts";

/** The sources of this window. */
export class RequestVariables {
  readonly #environments: RequestEnvironments;
  readonly #answers: RequestAnswers;

  constructor(environments: RequestEnvironments, answers: RequestAnswers) {
    this.#environments = environments;
    this.#answers = answers;
  }

  /** Two equal texts mean that variables have the values that they had. */
  get revision(): string {
    return `${this.#environments.revision} ${this.#answers.revision} ${String(workspace.isTrusted)}`;
  }

  /** Reads what stands beside a document, so that `sourcesOf` knows it. */
  async prepare(document: TextDocument): Promise<void> {
    await this.#environments.prepare(document);
  }

  /** The sources for a document. */
  sourcesOf(document: TextDocument): VariableSources {
    const documentUri = document.uri.toString();
    const dotenv = this.#environments.dotenvOf(document);
    return {
      environment: this.#environments.variablesOf(document),
      system: {
        now: new Date(),
        newGuid: () => crypto.randomUUID(),
        random: () => Math.random(),
        localOffsetMinutes: (instant) => -instant.getTimezoneOffset(),
        ...(workspace.isTrusted && {
          processEnv: processVariables(),
          dotenv: dotenv ?? new Map<string, string>(),
        }),
      },
      responseValue: (reference) => this.#answers.valueOf(documentUri, reference),
    };
  }
}

/** What a person will type is not known yet; that they will is enough to say what a request is. */
export function withPromptsAnswered(sources: VariableSources, request: HttpRequest): VariableSources {
  const prompts = promptsOf(request);
  if (prompts.length === 0) return sources;
  return { ...sources, prompted: new Map(prompts.map(({ name }) => [name, "prompted"])) };
}

let known: ReadonlyMap<string, string> | undefined;

/** The process's own environment does not change while VS Code runs. */
function processVariables(): ReadonlyMap<string, string> {
  known ??= new Map(
    Object.entries(process.env).flatMap(([name, text]) => (text === undefined ? [] : [[name, text] as const])),
  );
  return known;
}
