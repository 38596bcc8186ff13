/**
 * The chosen environment of request files: in the status bar while such a file is in front, in a warning colour where its
 * name says that it is in earnest, and the list to choose from, which also shows what is wrong with what was read.
 */
import { commands, l10n, QuickPickItemKind, StatusBarAlignment, ThemeColor, window } from "vscode";
import type { Disposable, QuickPickItem, StatusBarItem, TextDocument } from "vscode";
import { looksLikeProduction } from "../requestFile/environments.ts";
import { commandIds } from "./commandIds.ts";
import { describeTrouble, gravityOfTrouble } from "./environmentTrouble.ts";
import type { EnvironmentTrouble } from "./environmentTrouble.ts";
import type { RequestEnvironments } from "./requestEnvironments.ts";
import { mayHaveRequests } from "./requestLanguages.ts";
import { environmentSetting } from "./requestSurroundings.ts";

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
  const { environments: found, troubles } = environments.surroundingsOf(document);
  const { byName } = found;
  if (byName.size === 0 && troubles.length === 0) {
    await window.showInformationMessage(
      l10n.t(
        "There is no environment: put a http-client.env.json beside the file, or use the setting rest-client.environmentVariables.",
      ),
    );
    return;
  }
  const none: EnvironmentRow = {
    label: l10n.t("$(circle-slash) No Environment"),
    description: l10n.t("shared values only"),
  };
  const choices = [...byName].map(([name, variables]): EnvironmentRow => ({
    label: name,
    description: [...new Set([...variables.values()].map(({ source }) => source))].join(", "),
    environment: name,
    ...(name === environments.chosen && { detail: l10n.t("$(check) chosen now") }),
  }));
  const heading: EnvironmentRow = { label: l10n.t("Problems"), kind: QuickPickItemKind.Separator };
  const rows = [none, ...choices, ...(troubles.length === 0 ? [] : [heading, ...troubleRows(troubles)])];
  const chosen = await window.showQuickPick(rows, {
    title: l10n.t("Environment for Request Files"),
    placeHolder: l10n.t("Whose values should variables have?"),
  });
  if (chosen === undefined) return;
  if (chosen.trouble !== undefined) await showTrouble(chosen.trouble);
  else await environments.choose(chosen.environment);
}

/** A row of the picker: an environment, none, or a problem to look at. */
interface EnvironmentRow extends QuickPickItem {
  readonly environment?: string;
  readonly trouble?: EnvironmentTrouble;
}

function requestDocumentInFront(): TextDocument | undefined {
  const document = window.activeTextEditor?.document;
  return document !== undefined && mayHaveRequests(document) ? document : undefined;
}

/** What is wrong, each as a row that shows it: in its file, or among the settings. */
function troubleRows(troubles: readonly EnvironmentTrouble[]): readonly EnvironmentRow[] {
  return troubles.map((trouble) => {
    const icon = gravityOfTrouble(trouble) === "warning" ? "$(warning)" : "$(info)";
    return { label: `${icon} ${describeTrouble(trouble)}`, trouble };
  });
}

async function showTrouble({ file }: EnvironmentTrouble): Promise<void> {
  if (file === undefined) {
    await commands.executeCommand("workbench.action.openSettingsJson", {
      revealSetting: { key: environmentSetting },
    });
    return;
  }
  await window.showTextDocument(file.uri, { selection: file.range });
}
