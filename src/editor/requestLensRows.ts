/**
 * Which lenses a request gets, and what they say: few and short, only on requests that Unbook has something to do with,
 * and where a request cannot be run, the reason. What a click does is in requestFeature.ts.
 */
import { l10n } from "vscode";
import { dayOf } from "../agenda/calendarDays.ts";
import { describeDate, describeTime } from "../agenda/describeTime.ts";
import { describePerson, describeTitle } from "../agenda/describeItem.ts";
import type { AgendaItem, TimeSpan } from "../agenda/item.ts";
import { lacksPeople, peopleOf } from "../agenda/people.ts";
import { sentences } from "../agenda/sentences.ts";
import type { Viewer } from "../agenda/viewer.ts";
import { matchItemRoute } from "../cancellation/route.ts";
import type { ItemRoute } from "../cancellation/route.ts";
import type { CancelTarget } from "../cancellation/target.ts";
import type { ItemRead } from "../graph/graphContract.ts";
import type { HttpRequest } from "../requestFile/requestFile.ts";
import { promptsOf } from "../requestFile/prompt.ts";
import { commandIds } from "./commandIds.ts";
import { isOrganizerTold } from "./declineAnswer.ts";
import { readGetRequest } from "./getRequest.ts";
import { findGraphProblems } from "./graphProblems.ts";
import type { GraphRequest } from "./graphRequest.ts";
import { describeGraphProblem } from "./graphProblemText.ts";
import { findNeededAnswer } from "./neededAnswer.ts";
import { itemKindOf, pickPlace } from "./pickPlace.ts";
import { describeProblem } from "./problemText.ts";
import type { SessionState } from "./accountSession.ts";

/** A lens in words. */
export interface LensRow {
  readonly title: string;
  /** Empty for a lens that only says something. */
  readonly command: string;
  /** Whether the command is told which request it is about. */
  readonly isAboutRequest: boolean;
}

/** What the lenses depend on besides the request. */
export interface LensView {
  readonly session: SessionState;
  readonly isTrusted: boolean;
  readonly viewer: Viewer;
  readonly factOf: (target: CancelTarget) => ItemRead | undefined;
  /** The same for the account that a request names. Default: for this one. */
  readonly as?: (request: HttpRequest) => LensView;
}

/** The lenses of a request, from left to right. */
export function lensRows(request: GraphRequest, view: LensView): readonly LensRow[] {
  const { aim } = request;
  switch (aim.kind) {
    case "route":
      return (
        trustRows(aim.route.action === "cancel", view) ??
        blockedRows(request, view) ??
        routeRows(request, aim.route, view)
      );
    case "mismatch": {
      const blocked = blockedRows(request, view);
      return trustRows(blocked !== undefined, view) ?? blocked ?? [];
    }
    case "other":
      return request.resolved.method === "GET" ? getRows(request, view) : waitingRows(request, view);
    default:
      return aim satisfies never;
  }
}

/** A deletion or a decline whose address has a variable without a value. */
function waitingRows(request: GraphRequest, view: LensView): readonly LensRow[] {
  const { method, url, unresolved } = request.resolved;
  const use = unresolved.find(({ place }) => place.kind === "url");
  if (use === undefined || matchItemRoute(method, url.replaceAll(/\{\{[^{}]*\}\}/g, "x")) === undefined) return [];
  const why = describeGraphProblem({ code: "unresolved", expression: use.expression, reason: use.reason });
  return trustRows(true, view) ?? neededRows(request, view) ?? [reason(`$(warning) ${why}`)];
}

/** The way to a value that has to come from another request's answer first. */
function neededRows(request: GraphRequest, view: LensView): readonly LensRow[] | undefined {
  const { session } = view;
  const needed = findNeededAnswer(request, session.kind === "signedIn" ? session.active : undefined);
  if (needed === undefined) return undefined;
  const { name, obstacle } = needed;
  if (obstacle !== undefined) return [aboutRequest(`$(warning) ${obstacle}`, commandIds.runNeededRequest)];
  return [barrierRow(view) ?? aboutRequest(l10n.t("Run “{0}” First", name), commandIds.runNeededRequest)];
}

