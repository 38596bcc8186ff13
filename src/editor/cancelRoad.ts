/**
 * The one road that every cancellation takes, whichever door it came in by: each target is read afresh, what cannot be
 * cancelled is left out with its reason, the scope of a series and the message are asked for, people are counted, and
 * only a confirmed plan is handed on to be held and sent (runs.ts). There is no second way to send. For plans of many see
 * planFeature.ts: the same steps, with a document between them.
 */
import { l10n, ProgressLocation, window, workspace } from "vscode";
import { describePerson, describeTitle } from "../agenda/describeItem.ts";
import type { AgendaSource } from "../agenda/item.ts";
import { lacksPeople } from "../agenda/people.ts";
import { confirmationText } from "../cancellation/confirmation.ts";
import type { LaneFacts } from "../cancellation/lane.ts";
import { fillTemplate } from "../cancellation/messageTemplate.ts";
import { planPeople } from "../cancellation/planPeople.ts";
import type { CancellationPlan, PlannedItem } from "../cancellation/plan.ts";
import { targetKey } from "../cancellation/target.ts";
import type { CancelTarget } from "../cancellation/target.ts";
import type { ItemRead } from "../graph/graphContract.ts";
import type { Runs } from "../sending/runs.ts";
import { placeNameOf } from "./accountPart.ts";
import { byAccount, tellAccounts } from "./accountParts.ts";
import type { AccountSession, ActiveSession } from "./accountSession.ts";
import { activeSession } from "./activeSession.ts";
import { lacksBookings } from "./bookingsNeeded.ts";
import { confirm } from "./confirmStep.ts";
import { askHowToDecline } from "./declineStep.ts";
import { holdConfirmed, tellsUnderWay } from "./holdStep.ts";
import { allowsMore, leftOutUnread } from "./leftOutStep.ts";
import type { LeftOut } from "./leftOutStep.ts";
import type { MessageEditor } from "./messageEditor.ts";
import { askForMessage } from "./messageStep.ts";
import { readyToAct } from "./permissionToAct.ts";
import { needsMessage, readPlanSettings } from "./planSettings.ts";
import { tellsTwins } from "./planTwins.ts";
import { readAgainIfOld } from "./readAgainStep.ts";
import { carriesMessage, isToBeAsked, partReadied, readyItem } from "./readiedItem.ts";
import type { Readied } from "./readiedItem.ts";
import { senderOf } from "./sender.ts";
import { chooseSeries } from "./seriesStep.ts";
import type { Session } from "./session.ts";
import type { Settings } from "./settings.ts";
import { TypedMessages } from "./typedMessages.ts";
import { viewerOf } from "./viewer.ts";

/** What somebody wants to cancel. */
export interface Aim {
  readonly target: CancelTarget;
  /** Whose account it was found with, which is the one to act. Default: the main one. */
  readonly accountId?: string;
  /** Where it was listed from, if it was. */
  readonly source?: AgendaSource;
  /** What it is called, in case it cannot be read. */
  readonly name: string;
}

/** What a door gives besides its aims. */
export interface RoadStart {
  readonly aims: readonly Aim[];
  /** The message that came with the request. */
  readonly message?: string;
  /** The text of the request's `# @note`. */
  readonly note?: string;
  /** `# @no-log`: of the items, only ids are written down. Default false. */
  readonly isUnlogged?: boolean;
}

/** What the road needs. */
export interface RoadOptions {
  readonly session: Session;
  readonly runs: Runs;
  readonly settings: () => Settings;
  readonly messageEditor: MessageEditor;
}

/** The road, as its doors see it. */
export interface Road {
  /**
   * Takes the aims as far as the person wants, those of one account after those of another; true if a plan is being held at
   * the end.
   */
  start(start: RoadStart): Promise<boolean>;
}

/** The road. */
export class CancelRoad implements Road {
  readonly #options: RoadOptions;
  readonly #typedMessages = new TypedMessages();

