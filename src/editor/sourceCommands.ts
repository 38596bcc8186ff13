/**
 * What the commands do by which a person says what the agenda shows: calendars, other mailboxes, group calendars and
 * businesses. Each changes the account's choice and loads the agenda anew; permissions are asked for when they are first
 * needed. Loaded when one of them is first used (registerSources.ts).
 */
import { l10n, ProgressLocation, window } from "vscode";
import {
  hasMailbox,
  isShown,
  withCalendars,
  withMailbox,
  withoutBusiness,
  withoutMailbox,
} from "../agenda/agendaChoice.ts";
import type { AgendaChoice } from "../agenda/agendaChoice.ts";
import type { BusinessSource } from "../agenda/item.ts";
import { mailboxKey, sourceKey } from "../agenda/sourceKey.ts";
import { askAccount } from "./accountQuestion.ts";
import { activeSession } from "./activeSession.ts";
import { addMailbox } from "./addMailbox.ts";
import type { AgendaChoices } from "./agendaChoices.ts";
import type { AgendaModel } from "./agendaModel.ts";
import type { AgendaNode } from "./agendaNodes.ts";
import { pickBusinesses } from "./businessPicker.ts";
import { pickCalendars } from "./calendarPicker.ts";
import type { Agenda } from "./loadAgenda.ts";
import { stepOf } from "./noticeRow.ts";
import { allowStep, askToAllow, withPermission } from "./permissionQuestion.ts";
import { describeProblem } from "./problemText.ts";
import { removalOfNode } from "./removal.ts";
import type { AccountSession, ActiveSession } from "./accountSession.ts";
import type { Session } from "./session.ts";

/** What the commands need. */
export interface SourcesOptions {
  readonly session: Session;
  readonly model: AgendaModel;
  readonly choices: AgendaChoices;
  /** Loads the agenda anew, and shows that it does. */
  readonly reload: () => Promise<void>;
}

/** What the commands need, bound to the account that is meant. */
interface OwnOptions extends Omit<SourcesOptions, "session"> {
  readonly session: AccountSession;
}

/** The account of the clicked row; without one it is asked for where several are shown. */
async function ownOptions(options: SourcesOptions, node: unknown, title: string): Promise<OwnOptions | undefined> {
  const clicked = node as AgendaNode | undefined;
  const account = clicked !== undefined && "account" in clicked ? clicked.account : undefined;
  const { session } = options;
  const own = account === undefined ? await askAccount(session, title) : session.as(account.id);
  return own && { ...options, session: own };
}

/** Lets the person add another's mailbox. */
export async function addOtherMailbox(given: SourcesOptions, node?: unknown): Promise<void> {
  const options = await ownOptions(given, node, l10n.t("Add Mailbox"));
  if (options === undefined) return;
  const active = await workSession(options.session);
  if (active === undefined) return;
  const known = (mailbox: Parameters<typeof hasMailbox>[1]): boolean => hasMailbox(options.choices.of(active), mailbox);
  const added = await addMailbox(options.session, known);
  if (added !== undefined) await change(options, (choice) => withMailbox(choice, added));
}

/** Asks for the permission to read bookings, of whoever is the main account. */
export async function allowBookings({ session }: SourcesOptions): Promise<void> {
  await allowStep(session, "bookings");
}

/** Asks for the permission that a row lacks. */
export async function allowAccess({ session }: SourcesOptions, node: AgendaNode | undefined): Promise<void> {
  if (node === undefined || !("step" in node)) return;
  const step = stepOf(node);
  if (step !== undefined) await askToAllow(session.as(node.account?.id), step);
}

/** Changes the choice of whoever is signed in now: giving a permission may have begun another session. */
async function change(
  { session, choices, reload }: OwnOptions,
  next: (choice: AgendaChoice) => AgendaChoice,
): Promise<void> {
  if (session.active === undefined) return;
  await choices.change(session.active, next);
  await reload();
}

/** The session; other people's mailboxes and groups exist only where there is an organisation. */
async function workSession(session: AccountSession): Promise<ActiveSession | undefined> {
  const active = await activeSession(session);
  if (active?.account.isPersonal !== true) return active;
  await window.showInformationMessage(l10n.t("Other mailboxes and groups need a work or school account."));
  return undefined;
}

