/**
 * Makes the draft of a plan from what was chosen: reads every item afresh, sorts it into its lane, and asks what has to be
 * said for all of them: what becomes of others' meetings, how much of each series is meant, and what the people read.
 */
import { l10n, workspace } from "vscode";
import { startForOrder } from "../agenda/calendarDays.ts";
import { sentences } from "../agenda/sentences.ts";
import type { LaneFacts, LanePreferences } from "../cancellation/lane.ts";
import { planPeople } from "../cancellation/planPeople.ts";
import type { LeftOutItem, PlanDraft } from "../cancellation/planDocument/planDocument.ts";
import type { PlannedItem } from "../cancellation/plan.ts";
import { targetKey } from "../cancellation/target.ts";
import type { ItemRead } from "../graph/graphContract.ts";
import type { ChosenAim, ChosenItems } from "./chosenItems.ts";
import { askHowToDecline } from "./declineStep.ts";
import { allowsMore, leftOutUnread } from "./leftOutStep.ts";
import type { MessageEditor } from "./messageEditor.ts";
import { askForMessage } from "./messageStep.ts";
import { readPlaces } from "./planPlaces.ts";
import { readWithProgress } from "./planReading.ts";
import type { TimedRead } from "./planReading.ts";
import { needsMessage, readPlanSettings } from "./planSettings.ts";
import { carriesMessage, isToBeAsked, partReadied, readyItem } from "./readiedItem.ts";
import type { Readied } from "./readiedItem.ts";
import { chooseSeries } from "./seriesStep.ts";
import type { AccountSession, ActiveSession } from "./accountSession.ts";
import type { TypedMessages } from "./typedMessages.ts";
import { viewerOf } from "./viewer.ts";

/** What making a draft needs. */
export interface DraftOptions {
  readonly session: AccountSession;
  readonly messageEditor: MessageEditor;
  readonly typedMessages: TypedMessages;
}

/** A draft, and how old what it says is. */
export interface ReadDraft {
  readonly draft: PlanDraft;
  /** When the reading of its first item began. */
  readonly readAtUtc: number;
}

/** What was read, and by which facts it is sorted. */
interface Sorting {
  readonly aims: readonly ChosenAim[];
  readonly reads: readonly TimedRead[];
  readonly factsOf: (aim: ChosenAim, preferences: LanePreferences) => LaneFacts;
}

/** The draft; undefined if nothing of it can be planned, which is said, or if the person thinks better of it. */
export async function draftPlan(
  chosen: ChosenItems,
  active: ActiveSession,
  options: DraftOptions,
): Promise<ReadDraft | undefined> {
  const sorting = await readChosen(chosen, active);
  if (sorting === undefined) return undefined;
  const preferences = await askPreferences(sorting);
  if (preferences === undefined) return undefined;
  const { planned, leftOut } = partReadied(sortItems(sorting, preferences, options.session, active));
  if (planned.length === 0) {
    const isWorthTrying = await allowsMore(options.session, leftOut);
    const next = isWorthTrying ? options.session.active : undefined;
    return next && draftPlan(chosen, next, options);
  }
  const facts = { viewer: viewerOf(active.account), preferences };
  const series = await chooseSeries(planned, active, (target, master, { action }) =>
    readyItem(target, master, {
      ...facts,
      preferences: { ...preferences, ...(action.kind === "decline" && { sendsReply: action.sendsReply }) },
    }),
  );
  if (series === undefined) return undefined;
  const messages = new Map(chosen.aims.map(({ target, message: own }) => [target, own]));
  const unspoken = series.items.filter(({ target }) => messages.get(target) === undefined);
  const message = await askMessage(unspoken, active, options);
  if (message === undefined) return undefined;
  const draft: PlanDraft = {
    id: crypto.randomUUID(),
    from: chosen.from,
    items: series.items
      .map((item) => (carriesMessage(item) ? { ...item, message: messages.get(item.target) ?? message } : item))
      .toSorted((one, other) => startForOrder(one.item.span) - startForOrder(other.item.span)),
    message,
    leftOut: [...leftOut, ...series.notes].map(asOthersMayRead),
    notes: new Map(chosen.aims.flatMap(({ target, note }) => (note === undefined ? [] : [[target, note] as const]))),
  };
  return { draft, readAtUtc: beginningOf(sorting.reads) };
}

/** When the first of some readings began. */
export function beginningOf(reads: readonly TimedRead[]): number {
  return reads.reduce((first, { atUtc }) => Math.min(first, atUtc), Number.POSITIVE_INFINITY);
}

/** Nobody knows of what was not read whether it is private, and what a booking is called may be its customer's name. */
function asOthersMayRead(leftOut: LeftOutItem): LeftOutItem {
  return leftOut.item === undefined ? { ...leftOut, title: l10n.t("An item that could not be read") } : leftOut;
}

