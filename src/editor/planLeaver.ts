/**
 * “This person has left”: plans their meetings where the account may act, and the account's own meetings and bookings with them.
 * What only they could cancel comes out as a list to hand over.
 */
import { l10n, ProgressLocation, window } from "vscode";
import { dayOf } from "../agenda/calendarDays.ts";
import type { AgendaSource, Person } from "../agenda/item.ts";
import { otherOwner } from "../agenda/itemTraits.ts";
import { isOneOf } from "../agenda/people.ts";
import type { Viewer } from "../agenda/viewer.ts";
import type { ListedItem } from "./chosenItems.ts";
import type { AccountSession } from "./accountSession.ts";
import type { PlanOptions } from "./choosingContract.ts";
import { daysFrom, pickDays } from "./dayPicker.ts";
import type { MissingSource } from "./freshList.ts";
import { handOverDocument } from "./handOverDocument.ts";
import { leaverParts } from "./leaverParts.ts";
import type { LeaverParts } from "./leaverParts.ts";
import { withPermission } from "./permissionQuestion.ts";
import { pickPerson } from "./personPicker.ts";
import { missingFrom } from "./planRange.ts";
import { planSearch } from "./planSearch.ts";
import type { ChosenPart } from "./planSearch.ts";
import { knownSources, shownAgenda } from "./shownAgenda.ts";
import { viewerOf } from "./viewer.ts";

/** Asks who has left and for which days, and plans what the person checks. */
export async function planLeaver(options: PlanOptions): Promise<void> {
  const loaded = await shownAgenda(options);
  if (loaded === undefined) return;
  const { account } = loaded.sessionOf;
  const viewer = viewerOf(account);
  const title = l10n.t("This Person Has Left");
  const person = await pickPerson(title, loaded, viewer);
  if (person === undefined) return;
  const today = dayOf(viewer.now, viewer.timeZone);
  const offered = [30, 90, 366].map((count) => ({
    label: l10n.t("Next {0} Days", count),
    spans: daysFrom(today, count),
  }));
  const spans = await pickDays(title, offered, viewer);
  if (spans === undefined) return;
  const known = knownSources(loaded);
  const theirs = known.some((source) => isOwnedBy(source, person, viewer))
    ? { sources: [], missing: [] }
    : await findCalendars(options.session.as(account.id), person);
  const choose = async (listed: readonly ListedItem[]): Promise<ChosenPart | undefined> =>
    chooseParts(options, person, listed, viewer);
  await planSearch(options, {
    what: l10n.t("Meetings and bookings of {0}", person.name || person.address),
    accountId: account.id,
    sources: [...known, ...theirs.sources],
    spans,
    missing: [...missingFrom(loaded), ...theirs.missing],
    choose,
  });
}

function isOwnedBy(source: AgendaSource, person: Person, { ownAddresses }: Viewer): boolean {
  const owner = otherOwner(source, ownAddresses);
  return owner !== undefined && isOneOf(owner, [person.address]);
}

/** The calendars of a mailbox that the agenda does not show; why not, if they cannot be listed. */
async function findCalendars(
  session: AccountSession,
  { address }: Person,
): Promise<{ readonly sources: readonly AgendaSource[]; readonly missing: readonly MissingSource[] }> {
  if (address === "" || session.active?.account.isPersonal === true) return { sources: [], missing: [] };
  try {
    const listed = await withPermission(session, "sharedCalendars", async ({ graph }) =>
      window.withProgress(
        { location: ProgressLocation.Window, title: l10n.t("Looking for their calendars…") },
        async () => graph.listCalendars({ kind: "user", id: address }),
      ),
    );
    return { sources: listed?.items ?? [], missing: [] };
  } catch (error) {
    return { sources: [], missing: [{ name: address, error }] };
  }
}

async function chooseParts(
  { documents }: PlanOptions,
  person: Person,
  listed: readonly ListedItem[],
  viewer: Viewer,
): Promise<ChosenPart | undefined> {
  const parts = leaverParts(listed, person, viewer);
  const entries = partEntries(parts);
  if (entries.length === 0) return { items: [] };
  const chosen = await window.showQuickPick(entries, {
    title: l10n.t("This Person Has Left: {0}", person.name || person.address),
    placeHolder: l10n.t("Check what the plan should hold"),
    canPickMany: true,
    ignoreFocusOut: true,
  });
  if (chosen === undefined || chosen.length === 0) return undefined;
  if (chosen.some(({ isHandOver }) => isHandOver)) {
    await documents.show(l10n.t("Hand Over.md"), person.address, handOverDocument(person, parts.toHandOver, viewer));
  }
  const items = chosen.flatMap((entry) => (entry.isHandOver ? [] : entry.items));
  return items.length === 0 ? undefined : { items };
}

interface PartEntry {
  readonly label: string;
  readonly picked: boolean;
  readonly items: readonly ListedItem[];
  readonly isHandOver: boolean;
}

function partEntries(parts: LeaverParts): readonly PartEntry[] {
  const entries: readonly PartEntry[] = [
    {
      label: l10n.t("{0} meetings that they organise and you may cancel", parts.theirs.length),
      picked: true,
      items: parts.theirs,
      isHandOver: false,
    },
    {
      label: l10n.t("{0} bookings with them", parts.bookings.length),
      picked: true,
      items: parts.bookings,
      isHandOver: false,
    },
    {
      label: l10n.t("{0} of your meetings with them alone", parts.yoursAlone.length),
      picked: true,
      items: parts.yoursAlone,
      isHandOver: false,
    },
    {
      label: l10n.t("{0} of your meetings with them and others", parts.yoursWithOthers.length),
      picked: false,
      items: parts.yoursWithOthers,
      isHandOver: false,
    },
    {
      label: l10n.t("A list to hand over: {0} meetings that you may not cancel", parts.toHandOver.length),
      picked: true,
      items: parts.toHandOver,
      isHandOver: true,
    },
  ];
  return entries.filter(({ items }) => items.length > 0);
}