/** The agenda, loaded if need be; if it cannot be loaded that is said, and undefined is given. */
async function loadedAgenda({ session, model, reload }: OwnOptions): Promise<Agenda | undefined> {
  const active = await activeSession(session);
  if (active === undefined) return undefined;
  const { id } = active.account;
  if (model.agendaOf(id) === undefined) await reload();
  const one = model.state.shown.find(({ account }) => account.id === id);
  if (one?.agenda === undefined && one?.error !== undefined) {
    await window.showErrorMessage(describeProblem(one.error).sentence);
  }
  return one?.agenda;
}

/** Lets the person say which calendars are shown. */
export async function chooseCalendars(given: SourcesOptions, node?: unknown): Promise<void> {
  const options = await ownOptions(given, node, l10n.t("Choose Calendars"));
  if (options === undefined) return;
  const agenda = await loadedAgenda(options);
  if (agenda === undefined) return;
  const choice = options.choices.of(agenda.sessionOf);
  const chosen = await pickCalendars(agenda.calendars, (calendar) => isShown(choice, calendar));
  if (chosen !== undefined) await change(options, (now) => withCalendars(now, agenda.calendars, chosen));
}

/** Lets the person add the calendar of one of their groups. */
export async function addGroupCalendar(given: SourcesOptions, node?: unknown): Promise<void> {
  const options = await ownOptions(given, node, l10n.t("Add Group Calendar"));
  if (options === undefined) return;
  const { session, choices } = options;
  if ((await workSession(session)) === undefined) return;
  const groups = await withPermission(session, "groups", async ({ graph }) =>
    window.withProgress({ location: ProgressLocation.Window, title: l10n.t("Reading your groups…") }, async () =>
      graph.listGroups(),
    ),
  );
  if (groups === undefined || session.active === undefined) return;
  const choice = choices.of(session.active);
  const others = groups.items.filter(({ id }) => !hasMailbox(choice, { kind: "group", id }));
  if (others.length === 0) {
    await window.showInformationMessage(
      groups.items.length === 0
        ? l10n.t("This account is a member of no group that has a calendar.")
        : l10n.t("The calendars of all your groups are in the agenda already."),
    );
    return;
  }
  const chosen = await window.showQuickPick(
    others.map(({ id, name, address }) => ({
      label: name,
      ...(address !== undefined && { description: address }),
      id,
    })),
    {
      title: l10n.t("Add Group Calendar"),
      placeHolder: l10n.t("Whose calendar should the agenda show?"),
      matchOnDescription: true,
    },
  );
  if (chosen === undefined) return;
  const mailbox = { kind: "group", id: chosen.id } as const;
  options.model.noteName(mailboxKey(mailbox), chosen.label);
  await change(options, (now) => withMailbox(now, mailbox));
}

/** Lets the person say which businesses are shown, searching them by name. */
export async function chooseBusinesses(given: SourcesOptions, node?: unknown): Promise<void> {
  const options = await ownOptions(given, node, l10n.t("Choose Businesses"));
  if (options === undefined) return;
  const { session } = options;
  const agenda = await loadedAgenda(options);
  if (agenda === undefined) return;
  if (session.active?.bookings === "unavailable") {
    await window.showInformationMessage(l10n.t("This account has no Bookings: it needs a work or school account."));
    return;
  }
  if (session.active?.bookings === "notAsked" && !(await askToAllow(session, "bookings"))) return;
  const { active } = session;
  if (active === undefined) return;
  const chosen = await pickBusinesses({
    chosen: shownBusinesses(agenda),
    search: async (query, signal) => active.graph.listBusinesses(query, signal),
  });
  if (chosen === undefined) return;
  for (const business of chosen) options.model.noteName(sourceKey(business), business.name);
  await change(options, (now) => ({ ...now, businesses: chosen.map(({ id }) => id) }));
}

function shownBusinesses({ sources }: Agenda): readonly BusinessSource[] {
  return sources.flatMap(({ source }) => (source.kind === "business" ? [source] : []));
}

/** Takes out what was added. */
export async function removeFromAgenda(given: SourcesOptions, node: AgendaNode | undefined): Promise<void> {
  const options = await ownOptions(given, node, l10n.t("Remove From Agenda"));
  if (options === undefined) return;
  const removal = node === undefined ? undefined : removalOfNode(node);
  const agenda = options.model.agendaOf(options.session.active?.account.id);
  if (removal === undefined || agenda === undefined) return;
  await change(options, (now) =>
    removal.kind === "mailbox"
      ? withoutMailbox(now, removal.mailbox)
      : withoutBusiness(now, removal.id, shownBusinesses(agenda)),
  );
}
