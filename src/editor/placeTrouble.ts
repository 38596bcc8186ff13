/**
 * What is said of places that cannot be signed in at: entries of the settings that are wrong, and clouds whose accounts could
 * not be brought back. Each message says what to do next.
 */
import { commands, l10n, window } from "vscode";
import type { ClientIdProblem, TenantIdProblem } from "./appRegistrationIds.ts";
import { cloudLabels } from "./cloudLabels.ts";
import { wordProblem } from "./lazyProblems.ts";
import type { RegistrationProblem } from "./registrations.ts";
import type { Session } from "./session.ts";
import { settingKeys } from "./settings.ts";

/** Says what is wrong with the setting of the other registrations, and leads to it. */
export async function tellBadRegistrations(problems: readonly RegistrationProblem[]): Promise<void> {
  const open = l10n.t("Open Settings");
  const sentences = problems.map(describeRegistration).join(" ");
  const message = l10n.t("Unbook's setting “{0}”: {1}", settingKeys.otherRegistrations, sentences);
  if ((await window.showWarningMessage(message, open)) !== open) return;
  const revealSetting = { key: settingKeys.otherRegistrations };
  await commands.executeCommand("workbench.action.openSettingsJson", { revealSetting });
}

/** Says that the accounts of a cloud are missing, and why; tries again if the person wants to. */
export async function tellPlaceClosed(session: Session, name: string, error: unknown): Promise<void> {
  const again = l10n.t("Try Again");
  const { sentence } = await wordProblem(error);
  const message = l10n.t("Your accounts in the cloud {0} could not be brought back. {1}", name, sentence);
  if ((await window.showWarningMessage(message, again)) === again) await session.settingsChanged();
}

/** What is wrong and what to do, as sentences. */
export function describeRegistration(problem: RegistrationProblem): string {
  switch (problem.kind) {
    case "noList":
      return l10n.t("It has to be a list: put the entries between [ and ].");
    case "noObject":
      return l10n.t(
        "Entry {0} is not used: write it as {1}.",
        problem.entry,
        '{ "cloud": "usGovernment", "clientId": "…", "tenantId": "…" }',
      );
    case "unknownKey":
      return l10n.t(
        "Entry {0} is not used: it has “{1}”, and there are only cloud, clientId and tenantId. Correct it or take it out.",
        problem.entry,
        problem.key,
      );
    case "cloud":
      return l10n.t(
        "Entry {0} is not used: its cloud has to be one of {1}.",
        problem.entry,
        Object.keys(cloudLabels).join(", "),
      );
    case "twice":
      return l10n.t(
        "Entry {0} is not used: the same app registration is named before it, or is the main one. Take it out.",
        problem.entry,
      );
    case "clientId":
      return l10n.t("Entry {0} is not used: {1}", problem.entry, describeClientId(problem.why));
    case "tenantId":
      return l10n.t("Entry {0} is not used: {1}", problem.entry, describeTenantId(problem.why));
    default:
      return problem satisfies never;
  }
}

function describeClientId(why: ClientIdProblem): string {
  switch (why) {
    case "empty":
      return l10n.t("give it the app registration's client id.");
    case "malformed":
      return l10n.t("its client id has to have 32 digits and letters a to f, in groups of 8, 4, 4, 4 and 12.");
    case "ofMicrosoft":
      return l10n.t("its client id is that of an app of Microsoft's own. Use your organisation's registration.");
    default:
      return why satisfies never;
  }
}

function describeTenantId(why: TenantIdProblem): string {
  switch (why) {
    case "empty":
      return l10n.t("give it the tenant's id or domain, or organizations for any tenant.");
    case "malformed":
      return l10n.t("its tenant has to be an id, or a domain as contoso.com, without https:// and without a path.");
    case "clientId":
      return l10n.t("its tenant is the client id once more.");
    default:
      return why satisfies never;
  }
}