async function readChosen({ aims }: ChosenItems, active: ActiveSession): Promise<Sorting | undefined> {
  const targets = aims.map(({ target }) => target);
  const reading = readWithProgress(targets, active, l10n.t("Reading {0} items and who is invited…", aims.length));
  const [reads, placeOf] = await Promise.all([reading, readPlaces(targets, reading, active)]);
  if (reads === undefined) return undefined;
  const viewer = viewerOf(active.account);
  return {
    aims,
    reads,
    factsOf: ({ target, source }, preferences) => ({
      viewer,
      preferences,
      ...placeOf(target),
      ...(source !== undefined && { source }),
    }),
  };
}

/** Asks once what becomes of others' meetings, if there are any and the settings leave it open. */
async function askPreferences({ aims, reads, factsOf }: Sorting): Promise<LanePreferences | undefined> {
  const { nonOrganizer } = readPlanSettings(workspace.getConfiguration());
  const isOver = (includesPast: boolean): boolean =>
    reads.every((read, index) => {
      const aim = aims[index];
      return aim === undefined || !isPlannable(aim, read, factsOf(aim, { nonOrganizer, includesPast }));
    });
  // Nothing but what is over was chosen, so that it is meant.
  const preferences: LanePreferences = { nonOrganizer, includesPast: isOver(false) && !isOver(true) };
  const others = reads.filter((read, index) => {
    const aim = aims[index];
    return aim !== undefined && read.kind === "read" && isToBeAsked(read.item, factsOf(aim, preferences));
  });
  if (others.length === 0) return preferences;
  const title =
    others.length === 1
      ? l10n.t("1 Meeting Is Organised by Somebody Else")
      : l10n.t("{0} Meetings Are Organised by Others", others.length);
  const preference = await askHowToDecline(title, others.length < reads.length);
  return preference && { ...preferences, ...preference };
}

function isPlannable({ target }: ChosenAim, read: ItemRead, facts: LaneFacts): boolean {
  return read.kind === "read" && readyItem(target, read.item, facts).kind === "planned";
}

function sortItems(
  { aims, reads, factsOf }: Sorting,
  preferences: LanePreferences,
  session: AccountSession,
  active: ActiveSession,
): readonly Readied[] {
  return aims.flatMap((aim, index): readonly Readied[] => {
    const read = reads[index];
    if (read === undefined) return [];
    return read.kind === "read"
      ? [readyItem(aim.target, read.item, factsOf(aim, preferences))]
      : [{ kind: "leftOut", leftOut: leftOutUnread(aim, read.error, session, active) }];
  });
}

/** What the people read; asked for only where somebody reads it. */
async function askMessage(
  items: readonly PlannedItem[],
  active: ActiveSession,
  options: DraftOptions,
): Promise<string | undefined> {
  const spoken = items.filter(carriesMessage);
  if (spoken.length === 0) return "";
  return askPlanMessage(spoken, { about: targetsKey(spoken), text: "", isPeopleKnown: true }, active, options);
}

/** Names the same items the same, in whatever order they were chosen. */
export function targetsKey(items: readonly Pick<PlannedItem, "target">[]): string {
  return items
    .map(({ target }) => targetKey(target))
    .toSorted()
    .join("\n");
}

/**
 * Asks for the message of a plan.
 * @param items those that are mailed with it, as far as they are known.
 * @param from what names the question, so that a text that was typed for it is offered again; the text to begin with
 *   otherwise; and whether all items are known.
 */
export async function askPlanMessage(
  items: readonly PlannedItem[],
  from: { readonly about: string; readonly text: string; readonly isPeopleKnown: boolean },
  active: ActiveSession | undefined,
  { messageEditor, typedMessages }: Pick<DraftOptions, "messageEditor" | "typedMessages">,
): Promise<string | undefined> {
  const settings = readPlanSettings(workspace.getConfiguration());
  const agendaItems = items.map(({ item }) => item);
  const { people, lacksPeople } = planPeople(items, viewerOf(active?.account));
  return askForMessage(
    {
      about: from.isPeopleKnown ? sentences.items(items.length) : l10n.t("this plan"),
      people: lacksPeople || !from.isPeopleKnown ? undefined : people.length,
      text: typedMessages.instead(from.about, from.text),
      templates: settings.templates.filter(
        ({ for: kind }) => kind === undefined || agendaItems.some((item) => item.kind === kind),
      ),
      isRequired: needsMessage(agendaItems, settings),
      hasPlaceholders: true,
      remember: (text) => {
        typedMessages.keep(from.about, from.text, text);
      },
    },
    messageEditor,
  );
}
