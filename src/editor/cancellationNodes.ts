/**
 * Which rows the Cancellations view has, and in which order: what is held, what is being sent, what needs a look, what is
 * done, and at the end the runs of earlier windows. A run of thousands has its rows in parts, so that no more are drawn
 * than somebody has opened.
 */
import { startForOrder } from "../agenda/calendarDays.ts";
import { needingALook } from "../cancellation/attention.ts";
import { isHeld, isSending } from "../cancellation/run.ts";
import type { Run } from "../cancellation/run.ts";
import type { HistoryEntry } from "../sending/history.ts";
import type { LeftBehindRun } from "../sending/leftBehind.ts";
import type { CancellationNode, RunGroup } from "./runsContract.ts";

/** What rows are made of. */
export interface ShownRuns {
  /** Newest first. */
  readonly runs: readonly Run[];
  readonly left: readonly LeftBehindRun[];
  /** Those that are neither of them, newest first. */
  readonly past: readonly HistoryEntry[];
}

/** So many rows stand in one part at most; a run of no more has no parts. */
const rowsPerPart = 100;

/** The rows of the view. The same row is the same value each time it is asked for. */
export class CancellationNodes {
  readonly #nodes = new Map<string, CancellationNode>();
  readonly #parents = new Map<string, CancellationNode>();
  #drawn: readonly CancellationNode[] = [];

  /** The rows on the first level. */
  roots(shown: ShownRuns): CancellationNode[] {
    const { roots, drawn } = this.#layOut(shown);
    this.#drawn = drawn;
    for (const { id } of roots) this.#parents.delete(id);
    return [...roots];
  }

  /** The rows to draw anew because runs have changed; undefined for all, because there are others or in another order. */
  changed(runIds: ReadonlySet<string>, shown: ShownRuns): CancellationNode[] | undefined {
    const { drawn } = this.#layOut(shown);
    const isSame = drawn.length === this.#drawn.length && drawn.every((node, index) => node === this.#drawn[index]);
    return isSame ? drawn.filter((node) => "runId" in node && runIds.has(node.runId)) : undefined;
  }

  childrenOf(node: CancellationNode, shown: ShownRuns): CancellationNode[] {
    const { runs, left, past } = shown;
    switch (node.kind) {
      case "group":
        return this.#below(
          node,
          this.#ranked(shown).flatMap(({ group, row }) => (group === node.group ? [row] : [])),
        );
      case "run":
        return this.#below(node, this.#ofRun(runs.find(({ plan }) => plan.id === node.runId)));
      case "part":
        return this.#below(node, this.#items(node.runId, node.indexes));
      case "leftRun": {
        const unsure = left.find(({ journalled }) => journalled.run.runId === node.runId)?.unsure ?? [];
        return this.#below(
          node,
          unsure.map(({ runId, index }) => this.#leftItem(runId, index)),
        );
      }
      case "earlier":
        return this.#below(
          node,
          past.map(({ journalled: { run } }) =>
            this.#keep({ kind: "past", id: `past ${run.runId}`, runId: run.runId }),
          ),
        );
      case "item":
      case "leftItem":
      case "past":
        return [];
      default:
        return node satisfies never;
    }
  }

  parentOf({ id }: CancellationNode): CancellationNode | undefined {
    return this.#parents.get(id);
  }

  /** The first level, and the same with what stands below its headings: runs that are not all equally far have headings. */
  #layOut(shown: ShownRuns): {
    readonly roots: readonly CancellationNode[];
    readonly drawn: readonly CancellationNode[];
  } {
    const groups = Map.groupBy(this.#ranked(shown), ({ group }) => group);
    const earlier = shown.past.length === 0 ? [] : [this.#keep({ kind: "earlier", id: "earlier" })];
    const rows = Array.from(groups.values(), (ranked) => ranked.map(({ row }) => row));
    if (groups.size < 2) return { roots: [...rows.flat(), ...earlier], drawn: [...rows.flat(), ...earlier] };
    const headings = Array.from(groups.keys(), (group) => this.#keep({ kind: "group", id: `group ${group}`, group }));
    const drawn = headings.flatMap((heading, index) => [heading, ...(rows[index] ?? [])]);
    return { roots: [...headings, ...earlier], drawn: [...drawn, ...earlier] };
  }

  /** The rows of this window's runs, and of those that earlier windows have left, in their order. */
  #ranked({ runs, left }: ShownRuns): readonly { readonly group: RunGroup; readonly row: CancellationNode }[] {
    const looks = needingALook(runs);
    const ofRuns = runs.map((run) => ({ group: groupOf(run, looks), row: this.#ofOneRun(run) }));
    const ofLeft = left.map(({ journalled: { run }, unsure }) => {
      const [only] = unsure;
      const row =
        run.items.length === 1 && only !== undefined
          ? this.#leftItem(only.runId, only.index)
          : this.#keep({ kind: "leftRun", id: `left ${run.runId}`, runId: run.runId });
      return { group: "look" as const, row };
    });
    return [...ofRuns, ...ofLeft].toSorted((one, other) => order.indexOf(one.group) - order.indexOf(other.group));
  }

  #ofOneRun({ plan }: Run): CancellationNode {
    return plan.items.length === 1 ? this.#item(plan.id, 0) : this.#keep({ kind: "run", id: plan.id, runId: plan.id });
  }

  #ofRun(run: Run | undefined): readonly CancellationNode[] {
    if (run === undefined) return [];
    const runId = run.plan.id;
    const starts = run.plan.items.map(({ item: { span } }) => startForOrder(span));
    const soonestFirst = [...starts.keys()].toSorted((one, other) => (starts[one] ?? 0) - (starts[other] ?? 0));
    if (soonestFirst.length <= rowsPerPart) return this.#items(runId, soonestFirst);
    return Array.from({ length: Math.ceil(soonestFirst.length / rowsPerPart) }, (_, at) => {
      const first = at * rowsPerPart;
      const indexes = soonestFirst.slice(first, first + rowsPerPart);
      return this.#keep({ kind: "part", id: `${runId} from ${first}`, runId, first, indexes });
    });
  }

  #items(runId: string, indexes: readonly number[]): readonly CancellationNode[] {
    return indexes.map((index) => this.#item(runId, index));
  }

  #item(runId: string, index: number): CancellationNode {
    return this.#keep({ kind: "item", id: `${runId} ${index}`, runId, index });
  }

  #leftItem(runId: string, index: number): CancellationNode {
    return this.#keep({ kind: "leftItem", id: `left ${runId} ${index}`, runId, index });
  }

  #keep(node: CancellationNode): CancellationNode {
    const before = this.#nodes.get(node.id);
    if (before !== undefined) return before;
    this.#nodes.set(node.id, node);
    return node;
  }

  #below(parent: CancellationNode, children: readonly CancellationNode[]): CancellationNode[] {
    for (const { id } of children) this.#parents.set(id, parent);
    return [...children];
  }
}

const order: readonly RunGroup[] = ["held", "sending", "look", "done"];

function groupOf(run: Run, looks: ReadonlyMap<string, number>): RunGroup {
  if (isHeld(run)) return "held";
  if (isSending(run)) return "sending";
  return looks.has(run.plan.id) ? "look" : "done";
}
