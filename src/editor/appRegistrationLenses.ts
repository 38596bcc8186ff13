/** The lenses above the headings of the guide to an app registration: what can be copied, opened and checked. */
import { CodeLens, l10n, Range } from "vscode";
import type { CodeLensProvider, TextDocument } from "vscode";
import { commandIds } from "./commandIds.ts";
import { guideHeading } from "./appRegistrationGuide.ts";
import type { GuidePart } from "./appRegistrationGuide.ts";
import type { RegistrationCloud } from "./appRegistrationClouds.ts";

/** What the guide offers. */
export type GuideAction =
  | "openPortal"
  | "copyAzureCli"
  | "copyPowerShell"
  | "copyManifest"
  | "copyUris"
  | "copyPermissions"
  | "copyGuide"
  | "otherCloud"
  | "checkAndSave";

/** An action, and the cloud that the guide is for. */
export interface GuideWish {
  readonly action: GuideAction;
  readonly cloud: RegistrationCloud["id"];
}

const actionsOf: readonly (readonly [GuidePart, readonly GuideAction[]])[] = [
  ["start", ["checkAndSave", "otherCloud", "copyGuide"]],
  ["portal", ["openPortal"]],
  ["azureCli", ["copyAzureCli"]],
  ["powerShell", ["copyPowerShell"]],
  ["manifest", ["copyManifest"]],
  ["uris", ["copyUris"]],
  ["permissions", ["copyPermissions"]],
  ["save", ["checkAndSave"]],
];

/** Every action that there is for a cloud, in the order of the guide. */
export function guideActions({ cliName }: RegistrationCloud): readonly GuideAction[] {
  return [...new Set(actionsOf.flatMap(([, actions]) => actions))].filter(
    (action) => action !== "copyAzureCli" || cliName !== undefined,
  );
}

/** The words for an action. */
export function titleOfAction(action: GuideAction): string {
  switch (action) {
    case "openPortal":
      return l10n.t("Open Portal");
    case "copyAzureCli":
      return l10n.t("Copy Azure CLI Script");
    case "copyPowerShell":
      return l10n.t("Copy PowerShell Script");
    case "copyManifest":
      return l10n.t("Copy Manifest");
    case "copyUris":
      return l10n.t("Copy Redirect URIs");
    case "copyPermissions":
      return l10n.t("Copy Permissions");
    case "copyGuide":
      return l10n.t("Copy Guide for My Admin");
    case "otherCloud":
      return l10n.t("Another Cloud…");
    case "checkAndSave":
      return l10n.t("Check and Save…");
    default:
      return action satisfies never;
  }
}

/** Gives the guide its lenses. */
export class GuideLenses implements CodeLensProvider {
  readonly #cloudOf: (document: TextDocument) => RegistrationCloud | undefined;

  /** @param cloudOf the cloud of a guide; undefined for any other document. */
  constructor(cloudOf: (document: TextDocument) => RegistrationCloud | undefined) {
    this.#cloudOf = cloudOf;
  }

  provideCodeLenses(document: TextDocument): CodeLens[] {
    const cloud = this.#cloudOf(document);
    if (cloud === undefined) return [];
    const offered = new Set(guideActions(cloud));
    const lines = document.getText().split("\n");
    return actionsOf.flatMap(([part, actions]) => {
      const line = lines.indexOf(guideHeading(part));
      if (line < 0) return [];
      return actions
        .filter((action) => offered.has(action))
        .map((action) => {
          const wish: GuideWish = { action, cloud: cloud.id };
          const title = titleOfAction(action);
          return new CodeLens(new Range(line, 0, line, 0), {
            title,
            command: commandIds.setUpAppRegistration,
            arguments: [wish],
          });
        });
    });
  }
}
