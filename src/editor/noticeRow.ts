/** Draws the rows that say what is missing from the agenda, with the way to mend it where there is one. */
import { l10n, ThemeIcon, TreeItem, TreeItemCollapsibleState } from "vscode";
import type { Command } from "vscode";
import { isAccountError } from "../account/accountError.ts";
import { describeMailbox } from "../agenda/describeMailbox.ts";
import { describeSourceName } from "../agenda/describeSource.ts";
import { accountTitle } from "./accountPart.ts";
import type { NoticeNode } from "./agendaNotices.ts";
import { commandIds } from "./commandIds.ts";
import { describeStep, needsConsent } from "./permissionStep.ts";
import type { PermissionStep } from "./permissionStep.ts";
import { describeProblem } from "./problemText.ts";
import { removalOfNode } from "./removal.ts";

/** The row of a notice. */
export function noticeRow(node: NoticeNode): TreeItem {
  const { label, description, tooltip, icon } = noticeText(node);
  const row = new TreeItem(label, TreeItemCollapsibleState.None);
  row.id = node.id;
  row.description = description;
  row.tooltip = tooltip;
  row.iconPath = new ThemeIcon(icon);
  row.contextValue = noticeTokens(node).join(" ");
  const mend = mendingCommand(node);
  if (mend !== undefined) row.command = mend;
  row.accessibilityInformation = { label: `${label}, ${description}` };
  return row;
}

/** The kind, `needsPermission` where allowing one would help, `removable` for what was added. */
function noticeTokens(node: NoticeNode): readonly string[] {
  return [
    node.kind,
    ...(stepOf(node) === undefined ? [] : ["needsPermission"]),
    ...(removalOfNode(node) === undefined ? [] : ["removable"]),
  ];
}

/** The permission that would make a notice go away. */
export function stepOf(node: NoticeNode): PermissionStep | undefined {
  return "step" in node ? node.step : undefined;
}

/** A notice stands for one thing that is to be done about it: choosing it does that. */
function mendingCommand(node: NoticeNode): Command | undefined {
  if (stepOf(node) !== undefined) {
    return { title: l10n.t("Allow Access…"), command: commandIds.allowAccess, arguments: [node] };
  }
  if (node.kind === "businessesToChoose") {
    return { title: l10n.t("Choose Businesses…"), command: commandIds.chooseBusinesses, arguments: [node] };
  }
  if (node.kind === "noneChosen") {
    return { title: l10n.t("Choose Calendars…"), command: commandIds.chooseCalendars, arguments: [node] };
  }
  if (node.kind === "accountFailed" && hasToSignIn(node.error)) {
    return { title: l10n.t("Sign In Again"), command: commandIds.signIn, arguments: [node.account.id] };
  }
  return undefined;
}

interface NoticeText {
  readonly label: string;
  readonly description: string;
  readonly tooltip: string;
  readonly icon: string;
}

function noticeText(node: NoticeNode): NoticeText {
  switch (node.kind) {
    case "accountFailed":
      return accountText(accountTitle({ placeName: undefined, ...node }), node.error);
    case "sourceFailed":
      return failedText(describeSourceName(node.source), node.error, node.step);
    case "mailboxFailed":
      return failedText(describeMailbox(node.failed.mailbox, node.failed.name), node.failed.error, node.step);
    case "businessesFailed":
      return failedText(l10n.t("Bookings"), node.error, node.step);
    case "bookingsNotAsked":
      return lockedText(l10n.t("Bookings"), node.step);
    case "bookingsUnavailable":
      return {
        label: l10n.t("Bookings"),
        description: l10n.t("work or school accounts only"),
        tooltip: l10n.t("Microsoft offers Bookings to work and school accounts, and not in every cloud."),
        icon: "info",
      };
    case "businessesToChoose":
      return {
        label: l10n.t("Bookings"),
        description: l10n.t("choose which of {0} businesses to show", node.count),
        tooltip: l10n.t("There are too many businesses to show them all. Choose those that you want to see."),
        icon: "checklist",
      };
    case "noneChosen":
      return {
        label: l10n.t("No calendar is shown"),
        description: l10n.t("choose calendars"),
        tooltip: l10n.t("Every calendar is unchecked. Choose those that you want to see."),
        icon: "checklist",
      };
    case "note":
      return { label: node.title, description: node.text, tooltip: node.text, icon: "warning" };
    default:
      return node satisfies never;
  }
}

function failedText(label: string, error: unknown, step: PermissionStep | undefined): NoticeText {
  if (step !== undefined && needsConsent(error)) return lockedText(label, step);
  const { short, sentence } = describeProblem(error);
  const tooltip = step === undefined ? sentence : `${sentence} ${l10n.t("Choose Allow Access.")}`;
  return { label, description: l10n.t("not loaded: {0}", short), tooltip, icon: "warning" };
}

/** Of an account that has to sign in, what to do stands in place of why. */
function accountText(label: string, error: unknown): NoticeText {
  const { sentence } = describeProblem(error);
  if (!hasToSignIn(error)) return failedText(label, error, undefined);
  const description = needsConsent(error)
    ? l10n.t("needs permission: Allow Access")
    : l10n.t("sign-in has expired: Sign In Again");
  const tooltip = l10n.t("{0} The other accounts are shown as ever.", sentence);
  return { label, description, tooltip, icon: needsConsent(error) ? "lock" : "sign-in" };
}

function hasToSignIn(error: unknown): boolean {
  return isAccountError(error) && (error.code === "signInRequired" || error.code === "consentRequired");
}

function lockedText(label: string, step: PermissionStep): NoticeText {
  const { short, sentence } = describeStep(step);
  return { label, description: short, tooltip: `${sentence} ${l10n.t("Choose Allow Access.")}`, icon: "lock" };
}
