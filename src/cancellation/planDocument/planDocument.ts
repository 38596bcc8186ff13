/**
 * A plan as an editable `.http` document: what is written into it, and what is read out of it again, perhaps a week and
 * several edits later. Each block is a request as it would be sent, with a line that says what was planned. The document
 * holds no token and no address of anybody who is mailed. The language is that of requestFile/.
 */
import type { AgendaItem, CalendarDay, TimeSpan } from "../../agenda/item.ts";
import type { Viewer } from "../../agenda/viewer.ts";
import type { HttpRequest, RequestFile } from "../../requestFile/requestFile.ts";
import type { Span } from "../../requestFile/span.ts";
import type { GraphCloudName } from "../graphAddress.ts";
import type { CancelScope, PlannedAction, PlannedItem } from "../plan.ts";
import type { CancelTarget } from "../target.ts";
import type { PlanProblem } from "./planProblem.ts";

/** What a document is written from. */
export interface PlanDraft {
  /** Letters, digits and dashes. It is also the salt of the digests. */
  readonly id: string;
  /** In the order of the blocks. A message that is not the shared one is written into its own block. */
  readonly items: readonly PlannedItem[];
  /** The shared message; it may have placeholders (see messageTemplate.ts). Empty for none. */
  readonly message: string;
  /** What was chosen and is not planned. */
  readonly leftOut: readonly LeftOutItem[];
  /** How the items were chosen, as a sentence. Default: it is not said. */
  readonly from?: string;
  /** What the requests that items come from say of themselves with `# @note`, by target. Default: nothing. */
  readonly notes?: ReadonlyMap<CancelTarget, string>;
  /** Whether the record of sending it is to name its items by their ids alone. Default false. */
  readonly isUnlogged?: boolean;
}

/** An item that was chosen and is not planned. */
export interface LeftOutItem {
  readonly title: string;
  /** If it was read: then it is called what the plan's own items are, without what others may not read. */
  readonly item?: AgendaItem;
  /** A sentence. */
  readonly reason: string;
}

/** Who writes a document, and for which Graph. */
export interface PlanDocumentFacts {
  readonly viewer: Viewer;
  /** Whose session may send it: the account's address. */
  readonly account: string;
  /** Scheme and host of the session's own Graph, without a last slash. */
  readonly graphOrigin: string;
}

/** A document that has been read. Nothing of it may be sent while one of its problems is an error: see `isSendable`. */
export interface ReadPlan {
  /** Every span below is an offset into its text. */
  readonly file: RequestFile;
  /** Undefined where the head no longer says it. */
  readonly id: string | undefined;
  /** Whose session may send it. */
  readonly account: string | undefined;
  /** Undefined where none is defined. */
  readonly message: SharedMessage | undefined;
  /** The host that the blocks name, with its port; undefined if none names one. A block with another one is an error. */
  readonly host: string | undefined;
  /** The cloud that the host belongs to. `sandbox` means some port of this machine: check that it is the sandbox's. */
  readonly cloud: GraphCloudName | undefined;
  /** What could be understood of it, in the order of the file. */
  readonly blocks: readonly PlanBlock[];
  /** Whether a block, or the head, says `# @no-log`: then the record of sending it names its items by their ids alone. */
  readonly isUnlogged: boolean;
  /** Blocks with `# @disabled`: left out by hand. */
  readonly excluded: readonly ExcludedBlock[];
  /** In the order of the file. */
  readonly problems: readonly PlanProblem[];
}

/** The message that blocks name as `{{message}}`. */
export interface SharedMessage {
  /** What the people read, its placeholders not yet filled. Empty for one that is broken. */
  readonly text: string;
  /** The value, JSON-escaped, behind `@message =`. Of several definitions, that of the first. */
  readonly span: Span;
  /** Whether nobody can tell what it says: it is no JSON string, or there are several. Default false. */
  readonly isBroken?: boolean;
}

/** A block of a document: one item and what is done to it. */
export interface PlanBlock {
  readonly request: HttpRequest;
  /** Changes when the block reads or would send something else. It holds what the block holds: keep it in memory only. */
  readonly fingerprint: string;
  readonly target: CancelTarget;
  readonly action: PlannedAction;
  /** Undefined for a block that was added by hand: it follows from the item. */
  readonly scope: CancelScope | undefined;
  /** Undefined for a block that was added by hand. */
  readonly planned: PlannedState | undefined;
  /** Where the plan line stands; undefined if there is none. */
  readonly planLineSpan: Span | undefined;
  /** As written, with its placeholders; empty for none, and for an action that takes none. */
  readonly message: string;
  /** Whether it is the shared message. */
  readonly isMessageShared: boolean;
  /** The body's JSON string (quotes included) or null that is the message; undefined where the body has none. */
  readonly messageSpan: Span | undefined;
  /** What its `###` line says, without the number; empty if there is none. */
  readonly title: string;
}

/** A block that is left out by hand. */
export interface ExcludedBlock {
  readonly request: HttpRequest;
  readonly title: string;
  /** A sentence. */
  readonly reason: string;
}

/** What an item was when it was planned, as a block's plan line keeps it. */
export interface PlannedState {
  readonly action: PlannedAction["kind"];
  readonly scope: CancelScope;
  readonly span: TimeSpan;
  /** How many people are mailed by it. */
  readonly people: number;
  /** A digest of who they are, salted with the plan's id: see peopleDigest. */
  readonly who: string;
  /** A digest of the item's target: it tells a line that has come to stand in another item's block. */
  readonly item: string;
  /** A digest of what the item is called. */
  readonly title: string;
  /** A digest of the block's `###` line without its number: it tells a line that has come to stand above another block. */
  readonly heading: string;
  /** The day on which a series is to end; undefined for every other action. */
  readonly until?: CalendarDay;
  /** Whether it was over when it was planned, and so is meant all the same. Default false. */
  readonly isOver?: boolean;
}

/** Whether a document may be sent as far as it alone can tell: it has blocks, and no problem of it is an error. */
export function isSendable({ blocks, problems }: Pick<ReadPlan, "blocks" | "problems">): boolean {
  return blocks.length > 0 && problems.every(({ severity }) => severity !== "error");
}
