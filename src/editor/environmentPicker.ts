/**
 * The chosen environment of request files: in the status bar while such a file is in front, in a warning colour where its
 * name says that it is in earnest, and the list to choose from.
 */
import { l10n, StatusBarAlignment, ThemeColor, window } from "vscode";
import type { Disposable, QuickPickItem, StatusBarItem, TextDocument } from "vscode";
import { looksLikeProduction } from "../requestFile/environments.ts";
import type { EnvironmentProblem } from "../requestFile/environments.ts";
import { commandIds } from "./commandIds.ts";
import type { RequestEnvironments } from "./requestEnvironments.ts";
import { mayHaveRequests } from "./requestLanguages.ts";

/** The status bar's entry. */
export class EnvironmentStatus implements Disposable {
  readonly #environments: RequestEnvironments;
  readonly #item: StatusBarItem;
  readonly #subscriptions: readonly Disposable[];

  constructor(environments: RequestEnvironments) {
    this.#environments = environments;
    this.#item = window.createStatusBarItem("unbook.environment", StatusBarAlignment.Right, 100);
    this.#item.name = l10n.t("Unbook Request Environment");
    this.#item.command = commandIds.chooseEnvironment;
    const show = (): void => void this.#show();
    this.#subscriptions = [this.#item, environments.onDidChange(show), window.onDidChangeActiveTextEditor(show)];
    show();
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  async #show(): Promise<void> {
    const document = requestDocumentInFront();
    if (document !== undefined) await this.#environments.prepare(document);
    // Another editor may have come to the front meanwhile, which asks for itself.
    if (requestDocumentInFront() !== document) return;
    const byName = document === undefined ? undefined : this.#environments.of(document).byName;
    const { chosen } = this.#environments;
    if (byName === undefined || (byName.size === 0 && chosen === undefined)) {
      this.#item.hide();
      return;
    }
    const isKnown = chosen !== undefined && byName.has(chosen);
    this.#item.text = `$(server-environment) ${isKnown ? chosen : l10n.t("No Environment")}`;
    this.#item.tooltip = isKnown
      ? l10n.t("Variables of request files have the values of “{0}”. Choose another environment.", chosen)
      : l10n.t("Choose an environment for the variables of request files.");
    const isProduction = isKnown && looksLikeProduction(chosen);
    this.#item.backgroundColor = isProduction ? new ThemeColor("statusBarItem.warningBackground") : undefined;
    this.#item.accessibilityInformation = {
      label: isProduction
        ? l10n.t("Environment {0}, looks like production", chosen)
        : l10n.t("Environment {0}", isKnown ? chosen : l10n.t("none")),
    };
    this.#item.show();
  }
}

/** Lets the person choose. */
export async function chooseEnvironment(environments: RequestEnvironments): Promise<void> {
  const document = requestDocumentInFront();
  if (document === undefined) {
    await window.showInformationMessage(l10n.t("Open a request file first: environments are read from beside it."));
    return;
  }
  await environments.prepare(document);
  const { byName, problems } = environments.of(document);
  if (byName.size === 0) {
    await window.showInformationMessage(noneThere(problems));
    return;
  }
  const none: QuickPickItem = {
    label: l10n.t("$(circle-slash) No Environment"),
    description: l10n.t("shared values only"),
  };
  const choices = [...byName].map(([name, variables]): QuickPickItem & { readonly environment: string } => ({
    label: name,
    description: [...new Set([...variables.values()].map(({ source }) => source))].join(", "),
    environment: name,
    ...(name === environments.chosen && { detail: l10n.t("$(check) chosen now") }),
  }));
  const chosen = await window.showQuickPick([none, ...choices], {
    title: l10n.t("Environment for Request Files"),
    placeHolder: problems.length === 0 ? l10n.t("Whose values should variables have?") : describe(problems),
  });
  if (chosen === undefined) return;
  await environments.choose("environment" in chosen ? String(chosen.environment) : undefined);
}

function requestDocumentInFront(): TextDocument | undefined {
  const document = window.activeTextEditor?.document;
  return document !== undefined && mayHaveRequests(document) ? document : undefined;
}

function noneThere(problems: readonly EnvironmentProblem[]): string {
  if (problems.length > 0) return describe(problems);
  return l10n.t(
    "There is no environment: put a http-client.env.json beside the file, or use the setting rest-client.environmentVariables.",
  );
}

function describe(problems: readonly EnvironmentProblem[]): string {
  const broken = problems.find(({ code }) => code === "malformedJson");
  if (broken !== undefined) return l10n.t("{0} is not valid JSON, so nothing is read from it.", broken.source);
  const [first] = problems;
  switch (first?.code) {
    case "notAnObject":
      return l10n.t("{0}: an environment is a JSON object of variables.", first.source);
    case "notText":
      return l10n.t("{0}: “{1}” is no text, number or boolean and is left out.", first.source, first.variable);
    case "overriddenByPrivate":
      return l10n.t("“{0}” is set twice; the private file's value counts.", first.variable);
    case "overridden":
      return l10n.t("“{0}” is set twice; the value in {1} counts.", first.variable, first.by);
    default:
      return "";
  }
}
