/** From the agenda to requests: a new cancel request, and listed items as a request file or as text for another tool. */
import { env, l10n, window, workspace } from "vscode";
import type { QuickPickItem } from "vscode";
import { copyAs, copyFormats } from "../cancellation/copyAs/copyAs.ts";
import type { CopyFormat } from "../cancellation/copyAs/copyAs.ts";
import type { ItemNode } from "./agendaNodes.ts";
import { shortTargetOf } from "./pickPlace.ts";
import type { ActiveSession, Session } from "./session.ts";

/** Opens a request with a place to fill in, which gets a lens for that. */
export async function newCancelRequest(session: Session): Promise<void> {
  const origin = originOf(session.active);
  await openRequests(`### ${l10n.t("Cancel an event")}
# @note ${l10n.t("People are told of this by mail")}
POST ${origin}/v1.0/me/events/{id}/cancel
Content-Type: application/json

{
  "comment": ""
}
`);
}

/** Opens items as a new request file. */
export async function openAsRequests(items: readonly ItemNode[], session: Session): Promise<void> {
  const text = requestsText("http", items, session);
  if (text !== undefined) await openRequests(text);
}

/** Copies items in the format that the person chooses. */
export async function copyItemsAs(items: readonly ItemNode[], session: Session): Promise<void> {
  if (items.length === 0) return;
  const choices = copyFormats.map((format): QuickPickItem & { readonly format: CopyFormat } => ({
    ...formatText(format),
    format,
  }));
  const chosen = await window.showQuickPick(choices, {
    title: items.length === 1 ? l10n.t("Copy As") : l10n.t("Copy {0} Items As", items.length),
    placeHolder: l10n.t("No token is copied; the text says where one belongs. Nothing is sent."),
    matchOnDescription: true,
  });
  const text = chosen && requestsText(chosen.format, items, session);
  if (chosen === undefined || text === undefined) return;
  await env.clipboard.writeText(text);
  window.setStatusBarMessage(l10n.t("Copied as {0}", chosen.label), 5000);
}

function requestsText(format: CopyFormat, items: readonly ItemNode[], session: Session): string | undefined {
  const { active } = session;
  if (active === undefined || items.length === 0) return undefined;
  const requests = distinct(items).map(({ entry, source }) => ({
    target: shortTargetOf(entry.item, source),
    message: "",
  }));
  return copyAs(format, requests, { graphOrigin: originOf(active), cloud: cloudOf(active) });
}

/** An event of several days has a row on each of them. */
function distinct(items: readonly ItemNode[]): readonly ItemNode[] {
  return [...new Map(items.map((node) => [node.entry.item.id, node])).values()];
}

/** Sample data is addressed as Microsoft's own: the sandbox answers for it, and the text can be used as an example. */
function originOf(active: ActiveSession | undefined): string {
  return active === undefined || active.cloudId === "sandbox" ? "https://graph.microsoft.com" : active.graphOrigin;
}

function cloudOf({ cloudId }: ActiveSession): Exclude<ActiveSession["cloudId"], "sandbox"> {
  return cloudId === "sandbox" ? "global" : cloudId;
}

async function openRequests(content: string): Promise<void> {
  await window.showTextDocument(await workspace.openTextDocument({ language: "http", content }));
}

function formatText(format: CopyFormat): QuickPickItem {
  switch (format) {
    case "http":
      return { label: l10n.t("Request File"), description: ".http" };
    case "curlBash":
      return { label: "cURL (bash)", description: l10n.t("bash, zsh") };
    case "curlPowerShell":
      return { label: "cURL (PowerShell)", description: "Windows PowerShell 5.1, PowerShell 7" };
    case "powerShell":
      return { label: "PowerShell", description: "Microsoft Graph PowerShell" };
    case "cliMicrosoft365":
      return { label: "CLI for Microsoft 365", description: "m365" };
    case "csharp":
      return { label: "C#", description: "Microsoft Graph SDK" };
    case "go":
      return { label: "Go", description: "Microsoft Graph SDK" };
    case "java":
      return { label: "Java", description: "Microsoft Graph SDK" };
    case "javascript":
      return { label: "JavaScript", description: "Microsoft Graph client" };
    case "php":
      return { label: "PHP", description: "Microsoft Graph SDK" };
    case "python":
      return { label: "Python", description: "Microsoft Graph SDK" };
    default:
      return format satisfies never;
  }
}
