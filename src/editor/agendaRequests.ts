/**
 * From the agenda to requests: a new cancel request, and listed items as a request file or as text for another tool, each
 * with the message that the person gives first.
 */
import { env, l10n, window, workspace } from "vscode";
import type { QuickPickItem } from "vscode";
import { describeTitle } from "../agenda/describeItem.ts";
import { copyAs, copyFormats } from "../cancellation/copyAs/copyAs.ts";
import type { CopyFormat } from "../cancellation/copyAs/copyAs.ts";
import { requestFileJsonString } from "../cancellation/copyAs/stringLiteral.ts";
import type { ItemNode } from "./agendaNodes.ts";
import type { MessageEditor } from "./messageEditor.ts";
import type { MessageQuestion } from "./messageQuestion.ts";
import { askForMessage } from "./messageStep.ts";
import { shortTargetOf } from "./pickPlace.ts";
import type { Session } from "./session.ts";
import type { ActiveSession } from "./accountSession.ts";

/** Makes requests, and remembers the message from one to the next while the window is open. */
export class AgendaRequests {
  readonly #session: Session;
  readonly #messageEditor: MessageEditor;
  #message = "";

  constructor(session: Session, messageEditor: MessageEditor) {
    this.#session = session;
    this.#messageEditor = messageEditor;
  }

  /** Opens a request with a place to fill in, which gets a lens for that. */
  async openNew(): Promise<void> {
    const message = await this.#askMessage(l10n.t("New Cancel Request"));
    if (message === undefined) return;
    await openRequests(`### ${l10n.t("Cancel an event")}
# @note ${l10n.t("People are told of this by mail")}
POST ${originOf(this.#session.active)}/v1.0/me/events/{id}/cancel
Content-Type: application/json

{
  "comment": ${requestFileJsonString(message)}
}
`);
  }

  /** Opens items as a new request file. */
  async open(items: readonly ItemNode[]): Promise<void> {
    const text = await this.#requestsText("http", distinct(items));
    if (text !== undefined) await openRequests(text);
  }

  /** Copies items in the format that the person chooses. */
  async copy(items: readonly ItemNode[]): Promise<void> {
    const copied = distinct(items);
    if (copied.length === 0) return;
    const choices = copyFormats.map((format): QuickPickItem & { readonly format: CopyFormat } => ({
      ...formatText(format),
      format,
    }));
    const chosen = await window.showQuickPick(choices, {
      title: copied.length === 1 ? l10n.t("Copy As") : l10n.t("Copy {0} Items As", copied.length),
      placeHolder: l10n.t("No token is copied; the text says where one belongs. Nothing is sent."),
      matchOnDescription: true,
    });
    const text = chosen && (await this.#requestsText(chosen.format, copied));
    if (chosen === undefined || text === undefined) return;
    await env.clipboard.writeText(text);
    window.setStatusBarMessage(l10n.t("Copied as {0}", chosen.label), 5000);
  }

  /** The items' requests; undefined if there are none, or the person thinks better of it. */
  async #requestsText(format: CopyFormat, items: readonly ItemNode[]): Promise<string | undefined> {
    const { active } = this.#session;
    const [first] = items;
    if (active === undefined || first === undefined) return undefined;
    const about = items.length === 1 ? describeTitle(first.entry.item) : l10n.t("{0} items", items.length);
    const message = await this.#askMessage(about);
    if (message === undefined) return undefined;
    const requestOf = ({ entry, source, account }: ItemNode): Parameters<typeof copyAs>[1][number] => ({
      target: shortTargetOf(entry.item, source),
      message,
      // What is the main account's needs no word: whoever gets the file has a main account of their own.
      ...(account !== undefined && account.id !== active.account.id && { account: account.username }),
    });
    // Each goes to its own account's cloud: one text for each cloud, one after the other.
    const byCloud = Map.groupBy(items, ({ account }) => originOf(this.#session.as(account?.id).active ?? active));
    const texts = [...byCloud].map(([graphOrigin, own]) => copyAs(format, own.map(requestOf), { graphOrigin }));
    return texts.join("\n");
  }

  async #askMessage(about: string): Promise<string | undefined> {
    const question: MessageQuestion = {
      about,
      people: undefined,
      isWrittenDown: true,
      text: this.#message,
      templates: [],
      isRequired: false,
      hasPlaceholders: false,
      remember: (text) => {
        this.#message = text;
      },
    };
    return askForMessage(question, this.#messageEditor);
  }
}

/** An event of several days has a row on each of them. */
function distinct(items: readonly ItemNode[]): readonly ItemNode[] {
  return [...new Map(items.map((node) => [node.entry.item.id, node])).values()];
}

/** Sample data is addressed as Microsoft's own: the sandbox answers for it, and the text can be used as an example. */
function originOf(active: ActiveSession | undefined): string {
  return active === undefined || active.cloudId === "sandbox" ? "https://graph.microsoft.com" : active.graphOrigin;
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