/** What comes before any other reason: without trust, variables may have no value that have one with it. */
function trustRows(wouldRun: boolean, { isTrusted }: LensView): readonly LensRow[] | undefined {
  return wouldRun && !isTrusted ? [trustRow()] : undefined;
}

/** The reason why a request is not run, and the way out if there is one. */
function blockedRows(request: GraphRequest, view: LensView): readonly LensRow[] | undefined {
  const { session } = view;
  const active = session.kind === "signedIn" ? session.active : undefined;
  const first = findGraphProblems(request, active).find(({ isBlocking }) => isBlocking);
  if (first === undefined) return undefined;
  const needed = first.code === "unresolved" ? neededRows(request, view) : undefined;
  if (needed !== undefined) return needed;
  const icon = first.code === "disabled" ? "$(circle-slash)" : "$(warning)";
  if (first.code === "accountNotHere") return [leadsTo(`${icon} ${describeGraphProblem(first)}`, commandIds.accounts)];
  const pick = itemKindOf(request) === "booking" ? l10n.t("Pick Booking…") : l10n.t("Pick Event…");
  return [
    reason(`${icon} ${describeGraphProblem(first)}`),
    ...(pickPlace(request) === undefined ? [] : [aboutRequest(pick, commandIds.pickForRequest)]),
  ];
}

function routeRows(graphRequest: GraphRequest, route: ItemRoute, view: LensView): readonly LensRow[] {
  const { request } = graphRequest;
  const { target } = route;
  const isBooking = target.kind === "booking";
  const fact = view.factOf(target);
  const info = fact === undefined ? [] : [infoRow(fact, view.viewer)];
  if (route.action === "delete") {
    const title = isBooking ? l10n.t("Delete Booking…") : l10n.t("Delete Event…");
    return [
      aboutRequest(title, commandIds.deleteRequest),
      aboutRequest(l10n.t("Use Cancel With Message"), commandIds.useCancelRequest),
      ...info,
    ];
  }
  if (route.action === "decline") return declineRows(graphRequest, fact, view);
  const barrier = barrierRow(view);
  if (barrier !== undefined) return [barrier];
  if (fact?.kind === "read" && fact.item.kind === "event" && !fact.item.isOrganizer) {
    return [aboutRequest(l10n.t("Not the Organizer: Decline Instead…"), commandIds.cancelRequest), ...info];
  }
  const title = isBooking ? l10n.t("Cancel Booking…") : l10n.t("Cancel Event…");
  // Whoever is asked for a part of it has not said yet which item it is.
  const isAsked = promptsOf(request).length > 0;
  const who = isAsked ? [] : [aboutRequest(l10n.t("Who Gets Notified?"), commandIds.showRequestPeople)];
  return [aboutRequest(title, commandIds.cancelRequest), ...who, ...info];
}

/** A request that declines is not sent from a file: where it can be done, and who would be told. */
function declineRows({ resolved }: GraphRequest, fact: ItemRead | undefined, { viewer }: LensView): readonly LensRow[] {
  const event = fact?.kind === "read" && fact.item.kind === "event" ? fact.item : undefined;
  const info = fact === undefined ? [] : [infoRow(fact, viewer)];
  const show = aboutRequest(l10n.t("Show in Agenda"), commandIds.showRequestItem);
  if (event?.isOrganizer === true) {
    return [reason(l10n.t("$(warning) You organise it: only those invited can decline")), ...info, show];
  }
  const organizer = event?.organizer === undefined ? "" : withoutIcons(describePerson(event.organizer));
  const who =
    organizer === "" ? l10n.t("$(mail) Tells only the organizer") : l10n.t("$(mail) Tells only {0}", organizer);
  return [
    aboutRequest(l10n.t("Decline in Outlook…"), commandIds.declineRequest),
    reason(isOrganizerTold(resolved.body) ? who : l10n.t("$(mail) Tells nobody")),
    ...info,
    show,
  ];
}

