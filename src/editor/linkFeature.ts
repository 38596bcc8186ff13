/**
 * Follows links to Unbook from elsewhere, and copies them. Whoever wrote a link is not known, and VS Code's own question
 * before it hands one over can be switched off: nothing is read for a link before the person has said so here. What a link
 * says is in cancellation/link.ts; nothing is ever sent because of one.
 */
import { commands, env, l10n, ProgressLocation, Uri, window } from "vscode";
import { daysOfSpan } from "../agenda/calendarDays.ts";
import type { AgendaItem } from "../agenda/item.ts";
import { openLink, readLink } from "../cancellation/link.ts";
import type { Link } from "../cancellation/link.ts";
import { mailboxName } from "../cancellation/mailboxName.ts";
import { targetOf } from "../cancellation/plan.ts";
import { eventTarget } from "../cancellation/route.ts";
import type { CancelTarget } from "../cancellation/target.ts";
import { activeSession } from "./activeSession.ts";
import type { ItemNode } from "./agendaNodes.ts";
import { commandIds } from "./commandIds.ts";
import { describeDays } from "./dayPicker.ts";
import { itemDetails } from "./itemDetails.ts";
import { ownNamesOf } from "./ownNames.ts";
import type { ReadOnlyDocuments } from "./readOnlyDocuments.ts";
import { itemNode } from "./registerAgenda.ts";
import type { AgendaFeature } from "./registerAgenda.ts";
import type { Session } from "./session.ts";
import { viewerOf } from "./viewer.ts";

/** What following a link needs. */
export interface LinkOptions {
  readonly session: Session;
  readonly agenda: Pick<AgendaFeature, "tree">;
  readonly documents: ReadOnlyDocuments;
  /** As `unbook.unbook`. */
  readonly extensionId: string;
}

/** Does what a link asks for, as far as the person wants; says why if it is none of Unbook's. */
export async function followLink(uri: unknown, options: LinkOptions): Promise<void> {
  if (!(uri instanceof Uri)) return;
  const reading = readLink(uri);
  if (reading.kind === "refused") {
    await window.showWarningMessage(l10n.t("Link refused. {0}", reading.reason));
    return;
  }
  const { link } = reading;
  await (link.kind === "open" ? openItem(link.target, options) : planDays(link));
}

/** Copies the link to an item's row. */
export async function copyLink(
  row: unknown,
  { session, extensionId }: Pick<LinkOptions, "session" | "extensionId">,
): Promise<void> {
  const node = itemNode(row);
  if (node === undefined) return;
  await env.clipboard.writeText(openLink(`${env.uriScheme}://${extensionId}`, linkedAs(node, session)));
  window.setStatusBarMessage(l10n.t("Link copied"), 5000);
}

/** A link is followed as the main account: what another one has in its own mailbox is named by its address. */
function linkedAs({ entry, account }: ItemNode, { active }: Session): CancelTarget {
  const target = targetOf(entry.item);
  const isMain = account === undefined || account.id === active?.account.id;
  if (isMain || target.kind === "booking" || target.mailbox.kind !== "me") return target;
  return eventTarget(target.eventId, { mailbox: { kind: "user", id: account.username } });
}

/** Shows an item in the agenda if it is listed there, and otherwise, once the person wants it, reads it. */
async function openItem(target: CancelTarget, options: LinkOptions): Promise<void> {
  const { session, agenda, documents } = options;
  await session.restore();
  const listed = agenda.tree.allItems.find((node) => isMeant(node, target, options));
  if (listed !== undefined) {
    await agenda.tree.view.reveal(listed, { select: true, focus: true, expand: true });
    return;
  }
  const question = l10n.t("Show the item that a link names?");
  const detail = l10n.t(
    "{0} Unbook reads it from Microsoft Graph and shows what it is. Nothing is sent.",
    whereIs(target),
  );
  if (!(await isWanted(question, detail, l10n.t("Show Item")))) return;
  const active = await activeSession(session);
  if (active === undefined) return;
  const item = await window.withProgress(
    { location: ProgressLocation.Window, title: l10n.t("Reading the item…") },
    async () => active.graph.readItem(target),
  );
  const viewer = viewerOf(active.account);
  await documents.show(l10n.t("Details.md"), item.id, itemDetails(nodeOf(item, viewer.timeZone), viewer));
}

function nodeOf(item: AgendaItem, timeZone: string): ItemNode {
  const { firstDay: day } = daysOfSpan(item.span, timeZone);
  return { kind: "item", id: item.id, entry: { item, day, dayNumber: 1, dayCount: 1 } };
}

/** A link without a mailbox is for the mailbox of whoever follows it. */
function isMeant({ entry, account }: ItemNode, target: CancelTarget, { session }: LinkOptions): boolean {
  const found = targetOf(entry.item);
  const owner = account ?? session.active?.account;
  const ownNames = owner === undefined ? [] : ownNamesOf(owner);
  return idOf(found) === idOf(target) && mailboxName(found, ownNames) === mailboxName(target, ownNames);
}

function idOf(target: CancelTarget): string {
  return target.kind === "booking" ? target.appointmentId : target.eventId;
}

function whereIs(target: CancelTarget): string {
  if (target.kind === "booking") return l10n.t("It is a booking of {0}.", target.businessId);
  const { mailbox } = target;
  switch (mailbox.kind) {
    case "me":
      return l10n.t("It is in your own calendar.");
    case "user":
      return l10n.t("It is in the calendar of {0}.", mailbox.id);
    case "group":
      return l10n.t("It is in the calendar of the group {0}.", mailbox.id);
    default:
      return mailbox satisfies never;
  }
}

/** The days are read, and a filter is shown with what it finds, by the command that plans what a filter finds. */
async function planDays({ firstDay, lastDay, filter }: Extract<Link, { kind: "plan" }>): Promise<void> {
  const days = describeDays([{ firstDay, lastDay }], viewerOf(undefined));
  const question = l10n.t("Plan cancelling what a link names?");
  const what =
    filter === ""
      ? l10n.t("Everything in your agenda, {0}.", days)
      : l10n.t("What “{0}” finds in your agenda, {1}.", filter, days);
  const detail = l10n.t(
    "{0} Unbook reads it from Microsoft Graph and writes a plan for you to look at. Nothing is sent: that takes a question of its own.",
    what,
  );
  if (!(await isWanted(question, detail, l10n.t("Plan…")))) return;
  await commands.executeCommand(commandIds.planFilter, { firstDay, lastDay, filter });
}

async function isWanted(question: string, detail: string, answer: string): Promise<boolean> {
  const go = { title: answer };
  const leave = { title: l10n.t("Leave It"), isCloseAffordance: true };
  return (await window.showWarningMessage(question, { modal: true, detail }, go, leave)) === go;
}
