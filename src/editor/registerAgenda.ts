/** The Agenda view: the model, the tree, their commands, and the context keys that its welcome texts ask for. */
import { commands, env, l10n, Uri, window, workspace } from "vscode";
import type { Disposable, ExtensionContext } from "vscode";
import { isAccountError } from "../account/accountError.ts";
import type { AccountErrorCode } from "../account/accountError.ts";
import { isGraphError } from "../graph/graphError.ts";
import { AgendaChoices } from "./agendaChoices.ts";
import { AgendaModel } from "./agendaModel.ts";
import type { AgendaState } from "./agendaModel.ts";
import type { AgendaNode, ItemNode } from "./agendaNodes.ts";
import type { RowState } from "./agendaRow.ts";
import { AgendaTree } from "./agendaTree.ts";
import { createBusinessReader } from "./businessReader.ts";
import { commandIds } from "./commandIds.ts";
import { contextKeys } from "./contextKeys.ts";
import type { AgendaKey } from "./contextKeys.ts";
import { wordProblem } from "./lazyProblems.ts";
import type { Log } from "./log.ts";
import { givenDays, pickRange } from "./rangePicker.ts";
import type { ReadOnlyDocuments } from "./readOnlyDocuments.ts";
import type { RegisterCommand } from "./registerCommand.ts";
import { registerSources } from "./registerSources.ts";
import { registerRowMarks } from "./rowMarks.ts";
import type { Session } from "./session.ts";
import { settingKeys } from "./settings.ts";
import type { Settings } from "./settings.ts";
import { viewerOf } from "./viewer.ts";
import { viewIds } from "./viewIds.ts";

/** What the agenda feature needs. */
export interface AgendaFeatureOptions {
  readonly context: ExtensionContext;
  readonly session: Session;
  readonly settings: () => Settings;
  readonly log: Log;
  readonly register: RegisterCommand;
  readonly documents: ReadOnlyDocuments;
  readonly stateOf: (node: ItemNode) => RowState | undefined;
}

/** What other features use of it. */
export interface AgendaFeature {
  readonly model: AgendaModel;
  readonly tree: AgendaTree;
}

/** Sets the feature up. */
export function registerAgenda(options: AgendaFeatureOptions): AgendaFeature {
  const { context, session, settings, log, register, documents } = options;
  const choices = new AgendaChoices(context.globalState);
  const model = new AgendaModel(session, choices, () => ({ days: settings().days }));
  const readBusiness = createBusinessReader((accountId) => model.agendaOf(accountId));
  const groupBy = (): Settings["groupBy"] => settings().groupBy;
  const onError = (what: string, error: unknown): void => {
    log.error(what, error);
  };
  const tree = new AgendaTree({ session, model, groupBy, stateOf: options.stateOf, readBusiness, onError });
  const whileLoading = async (loading: Promise<void>): Promise<void> =>
    window.withProgress({ location: { viewId: viewIds.agenda } }, async () => loading);
  context.subscriptions.push(
    model,
    tree,
    registerRowMarks(),
    model.onDidChange((state) => {
      if (state.kind === "failed") void warn(log, state.error);
      void commands.executeCommand("setContext", contextKeys.agenda, agendaKey(state));
      tree.refresh();
    }),
    session.onDidChange(() => {
      if (model.isBehind) void whileLoading(model.follow());
      else void model.follow();
    }),
    workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration(settingKeys.days)) void whileLoading(model.show({ days: settings().days }));
      if (change.affectsConfiguration(settingKeys.groupBy)) tree.refresh();
    }),
    reloadWhenSeenAgain(model),
    register(commandIds.refresh, async () => whileLoading(model.load())),
    register(commandIds.pickRange, async (given) => {
      const { now, timeZone } = viewerOf(undefined);
      const chosen = givenDays(given) ?? (await pickRange(now, timeZone));
      if (chosen !== undefined) await whileLoading(model.show(chosen));
    }),
    register(commandIds.groupByDay, async () => setGroupBy("day")),
    register(commandIds.groupBySource, async () => setGroupBy("source")),
    ...registerSources(register, { session, model, choices, reload: async () => whileLoading(model.load()) }),
    register(commandIds.openDetails, async (clicked) => {
      const node = (clicked as AgendaNode | undefined) ?? tree.selectedRows[0];
      if (node === undefined) return;
      const { rowDetails } = await import("./rowDetails.ts");
      const account = ("account" in node ? node.account : undefined) ?? session.active?.account;
      const details = await rowDetails(node, viewerOf(account), readBusiness);
      if (details !== undefined) await documents.show(l10n.t("Details.md"), details.key, details.text);
    }),
    register(commandIds.openInWeb, async (node) => {
      const item = itemNode(node)?.entry.item;
      if (item?.kind === "event") await openPage(item.webLink);
    }),
    register(commandIds.join, async (node) => openPage(itemNode(node)?.entry.item.joinUrl)),
  );
  return { model, tree };
}

/** The node that a menu hands to its command. */
export function itemNode(value: unknown): ItemNode | undefined {
  const node = value as AgendaNode | undefined;
  return node?.kind === "item" && "entry" in node ? node : undefined;
}

/** The items that a context menu hands over: the clicked row and, if it is one of several selected, all of them. */
export function clickedItems(clicked: unknown, selected: unknown): readonly ItemNode[] {
  const nodes: readonly unknown[] = Array.isArray(selected) ? selected : [clicked];
  return nodes.flatMap((node) => itemNode(node) ?? []);
}

async function openPage(url: string | undefined): Promise<void> {
  // The address is Graph's data: anything but a web page is not opened.
  if (url !== undefined && URL.canParse(url) && new URL(url).protocol === "https:")
    await env.openExternal(Uri.parse(url, true));
  else await window.showInformationMessage(l10n.t("There is no page to open for it."));
}

async function warn(log: Log, error: unknown): Promise<void> {
  log.warn(`The agenda could not be loaded: ${(await wordProblem(error)).short}`);
}

async function setGroupBy(groupBy: Settings["groupBy"]): Promise<void> {
  await workspace.getConfiguration().update(settingKeys.groupBy, groupBy, true);
}

/** A list that could not be loaded is tried again when the person comes back to the window. */
function reloadWhenSeenAgain(model: AgendaModel): Disposable {
  return window.onDidChangeWindowState(({ focused }) => {
    if (focused && model.state.kind === "failed") void model.load();
  });
}

function agendaKey({ kind, agenda, error }: AgendaState): AgendaKey {
  switch (kind) {
    case "idle":
    case "loading":
      return "loading";
    case "loaded":
      return agenda?.sources.every(({ items }) => items.length === 0) === true ? "empty" : "ready";
    case "failed":
      return agenda === undefined ? failureKey(error) : "stale";
    default:
      return kind satisfies never;
  }
}

function accountKey(code: AccountErrorCode): AgendaKey {
  if (code === "unexplained") return "noAccess";
  return code === "offline" ? "offline" : "failed";
}

function failureKey(error: unknown): AgendaKey {
  if (isAccountError(error)) return accountKey(error.code);
  if (!isGraphError(error)) return "failed";
  switch (error.reason) {
    case "offline":
    case "timeout":
      return "offline";
    case "throttled":
      return "throttled";
    case "forbidden":
      return "denied";
    default:
      return "failed";
  }
}
