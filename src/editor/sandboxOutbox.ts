/** The sandbox's outbox as text for a person: what Graph would have mailed, to whom, in which words. */
import { l10n } from "vscode";
import type { OutboxMessage, Sandbox } from "../sandbox/sandboxContract.ts";

/** Reads the outbox of a running sandbox as Markdown source. */
export async function readOutbox(sandbox: Sandbox): Promise<string> {
  const answer = await fetch(sandbox.addresses.outboxUrl);
  // The sandbox is part of this extension: what it answers is its own contract.
  const messages = (await answer.json()) as readonly OutboxMessage[];
  return [
    l10n.t("# Sandbox outbox: {0} messages", messages.length),
    "",
    l10n.t("Sample data. These are the messages that Microsoft Graph would have mailed; nobody was mailed."),
    ...messages.toReversed().flatMap(describeMessage),
    "",
  ].join("\n");
}

function describeMessage({ number, sentAt, kind, from, to, toName, about, text }: OutboxMessage): readonly string[] {
  const lines = text === "" ? [l10n.t("(no text)")] : text.split("\n");
  return [
    "",
    `## ${number}. ${describeKind(kind)}: ${about}`,
    "",
    l10n.t("To {0} <{1}>, from {2}, {3}", toName, to, from, sentAt),
    "",
    ...lines.map((line) => `    ${line}`),
  ];
}

function describeKind(kind: OutboxMessage["kind"]): string {
  switch (kind) {
    case "eventCancelled":
      return l10n.t("Meeting cancelled");
    case "bookingCancelled":
      return l10n.t("Booking cancelled");
    case "eventUpdated":
      return l10n.t("Meeting changed");
    case "accepted":
      return l10n.t("Meeting accepted");
    case "tentativelyAccepted":
      return l10n.t("Meeting tentatively accepted");
    case "declined":
      return l10n.t("Meeting declined");
    default:
      return kind satisfies never;
  }
}
