/**
 * The one road that every cancellation takes, whichever door it came in by: each target is read afresh, what cannot be
 * cancelled is left out with its reason, the scope of a series and the message are asked for, people are counted, and
 * only a confirmed plan is handed on to be held and sent (runs.ts). There is no second way to send.
 */
import { commands, env, l10n, ProgressLocation, Uri, window } from "vscode";
import { describeTitle } from "../agenda/describeItem.ts";
import type { AgendaItem, AgendaSource } from "../agenda/item.ts";
import type { ItemRead } from "../graph/graphContract.ts";
import { cancellability } from "../agenda/itemTraits.ts";
import { lacksPeople } from "../agenda/people.ts";
import { confirmationText } from "../cancellation/confirmation.ts";
import type { ConfirmationText } from "../cancellation/confirmation.ts";
import { mailedPeople } from "../cancellation/people.ts";
import type { CancellationPlan, CancelScope, PlannedItem } from "../cancellation/plan.ts";
import { targetKey } from "../cancellation/target.ts";
import type { CancelTarget } from "../cancellation/target.ts";
import { isUnderWay } from "../cancellation/underWay.ts";
import { commandIds } from "./commandIds.ts";
import { plainNotice } from "./markdownText.ts";
import type { MessageEditor } from "./messageEditor.ts";
import { askForMessage } from "./messageStep.ts";
import { allowStep, askToAllow } from "./permissionQuestion.ts";
import { needsConsent, stepNeeded } from "./permissionStep.ts";
import type { PermissionStep } from "./permissionStep.ts";
import { describeProblem } from "./problemText.ts";
import type { Runs } from "../sending/runs.ts";
import { isSessionOf, senderOf } from "./sender.ts";
import { chooseScopes } from "./seriesStep.ts";
import type { ActiveSession, Session } from "./session.ts";
import type { Settings } from "./settings.ts";
import { viewerOf } from "./viewer.ts";

/** What somebody wants to cancel. */
export interface Aim {
  readonly target: CancelTarget;
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

interface LeftOut {
  readonly title: string;
  readonly reason: string;
  readonly webLink?: string;
  /** The permission that it takes to read it, if that is what is missing, or may be. */
  readonly step?: { readonly needed: PermissionStep; readonly isCertain: boolean };
}

type Readied =
  { readonly kind: "planned"; readonly planned: PlannedItem } | { readonly kind: "leftOut"; readonly leftOut: LeftOut };

/** The road, as its doors see it. */
export interface Road {
  /** Takes the aims as far as the person wants; true if a plan is being held at the end. */
  start(start: RoadStart): Promise<boolean>;
}

/** The road. */
export class CancelRoad implements Road {
  readonly #options: RoadOptions;
  /** What was typed for which targets, instead of which given text: nobody has to type it again after thinking again. */
  readonly #typedMessages = new Map<string, { readonly given: string; readonly text: string }>();

  constructor(options: RoadOptions) {
    this.#options = options;
  }