  constructor(options: RoadOptions) {
    this.#options = options;
  }

  async start(start: RoadStart): Promise<boolean> {
    const { session } = this.#options;
    const parts = byAccount(start.aims, session);
    tellAccounts(parts);
    let isHeld = false;
    for (const [part, aims] of parts) {
      // Who thinks better of one is not asked about the next.
      if (!(await this.#startAs(part, { ...start, aims }))) break;
      isHeld = true;
    }
    return isHeld;
  }

  async #startAs(session: AccountSession, start: RoadStart): Promise<boolean> {
    const { runs } = this.#options;
    const active = await activeSession(session);
    if (active === undefined) return false;
    const aims = distinctAims(start.aims);
    if (aims.length === 0 || lacksBookings(aims, active)) return false;
    const readAtUtc = Date.now();
    const readied = await this.#readAfresh(aims, session, active);
    if (readied === undefined) return false;
    const { planned: found, leftOut } = partReadied(readied);
    if (found.length === 0) return (await allowsMore(session, leftOut)) && this.#startAs(session, start);
    if (tellsUnderWay(runs, senderOf(active), found)) return false;
    const scoped = await this.#withScope(found, active);
    if (scoped === undefined || (await tellsTwins(scoped, active))) return false;
    const planned = await this.#withMessage(scoped, start.message, active);
    if (planned === undefined) return false;
    const ready = await readyToAct(session, active, planned);
    return ready !== undefined && this.#confirmAndHold({ items: planned, leftOut, readAtUtc }, start, session, ready);
  }

  /** Undefined if the person thinks better of it when they are asked what becomes of others' meetings. */
  async #readAfresh(
    aims: readonly Aim[],
    session: AccountSession,
    active: ActiveSession,
  ): Promise<readonly Readied[] | undefined> {
    const reading = { location: ProgressLocation.Window, title: l10n.t("Reading who is invited…") };
    const reads = await window.withProgress(reading, async () =>
      active.graph.readItems(aims.map(({ target }) => target)),
    );
    const facts = await askAboutOthers(aims, reads, active);
    if (facts === undefined) return undefined;
    return reads.flatMap((read, index) => {
      const aim = aims[index];
      if (aim === undefined) return [];
      if (read.kind === "read") return [readyItem(aim.target, read.item, factsFor(aim, facts))];
      return [{ kind: "leftOut", leftOut: leftOutUnread(aim, read.error, session, active) }];
    });
  }

