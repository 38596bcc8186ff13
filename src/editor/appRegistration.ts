/**
 * “Set Up App Registration”: shows the guide for a cloud, and does what its lenses offer. Loaded when it is first asked for
 * (registerAppRegistration.ts): starting VS Code does not pay for it.
 */
import { env, l10n, languages, Uri, window } from "vscode";
import type { Disposable, TextDocument } from "vscode";
import { checkAndSave } from "./appRegistrationCheck.ts";
import { registrationCloud, registrationClouds } from "./appRegistrationClouds.ts";
import type { RegistrationCloud } from "./appRegistrationClouds.ts";
import { registrationGuide } from "./appRegistrationGuide.ts";
import { guideActions, GuideLenses, titleOfAction } from "./appRegistrationLenses.ts";
import type { GuideAction, GuideWish } from "./appRegistrationLenses.ts";
import { azureCliScript, graphPowerShellScript, manifestExcerpt, redirectUris } from "./appRegistrationScripts.ts";
import type { ReadOnlyDocuments } from "./readOnlyDocuments.ts";
import type { Session } from "./session.ts";
import type { Settings } from "./settings.ts";

/** What the guide needs. */
export interface AppRegistrationOptions {
  readonly session: Session;
  readonly settings: () => Settings;
  readonly documents: ReadOnlyDocuments;
}

const tabName = "Set Up App Registration.md";

/** The guide in this window. */
export class AppRegistration implements Disposable {
  readonly #options: AppRegistrationOptions;
  readonly #lenses = languages.registerCodeLensProvider(
    { scheme: "unbook", pattern: `**/${tabName}` },
    new GuideLenses(cloudOf),
  );

  constructor(options: AppRegistrationOptions) {
    this.#options = options;
  }

  /** Shows the guide, or does what one of its lenses says. Asked again while the guide is in front, offers all of that. */
  async act(wish: unknown): Promise<void> {
    if (isWish(wish)) return this.#do(wish.action, registrationCloud(wish.cloud));
    const shown = window.activeTextEditor === undefined ? undefined : cloudOf(window.activeTextEditor.document);
    if (shown === undefined) return this.#show(registrationCloud(this.#options.settings().cloud));
    const chosen = await window.showQuickPick(
      guideActions(shown).map((action) => ({ label: titleOfAction(action), action })),
      { title: l10n.t("Set Up App Registration ({0})", shown.label) },
    );
    if (chosen !== undefined) await this.#do(chosen.action, shown);
  }

  dispose(): void {
    this.#lenses.dispose();
  }

  async #show(cloud: RegistrationCloud): Promise<void> {
    await this.#options.documents.show(tabName, cloud.id, registrationGuide(cloud));
  }

  async #do(action: GuideAction, cloud: RegistrationCloud): Promise<void> {
    const { session, settings } = this.#options;
    switch (action) {
      case "openPortal":
        await env.openExternal(Uri.parse(cloud.portalUrl, true));
        return;
      case "copyAzureCli":
        return copy(azureCliScript(cloud) ?? "");
      case "copyPowerShell":
        return copy(graphPowerShellScript(cloud));
      case "copyManifest":
        return copy(manifestExcerpt(cloud));
      case "copyUris":
        return copy(redirectUris.map((uri) => `${uri}\n`).join(""));
      case "copyPermissions":
        return copy(cloud.permissions.map(({ name }) => `${name}\n`).join(""));
      case "copyGuide":
        return copy(registrationGuide(cloud));
      case "otherCloud":
        return this.#showOther();
      case "checkAndSave":
        return checkAndSave(session, cloud, settings());
      default:
        return action satisfies never;
    }
  }

  async #showOther(): Promise<void> {
    const chosen = await window.showQuickPick(
      registrationClouds.map((cloud) => ({ label: cloud.label, description: cloud.portalUrl, cloud })),
      { title: l10n.t("Which Cloud Is Your Organisation In?") },
    );
    if (chosen !== undefined) await this.#show(chosen.cloud);
  }
}

async function copy(text: string): Promise<void> {
  await env.clipboard.writeText(text);
  window.setStatusBarMessage(l10n.t("Copied"), 3000);
}

/** The cloud that a guide is for: it is what tells guides apart. */
function cloudOf({ uri }: TextDocument): RegistrationCloud | undefined {
  if (uri.scheme !== "unbook" || uri.path !== `/${tabName}`) return undefined;
  return registrationClouds.find(({ id }) => id === uri.query);
}

/** Lenses hand over their own; anybody else may hand over anything. */
function isWish(given: unknown): given is GuideWish {
  if (typeof given !== "object" || given === null || !("action" in given) || !("cloud" in given)) return false;
  const cloud = registrationClouds.find(({ id }) => id === given.cloud);
  return cloud !== undefined && guideActions(cloud).some((action) => action === given.action);
}