function getRows(request: GraphRequest, view: LensView): readonly LensRow[] {
  const read = readGetRequest(request, view.session.kind === "signedIn" ? view.session.active : undefined);
  if (read === undefined) return followingRows(request, view);
  const show =
    read.get?.list === undefined ? [] : [aboutRequest(l10n.t("Show in Agenda"), commandIds.showRequestInAgenda)];
  if (!view.isTrusted && !request.request.isDisabled) return [...show, trustRow()];
  if (read.reason !== undefined) {
    const needed = request.request.isDisabled ? undefined : neededRows(request, view);
    return [...show, ...(needed ?? [reason(`$(warning) ${read.reason}`)])];
  }
  if (request.request.isDisabled) {
    return [...show, reason(`$(circle-slash) ${describeGraphProblem({ code: "disabled" })}`)];
  }
  return [...show, barrierRow(view) ?? aboutRequest(l10n.t("Run"), commandIds.runRequest)];
}

/** A request whose whole address comes from the answer of another one to Graph, as the next page of a list. */
function followingRows(request: GraphRequest, view: LensView): readonly LensRow[] {
  const active = view.session.kind === "signedIn" ? view.session.active : undefined;
  const needed = request.request.isDisabled ? undefined : findNeededAnswer(request, active);
  const isFromGraph = needed !== undefined && readGetRequest(needed.request, active) !== undefined;
  return isFromGraph ? (trustRows(true, view) ?? neededRows(request, view) ?? []) : [];
}

/** What has to be done before anything can be run. */
function barrierRow({ isTrusted, session }: LensView): LensRow | undefined {
  if (!isTrusted) return trustRow();
  const { kind } = session;
  const isOut = kind === "signedOut" || kind === "needsSignIn" || kind === "needsConsent";
  return isOut ? leadsTo(l10n.t("Sign In to Run"), commandIds.signIn) : undefined;
}

function trustRow(): LensRow {
  return leadsTo(l10n.t("Trust This Workspace to Run"), "workbench.trust.manage");
}

function infoRow(fact: ItemRead, viewer: Viewer): LensRow {
  const title =
    fact.kind === "read" ? describeShortly(fact.item, viewer) : `$(warning) ${describeProblem(fact.error).short}`;
  return aboutRequest(title, commandIds.showRequestItem);
}

/** An item in a few words, as `Design review · Tue 24 Nov 09:30 · 12 people · you organise`. */
function describeShortly(item: AgendaItem, viewer: Viewer): string {
  const people = peopleOf(item, viewer.ownAddresses).length;
  const words = [describeTitle(item), describeStart(item.span, viewer)];
  if (item.kind === "booking") words.push(sentences.customers(people), item.businessName);
  else {
    if (people === 0) words.push(lacksPeople(item) ? sentences.peopleUnknown : sentences.onlyYou);
    else words.push(sentences.people(people));
    const organizer = item.organizer === undefined ? "" : describePerson(item.organizer);
    if (item.isOrganizer) words.push(sentences.youOrganise);
    else words.push(organizer === "" ? sentences.organisedBySomebodyElse : sentences.organisedBy(organizer));
    if (item.series !== "single") words.push(item.series === "master" ? sentences.wholeSeries : sentences.partOfSeries);
  }
  return withoutIcons(words.filter((word) => word !== "").join(sentences.separator));
}

/** What other people have written is not to become an icon. */
function withoutIcons(text: string): string {
  return text.replaceAll("$(", "$\u200b(");
}

function describeStart(span: TimeSpan, viewer: Viewer): string {
  if (span.kind === "allDay") return describeDate(span.firstDay, "short", viewer);
  const day = describeDate(dayOf(span.startUtc, viewer.timeZone), "short", viewer);
  return `${day} ${describeTime(span.startUtc, viewer)}`;
}

function reason(title: string): LensRow {
  return { title, command: "", isAboutRequest: false };
}

function leadsTo(title: string, command: string): LensRow {
  return { title, command, isAboutRequest: false };
}

function aboutRequest(title: string, command: string): LensRow {
  return { title, command, isAboutRequest: true };
}
