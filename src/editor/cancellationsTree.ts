/**
 * The Cancellations view: every item that was confirmed in this window, newest first, with what became of it; and what an
 * earlier window left unsure when it ended. Rows say it in words and icons, never by colour alone.
 */
import { EventEmitter, l10n, MarkdownString, TreeItem, window } from "vscode";
import type { Disposable, TreeDataProvider, TreeView } from "vscode";
import { describeTitle } from "../agenda/describeItem.ts";
import { describeSpan } from "../agenda/describeTime.ts";
import type { AgendaItem } from "../agenda/item.ts";
import { lacksPeople } from "../agenda/people.ts";
import { mailedPeople } from "../cancellation/people.ts";
import type { PlannedItem } from "../cancellation/plan.ts";
import { needsAttention } from "../cancellation/run.ts";
import type { ItemState, Run } from "../cancellation/run.ts";
import { escapeMarkdown } from "./markdownText.ts";
import type { LeftBehind, LeftBehindItem } from "../sending/leftBehind.ts";
import type { Runs } from "../sending/runs.ts";
import type { Session } from "./session.ts";
import { answerFacts, describeState } from "./stateText.ts";
import { viewerOf } from "./viewer.ts";
import { viewIds } from "./viewIds.ts";

/** A row of the Cancellations view. */
export type CancellationNode =
  | {
      readonly kind: "item";
      readonly run: Run;
      readonly index: number;
      readonly planned: PlannedItem;
      readonly state: ItemState;
    }
  | { readonly kind: "leftBehind"; readonly left: LeftBehindItem };

/** What the view needs. */
export interface CancellationsTreeOptions {
  readonly session: Session;
  readonly runs: Runs;
  readonly leftBehind: LeftBehind;
}

/** The Cancellations view. */
export class CancellationsTree implements TreeDataProvider<CancellationNode>, Disposable {
  readonly #options: CancellationsTreeOptions;
  readonly #changed = new EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly view: TreeView<CancellationNode>;

  constructor(options: CancellationsTreeOptions) {
    this.#options = options;
    this.view = window.createTreeView<CancellationNode>(viewIds.cancellations, { treeDataProvider: this });
  }

  /** Draws everything anew. */
  refresh(): void {
    const attention = this.#nodes().filter((node) => node.kind === "leftBehind" || needsAttention(node.state)).length;
    this.view.description = this.#options.session.sandbox === undefined ? "" : l10n.t("Sample data");
    this.view.badge =
      attention === 0 ? undefined : { value: attention, tooltip: l10n.t("{0} cancellations need a look", attention) };
    this.#changed.fire(undefined);
  }

  /** Opens the view, without taking the focus, and shows the newest row: a hold has to be seen while it lasts. */
  async revealNewest(): Promise<void> {
    const [newest] = this.#nodes();
    if (newest !== undefined) await this.view.reveal(newest, { select: false, focus: false });
  }

  getParent(): undefined {
    return undefined;
  }

  getChildren(node?: CancellationNode): CancellationNode[] {
    return node === undefined ? this.#nodes() : [];
  }

  getTreeItem(node: CancellationNode): TreeItem {
    return node.kind === "item" ? this.#itemRow(node) : this.#leftBehindRow(node.left);
  }

  dispose(): void {
    this.view.dispose();
    this.#changed.dispose();
  }

  #nodes(): CancellationNode[] {
    const mine = this.#options.runs.all.flatMap((run) =>
      run.plan.items.flatMap((planned, index) => {
        const state = run.states[index];
        return state === undefined ? [] : [{ kind: "item" as const, run, index, planned, state }];
      }),
    );
    return [...mine, ...this.#options.leftBehind.items.map((left) => ({ kind: "leftBehind" as const, left }))];
  }

  #itemRow({ run, index, planned, state }: Extract<CancellationNode, { kind: "item" }>): TreeItem {
    const viewer = viewerOf(this.#options.session.active?.account);
    const told = describeState(state, planned.item, run.sendAtUtc, viewer);
    const { item } = planned;
    const row = new TreeItem(describeTitle(item));
    row.id = `${run.plan.id} ${index}`;
    row.description = `${told.text} · ${describePeople(item, run.plan.sender.address)}`;
    row.iconPath = told.icon;
    row.contextValue = told.token;
    const tooltip = new MarkdownString();
    tooltip.appendMarkdown(`**${escapeMarkdown(describeTitle(item))}**\n\n`);
    tooltip.appendMarkdown(
      `${escapeMarkdown(describeSpan(item.span, viewer))}\n\n${escapeMarkdown(told.sentence)}\n\n`,
    );
    for (const fact of answerFacts(state)) tooltip.appendMarkdown(`${escapeMarkdown(fact)}  \n`);
    row.tooltip = tooltip;
    row.accessibilityInformation = {
      label: [describeTitle(item), describeSpan(item.span, viewer, "spoken"), told.spoken, ...answerFacts(state)].join(
        ", ",
      ),
    };
    return row;
  }

  #leftBehindRow(left: LeftBehindItem): TreeItem {
    const row = new TreeItem(left.item.title);
    row.id = `${left.runId} ${left.index}`;
    const told = describeState(
      { kind: "ended", outcome: { kind: "unsure", reason: "connectionLost", requestId: "" }, atUtc: left.atUtc },
      { kind: "event" },
      0,
      viewerOf(this.#options.session.active?.account),
    );
    row.description = l10n.t("unsure · VS Code ended while it was being sent");
    row.iconPath = told.icon;
    row.contextValue = told.token;
    row.tooltip = l10n.t(
      "VS Code ended while this cancellation was on its way. It will not be sent again by itself. Check what happened.",
    );
    return row;
  }
}

/** Nobody is counted as mailed or not who could not be read. */
function describePeople(item: AgendaItem, senderAddress: string): string {
  const people = mailedPeople([item], { ownAddresses: [senderAddress] }).people.length;
  if (lacksPeople(item)) return people === 0 ? l10n.t("people not known") : l10n.t("{0} or more people", people);
  return people === 1 ? l10n.t("1 person") : l10n.t("{0} people", people);
}
