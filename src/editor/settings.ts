/**
 * Unbook's settings as one value. Reading is tolerant: a value of the wrong type or outside its range counts as not set.
 * The account's settings, the hold, and VS Code's own about the network are taken from the user's own settings only; a
 * workspace cannot change them (package.json gives them application scope, and `inspect` makes sure).
 */
import type { SignInMethod } from "../account/signInMethod.ts";
import type { NetworkSettings } from "../graph/graphContract.ts";
import { isMicrosoftCloud } from "./cloudLabels.ts";
import type { MicrosoftCloudId } from "./cloudLabels.ts";
import { readRegistrations } from "./registrations.ts";
import type { Registration, RegistrationProblem } from "./registrations.ts";

/** Every setting's key, once. */
export const settingKeys = {
  clientId: "unbook.account.clientId",
  tenantId: "unbook.account.tenantId",
  cloud: "unbook.account.cloud",
  method: "unbook.account.method",
  otherRegistrations: "unbook.account.otherRegistrations",
  groupBy: "unbook.agenda.groupBy",
  days: "unbook.agenda.days",
  savedFilters: "unbook.agenda.savedFilters",
  holdSeconds: "unbook.cancel.holdSeconds",
  nonOrganizer: "unbook.cancel.nonOrganizer",
  requiresMessage: "unbook.cancel.requireMessage",
  templates: "unbook.cancel.templates",
  mostItems: "unbook.cancel.maxPerPlan",
  typesCountAbove: "unbook.cancel.typeCountAbove",
  historyDays: "unbook.history.days",
  storesNames: "unbook.history.storeNames",
  codeLens: "unbook.http.codeLens",
  describesItems: "unbook.http.describeItems",
} as const;

/** Unbook's settings, checked. */
export interface Settings {
  /** The id of the user's app registration; empty if none is set. */
  readonly clientId: string;
  /** A tenant's GUID or domain, or `organizations`, `common`, `consumers`. */
  readonly tenantId: string;
  readonly cloud: MicrosoftCloudId;
  /** Every app registration that can be signed in with: the one above, if there is one, and then those beside it. */
  readonly registrations: readonly Registration[];
  /** What is wrong with those beside it. */
  readonly registrationProblems: readonly RegistrationProblem[];
  /** How to sign in; `auto` leaves it to signInMethod.ts. */
  readonly method: "auto" | SignInMethod;
  readonly groupBy: "day" | "source";
  /** How many days the agenda shows: 1 to 62. */
  readonly days: number;
  /** How long a confirmed cancellation is held before it is sent: 0 to 60 seconds. */
  readonly holdSeconds: number;
  /** How long the runs of the past are kept: 1 to 3,650 days. */
  readonly historyDays: number;
  /** Whether the record of a run names its items, and not only their ids. */
  readonly storesNames: boolean;
  readonly codeLens: boolean;
  /** Whether a lens says what a cancel request names, which is read from Graph. */
  readonly describesItems: boolean;
  /** VS Code's own settings about the network, as far as the user has set them. */
  readonly network: NetworkSettings;
}

/** What is needed of VS Code's configuration. */
export interface SettingsReader {
  inspect(key: string): { readonly globalValue?: unknown; readonly defaultValue?: unknown } | undefined;
  get(key: string): unknown;
}

/** Reads the settings. */
export function readSettings(from: SettingsReader): Settings {
  const own = (key: string): unknown => from.inspect(key)?.globalValue;
  const givenCloud = own(settingKeys.cloud);
  const cloud = isMicrosoftCloud(givenCloud) ? givenCloud : "global";
  const clientId = text(own(settingKeys.clientId));
  const tenantId = text(own(settingKeys.tenantId)) || "organizations";
  const main = clientId === "" ? undefined : { cloud, clientId, tenantId };
  const others = readRegistrations(own(settingKeys.otherRegistrations), main);
  const method = own(settingKeys.method);
  const groupBy = from.get(settingKeys.groupBy);
  return {
    clientId,
    tenantId,
    cloud,
    registrations: [...(main === undefined ? [] : [main]), ...others.registrations],
    registrationProblems: others.problems,
    method: method === "vscode" || method === "msal" ? method : "auto",
    groupBy: groupBy === "source" ? "source" : "day",
    days: Math.trunc(numberWithin(from.get(settingKeys.days), 1, 62, 7)),
    holdSeconds: numberWithin(own(settingKeys.holdSeconds), 0, 60, 10),
    historyDays: numberWithin(own(settingKeys.historyDays), 1, 3650, 90),
    storesNames: own(settingKeys.storesNames) !== false,
    codeLens: from.get(settingKeys.codeLens) !== false,
    describesItems: from.get(settingKeys.describesItems) !== false,
    network: readNetworkSettings(own),
  };
}

/**
 * Only the user's own: a workspace must not lead what is signed with a token elsewhere, nor switch its protection off.
 * Source: https://code.visualstudio.com/docs/setup/network
 */
function readNetworkSettings(own: (key: string) => unknown): NetworkSettings {
  const proxy = text(own("http.proxy"));
  const authorization = text(own("http.proxyAuthorization"));
  const exceptions = own("http.noProxy");
  // Extensions are to use no proxy at all then, also none of the environment's.
  const isOff = own("http.proxySupport") === "off";
  return {
    ...(proxy !== "" && { proxy }),
    ...(authorization !== "" && { proxyAuthorization: authorization }),
    noProxy: isOff ? ["*"] : Array.isArray(exceptions) ? exceptions.filter((name) => typeof name === "string") : [],
    strictSSL: own("http.proxyStrictSSL") !== false,
    systemCertificates: own("http.systemCertificates") !== false,
  };
}

function text(value: unknown): string {
  return typeof value === "string" ? value.trim() : "";
}

function numberWithin(value: unknown, least: number, most: number, otherwise: number): number {
  if (typeof value !== "number" || Number.isNaN(value)) return otherwise;
  return Math.min(most, Math.max(least, value));
}