  async start(start: RoadStart): Promise<boolean> {
    const { active } = this.#options.session;
    if (active === undefined) {
      await window.showWarningMessage(l10n.t("Sign in first: Unbook cancels as the signed-in account."));
      return false;
    }
    const aims = distinctAims(start.aims);
    if (aims.length === 0 || lacksBookings(aims, active)) return false;
    const readied = await this.#readAfresh(aims, active);
    const leftOut = readied.flatMap((one) => (one.kind === "leftOut" ? [one.leftOut] : []));
    const found = readied.flatMap((one) => (one.kind === "planned" ? [one.planned] : []));
    if (found.length === 0) {
      return (await allowsMore(this.#options.session, leftOut)) && this.start(start);
    }
    if (this.#isUnderWay(found, active)) return false;
    const scoped = await chooseScopes(found, active);
    if (scoped === undefined) return false;
    const planned = await this.#withMessage(scoped, start.message, active);
    if (planned === undefined) return false;
    return this.#confirmAndHold(planned, leftOut, start, active);
  }

  /** True, and says so, if one of the items may be sent anyway, alone or with its series. */
  #isUnderWay(items: readonly PlannedItem[], active: ActiveSession): boolean {
    if (!isUnderWay(this.#options.runs.all, senderOf(active), items)) return false;
    void window.showInformationMessage(
      l10n.t("It is already held, being sent or being looked up: see the Cancellations view."),
    );
    return true;
  }

  async #readAfresh(aims: readonly Aim[], active: ActiveSession): Promise<readonly Readied[]> {
    return window.withProgress(
      { location: ProgressLocation.Window, title: l10n.t("Reading who is invited…") },
      async () => {
        const reads = await active.graph.readItems(aims.map(({ target }) => target));
        return reads.flatMap((read, index) => {
          const aim = aims[index];
          return aim === undefined ? [] : [this.#ready(aim, read, active)];
        });
      },
    );
  }

  #ready(aim: Aim, read: ItemRead, active: ActiveSession): Readied {
    if (read.kind === "failed") {
      const { target, name } = aim;
      // What a booking or another's mailbox lacks says nothing of the session, which is for one's own calendars first of all.
      if (target.kind === "event" && target.mailbox.kind === "me") this.#options.session.noteFailure(read.error);
      const needed = stepNeeded(read.error, target.kind === "event" ? target.mailbox : "bookings", active.granted);
      const step = needed && { needed, isCertain: needsConsent(read.error) };
      const reason = describeProblem(read.error).sentence;
      return { kind: "leftOut", leftOut: { title: name, reason, ...(step && { step }) } };
    }
    const { item } = read;
    const reason = reasonAgainst(item, aim.source, active);
    if (reason !== undefined) {
      const web = item.kind === "event" && item.webLink !== undefined ? { webLink: item.webLink } : {};
      return { kind: "leftOut", leftOut: { title: describeTitle(item), reason, ...web } };
    }
    return {
      kind: "planned",
      planned: { target: aim.target, action: { kind: "cancel" }, item, scope: scopeOf(item), message: "" },
    };
  }

  async #withMessage(
    items: readonly PlannedItem[],
    givenText: string | undefined,
    active: ActiveSession,
  ): Promise<readonly PlannedItem[] | undefined> {
    const [first] = items;
    if (first === undefined) return undefined;
    const key = items.map(({ target }) => targetKey(target)).join("\n");
    const given = givenText ?? "";
    const typed = this.#typedMessages.get(key);
    const about = items.length === 1 ? describeTitle(first.item) : l10n.t("{0} items", items.length);
    const agendaItems = items.map(({ item }) => item);
    const { people } = mailedPeople(agendaItems, viewerOf(active.account));
    const message = await askForMessage(
      {
        about,
        people: agendaItems.some(lacksPeople) ? undefined : people.length,
        // A text that has changed in the request file is newer than what was typed instead of the one before.
        text: typed?.given === given ? typed.text : given,
        remember: (text) => this.#typedMessages.set(key, { given, text }),
      },
      this.#options.messageEditor,
    );
    if (message === undefined) return undefined;
    return items.map((planned) => ({ ...planned, message }));
  }

  async #confirmAndHold(
    items: readonly PlannedItem[],
    leftOut: readonly LeftOut[],
    { note, isUnlogged = false }: RoadStart,
    active: ActiveSession,
  ): Promise<boolean> {
    const plan: CancellationPlan = { id: crypto.randomUUID(), sender: senderOf(active), items, isUnlogged };
    const text = confirmationText(plan, {
      viewer: viewerOf(active.account),
      isSandbox: active.cloudId === "sandbox",
      holdSeconds: this.#options.settings().holdSeconds,
      leftOut,
      ...(note !== undefined && { note }),
    });
    if (!(await confirm(text))) return false;
    if (!isSessionOf(this.#options.session.active, plan.sender)) {
      await window.showWarningMessage(l10n.t("The account has changed meanwhile. Nothing was sent; start again."));
      return false;
    }
    // Meanwhile it may have been confirmed through another door.
    if (this.#isUnderWay(items, active)) return false;
    this.#options.runs.hold(plan);
    return true;
  }
}

/** An Enter that was meant for the message must not send: nobody reads the question in less time. */
const readingTimeMs = 400;

async function confirm(text: ConfirmationText): Promise<boolean> {
  const send = { title: text.sendButton };
  const keep = { title: text.keepButton, isCloseAffordance: true };
  for (;;) {
    const askedAt = Date.now();
    const answer = await window.showWarningMessage(text.title, { modal: true, detail: text.detail }, send, keep);
    if (answer !== send) return false;
    if (Date.now() - askedAt >= readingTimeMs) return true;
  }
}

/** True, and says so, if the session may not touch a booking that is among the aims. */
function lacksBookings(aims: readonly Aim[], { bookings }: ActiveSession): boolean {
  if (bookings === "allowed" || aims.every(({ target }) => target.kind !== "booking")) return false;
  if (bookings === "notAsked") void offerBookings();
  else void window.showWarningMessage(l10n.t("This account has no Bookings: it needs a work or school account."));
  return true;
}

async function offerBookings(): Promise<void> {
  const allow = l10n.t("Allow Bookings…");
  const answer = await window.showWarningMessage(
    l10n.t("Bookings needs one more permission. Nothing was sent: allow it, and try again."),
    allow,
  );
  if (answer === allow) await commands.executeCommand(commandIds.allowBookings);
}

/** Each item once: an event of several days has a row on each of them. */
function distinctAims(aims: readonly Aim[]): readonly Aim[] {
  return [...new Map(aims.map((aim) => [targetKey(aim.target), aim])).values()];
}

function scopeOf(item: AgendaItem): CancelScope {
  if (item.kind === "booking" || item.series === "single") return "single";
  return item.series === "master" ? "series" : "occurrence";
}

/** Why an item cannot be cancelled, as far as that is known without asking Graph to do it. */
function reasonAgainst(item: AgendaItem, source: AgendaSource | undefined, active: ActiveSession): string | undefined {
  const able = cancellability(item, source, viewerOf(active.account));
  switch (able.kind) {
    case "cancellable":
      return undefined;
    case "alreadyCancelled":
      return l10n.t("Its organizer has already cancelled it. You can remove it from your calendar in Outlook.");
    case "readOnly":
      return l10n.t("You can only read the calendar “{0}”.", able.calendarName);
    case "notOrganizer":
      return able.organizer === undefined
        ? l10n.t("You are not the organizer: only the organizer can cancel it. You can decline it in Outlook.")
        : l10n.t(
            "You are not the organizer: only {0} can cancel it. You can decline it in Outlook.",
            able.organizer.name || able.organizer.address,
          );
    default:
      return able satisfies never;
  }
}

/** Says why nothing can be cancelled. True if the person has given a permission for which it is worth trying again. */
async function allowsMore(session: Session, leftOut: readonly LeftOut[]): Promise<boolean> {
  const steps = leftOut.map(({ step }) => step).filter((step) => step !== undefined);
  const missing = steps.find(({ isCertain }) => isCertain);
  return missing === undefined
    ? explainLeftOut(session, leftOut, steps[0]?.needed)
    : askToAllow(session, missing.needed);
}

/** @param step what may help although it is not certain. */
async function explainLeftOut(
  session: Session,
  leftOut: readonly LeftOut[],
  step: PermissionStep | undefined,
): Promise<boolean> {
  const [first] = leftOut;
  if (first === undefined) return false;
  const open = l10n.t("Open in Web");
  const allow = l10n.t("Allow Access…");
  const title =
    leftOut.length === 1
      ? l10n.t("Nothing was sent: {0} (“{1}”)", plainNotice(first.reason), plainNotice(first.title))
      : l10n.t(
          "Nothing was sent, none of the {0} items can be cancelled: {1} (“{2}”)",
          leftOut.length,
          plainNotice(first.reason),
          plainNotice(first.title),
        );
  const actions = [...(first.webLink === undefined ? [] : [open]), ...(step === undefined ? [] : [allow])];
  const answer = await window.showWarningMessage(title, ...actions);
  if (answer === open && first.webLink !== undefined) await env.openExternal(Uri.parse(first.webLink, true));
  return answer === allow && step !== undefined && allowStep(session, step);
}
