/**
 * What can be seen and done of the item that a request names, without sending anything: who would be mailed, what it is,
 * and the ways out for what is not cancelled from here.
 */
import { commands, l10n, ProgressLocation, window } from "vscode";
import { describeTitle } from "../agenda/describeItem.ts";
import { daysOfSpan } from "../agenda/calendarDays.ts";
import type { AgendaItem } from "../agenda/item.ts";
import { targetKey } from "../cancellation/target.ts";
import type { CancelTarget } from "../cancellation/target.ts";
import { promptsOf } from "../requestFile/prompt.ts";
import { activeSession } from "./activeSession.ts";
import { cancelWithMessage } from "./bodyFixes.ts";
import { isTrustedToRun } from "./cancelClicked.ts";
import type { ClickedRequest } from "./clickedRequest.ts";
import { commandIds } from "./commandIds.ts";
import { itemDetails } from "./itemDetails.ts";
import { plainNotice } from "./markdownText.ts";
import { peopleDocument } from "./peopleDocument.ts";
import type { ReadOnlyDocuments } from "./readOnlyDocuments.ts";
import type { AgendaFeature } from "./registerAgenda.ts";
import { applyEdits } from "./spanEdits.ts";
import type { AccountSession } from "./accountSession.ts";
import { viewerOf } from "./viewer.ts";

/** Opens the list of everybody who would be mailed. */
export async function showPeople(
  { request }: ClickedRequest,
  session: AccountSession,
  documents: ReadOnlyDocuments,
): Promise<void> {
  const target = await targetOrTell(request);
  const item = target && (await readItem(target, session));
  if (target === undefined || item === undefined) return;
  const text = peopleDocument(item, viewerOf(session.active?.account));
  await documents.show(l10n.t("Who Gets Notified.md"), targetKey(target), text);
}

/** Shows the item in the agenda if it is listed there, and otherwise all that is known of it. */
export async function showItem(
  { request }: ClickedRequest,
  session: AccountSession,
  documents: ReadOnlyDocuments,
  { tree }: AgendaFeature,
): Promise<void> {
  const target = await targetOrTell(request);
  if (target === undefined) return;
  const listed = tree.allItems.find(({ entry }) => entry.item.id === idOf(target));
  if (listed !== undefined) {
    await tree.view.reveal(listed, { select: true, focus: true, expand: true });
    return;
  }
  const item = await readItem(target, session);
  if (item === undefined) return;
  const viewer = viewerOf(session.active?.account);
  const { firstDay: day } = daysOfSpan(item.span, viewer.timeZone);
  const node = { kind: "item", id: item.id, entry: { item, day, dayNumber: 1, dayCount: 1 } } as const;
  await documents.show(l10n.t("Details.md"), item.id, itemDetails(node, viewer));
}

/** Says why a decline is not sent from here, and opens the meeting where it can be. */
export async function declineInOutlook({ request }: ClickedRequest, session: AccountSession): Promise<void> {
  const target = await targetOrTell(request);
  const item = target && (await readItem(target, session));
  if (item?.kind !== "event") return;
  const { organizer, webLink } = item;
  const name = plainNotice(organizer === undefined ? "" : organizer.name || organizer.address);
  const title = plainNotice(describeTitle(item));
  const open = l10n.t("Open in Web");
  const answer = await window.showInformationMessage(
    whereToDecline(title, name),
    ...(webLink === undefined ? [] : [open]),
  );
  const node = { kind: "item", entry: { item } };
  if (answer === open) await commands.executeCommand(commandIds.openInWeb, node);
}

function whereToDecline(title: string, organizer: string): string {
  return organizer === ""
    ? l10n.t("Request files only cancel. Decline “{0}” in Outlook; only its organizer is told.", title)
    : l10n.t("Request files only cancel. Decline “{0}” in Outlook; only {1} is told.", title, organizer);
}

/** Explains what deleting does, and offers the request that says something to the people. */
export async function explainDelete(clicked: ClickedRequest): Promise<void> {
  const { version } = clicked.document;
  const use = { title: l10n.t("Use Cancel With Message") };
  const keep = { title: l10n.t("Leave It"), isCloseAffordance: true };
  const isBooking = clicked.request.aim.kind === "route" && clicked.request.aim.route.target.kind === "booking";
  const answer = await window.showInformationMessage(
    isBooking ? l10n.t("Deleting a booking explains nothing") : l10n.t("Deleting a meeting explains nothing"),
    {
      modal: true,
      detail: isBooking
        ? l10n.t(
            "Microsoft Graph may still mail customers and staff, without a word of yours. Unbook sends no deletions; cancelling takes a message along.",
          )
        : l10n.t(
            "When its organizer deletes a meeting, Microsoft Graph mails everybody that it is cancelled, without a word of yours. Unbook sends no deletions; cancelling takes a message along.",
          ),
    },
    use,
    keep,
  );
  if (answer !== use) return;
  // The edits are for the text that was clicked on.
  if (clicked.document.version === version) await useCancel(clicked);
  else await window.showWarningMessage(l10n.t("The file has changed meanwhile. Look at the request and click again."));
}

/** Rewrites a deletion as the cancellation of the same item. */
export async function useCancel({ document, request }: ClickedRequest): Promise<void> {
  if (request.aim.kind !== "route" || request.aim.route.action !== "delete") return;
  const { edits } = cancelWithMessage(request.file, request.request, request.aim.route);
  await applyEdits(document, edits);
}

async function targetOrTell({ aim, request }: ClickedRequest["request"]): Promise<CancelTarget | undefined> {
  const isAsked = promptsOf(request).length > 0;
  if (aim.kind === "route" && aim.route.placeholders.length === 0 && !isAsked) return aim.route.target;
  await window.showInformationMessage(
    isAsked
      ? l10n.t("Which item it is, the request asks when it is run.")
      : l10n.t("The request names no event or booking."),
  );
  return undefined;
}

async function readItem(target: CancelTarget, session: AccountSession): Promise<AgendaItem | undefined> {
  if (!(await isTrustedToRun())) return undefined;
  const active = await activeSession(session);
  return active === undefined
    ? undefined
    : window.withProgress({ location: ProgressLocation.Window, title: l10n.t("Reading who is invited…") }, async () =>
        active.graph.readItem(target),
      );
}

function idOf(target: CancelTarget): string {
  return target.kind === "booking" ? target.appointmentId : target.eventId;
}