  /** A single recurring event is asked about; of several items only the chosen occurrences are ever meant. */
  async #withScope(items: readonly PlannedItem[], active: ActiveSession): Promise<readonly PlannedItem[] | undefined> {
    if (items.length !== 1) return items;
    const facts = commonFacts(1, active);
    const chosen = await chooseSeries(items, active, (target, master) => readyItem(target, master, facts));
    const [note] = chosen?.notes ?? [];
    if (note !== undefined) void window.showWarningMessage(note.reason);
    return chosen?.items;
  }

  async #withMessage(
    items: readonly PlannedItem[],
    givenText: string | undefined,
    active: ActiveSession,
  ): Promise<readonly PlannedItem[] | undefined> {
    const spoken = items.filter(carriesMessage);
    const [first] = spoken;
    if (first === undefined) return items;
    const key = items.map(({ target }) => targetKey(target)).join("\n");
    const given = givenText ?? "";
    const settings = readPlanSettings(workspace.getConfiguration());
    const agendaItems = spoken.map(({ item }) => item);
    const viewer = viewerOf(active.account);
    const message = await askForMessage(
      {
        about: items.length === 1 ? describeTitle(first.item) : l10n.t("{0} items", items.length),
        people: agendaItems.some(lacksPeople) ? undefined : planPeople(spoken, viewer).people.length,
        // A text that has changed in the request file is newer than what was typed instead of the one before.
        text: this.#typedMessages.instead(key, given),
        templates: settings.templates
          .filter(({ for: kind }) => kind === undefined || agendaItems.every((item) => item.kind === kind))
          .map(({ label, text }) => ({
            label,
            text: spoken.length === 1 ? fillTemplate(text, first.item, viewer) : text,
          })),
        isRequired: needsMessage(agendaItems, settings),
        hasPlaceholders: false,
        remember: (text) => {
          this.#typedMessages.keep(key, given, text);
        },
      },
      this.#options.messageEditor,
    );
    if (message === undefined) return undefined;
    return items.map((planned) => (carriesMessage(planned) ? { ...planned, message } : planned));
  }

  async #confirmAndHold(
    { items, leftOut, readAtUtc }: ReadyItems,
    { note, isUnlogged = false }: RoadStart,
    session: AccountSession,
    active: ActiveSession,
  ): Promise<boolean> {
    const { runs, settings } = this.#options;
    const plan: CancellationPlan = { id: crypto.randomUUID(), sender: senderOf(active), items, isUnlogged };
    // A message may have been written for a long time, and the question may stand for as long.
    const shownAtUtc = await readAgainIfOld(plan, readAtUtc, active);
    if (shownAtUtc === undefined) return false;
    const text = confirmationText(plan, {
      viewer: viewerOf(active.account),
      isSandbox: active.cloudId === "sandbox",
      holdSeconds: settings().holdSeconds,
      leftOut,
      ...placeNameOf(session),
      ...(note !== undefined && { note }),
    });
    if (!(await confirm(text)) || (await readAgainIfOld(plan, shownAtUtc, active)) === undefined) return false;
    return holdConfirmed(plan, session, runs);
  }
}

/** What is left to be confirmed, what is left out, and when the reading of it began. */
interface ReadyItems {
  readonly items: readonly PlannedItem[];
  readonly leftOut: readonly LeftOut[];
  readonly readAtUtc: number;
}

/** Each item once: an event of several days has a row on each of them. */
function distinctAims(aims: readonly Aim[]): readonly Aim[] {
  return [...new Map(aims.map((aim) => [targetKey(aim.target), aim])).values()];
}

type CommonFacts = Omit<LaneFacts, "source">;

/** Who aims at a single item means it, whatever has become of it; how short before a booking begins, Graph judges. */
function commonFacts(count: number, active: ActiveSession): CommonFacts {
  const { nonOrganizer } = readPlanSettings(workspace.getConfiguration());
  return {
    viewer: viewerOf(active.account),
    preferences: { nonOrganizer, includesPast: true, ignoresLeadTime: true, removesCancelled: count === 1 },
  };
}

function factsFor({ source }: Aim, facts: CommonFacts): LaneFacts {
  return { ...facts, ...(source !== undefined && { source }) };
}

/** Asks how others' meetings are declined, if there are any and the settings leave it open. */
async function askAboutOthers(
  aims: readonly Aim[],
  reads: readonly ItemRead[],
  active: ActiveSession,
): Promise<CommonFacts | undefined> {
  const facts = commonFacts(aims.length, active);
  const others = reads.flatMap((read, index) => {
    const aim = aims[index];
    return aim !== undefined && read.kind === "read" && isToBeAsked(read.item, factsFor(aim, facts)) ? [read.item] : [];
  });
  const [first] = others;
  if (first?.kind !== "event") return facts;
  const organizer = first.organizer === undefined ? "" : describePerson(first.organizer);
  const title =
    others.length > 1
      ? l10n.t("{0} Meetings Are Organised by Others", others.length)
      : organizer === ""
        ? l10n.t("“{0}” Is Organised by Somebody Else", describeTitle(first))
        : l10n.t("“{0}” Is Organised by {1}", describeTitle(first), organizer);
  const preference = await askHowToDecline(title, aims.length > 1);
  return preference && { ...facts, preferences: { ...facts.preferences, ...preference } };
}
