/**
 * What the items of plans were when they were last read, and so what has changed since they were planned. A reading is good
 * for the session that made it and for a short while; what has changed is worked out for each block as it stands now.
 */
import { EventEmitter, l10n } from "vscode";
import type { Disposable } from "vscode";
import type { AgendaItem } from "../agenda/item.ts";
import { isRecent } from "../cancellation/afterSleep.ts";
import { driftOf, scopeOf } from "../cancellation/planDocument/drift.ts";
import type { Drift, ItemAgain } from "../cancellation/planDocument/drift.ts";
import type { PlanBlock, ReadPlan } from "../cancellation/planDocument/planDocument.ts";
import type { PlannedItem } from "../cancellation/plan.ts";
import { targetKey } from "../cancellation/target.ts";
import type { CancelTarget } from "../cancellation/target.ts";
import { isAccountError } from "../account/accountError.ts";
import { isGraphError } from "../graph/graphError.ts";
import type { ItemRead } from "../graph/graphContract.ts";
import { itemAgain } from "./itemAgain.ts";
import { readPlaces } from "./planPlaces.ts";
import type { ItemPlace } from "./planPlaces.ts";
import { readWithProgress } from "./planReading.ts";
import type { AccountSession, ActiveSession } from "./accountSession.ts";
import { viewerOf } from "./viewer.ts";

interface Check {
  readonly again: ItemAgain;
  /** Of where it is. Default: nothing is known of that. */
  readonly place?: ItemPlace;
  /** When its reading began. */
  readonly atUtc: number;
  /** What has changed, by what was planned: a document is read anew after each keystroke, most blocks stay what they were. */
  readonly drifts: Map<string, readonly Drift[]>;
}

/** The checks of this window's plans. */
export class PlanChecks implements Disposable {
  readonly #session: AccountSession;
  readonly #checks = new Map<string, Check>();
  readonly #changed = new EventEmitter<void>();
  /** Fires when there are new checks, or old ones are no longer good. */
  readonly onDidChange = this.#changed.event;
  readonly #subscription: Disposable;
  #active: ActiveSession | undefined;
  #isOffline = false;
  #revision = 0;

  constructor(session: AccountSession) {
    this.#session = session;
    this.#active = session.active;
    this.#subscription = session.onDidChange(() => {
      if (session.active === this.#active) return;
      this.#active = session.active;
      this.#checks.clear();
      this.#isOffline = false;
      this.#change();
    });
  }

  /** Whether nothing could be reached when items were last read. */
  get isOffline(): boolean {
    return this.#isOffline;
  }

  /** Changes with every check. */
  get revision(): number {
    return this.#revision;
  }

  /** What has changed about a block's item, as far as it has been read; empty if nothing has, or nothing is known. */
  driftsOf(plan: ReadPlan, block: PlanBlock): readonly Drift[] {
    const check = this.#checks.get(targetKey(block.target));
    if (check === undefined) return [];
    const { action, planned, scope } = block;
    const key = JSON.stringify([plan.id, action, planned, scope]);
    const known = check.drifts.get(key);
    if (known !== undefined) return known;
    const drifts = driftOf(block, check.again, plan.id, viewerOf(this.#session.active?.account), check.place);
    check.drifts.set(key, drifts);
    return drifts;
  }

  /** Whether a block's item was read, and not too long ago for it to be sent. */
  isFresh({ target }: PlanBlock, now = Date.now()): boolean {
    const check = this.#checks.get(targetKey(target));
    return check?.again.kind === "read" && isRecent(check.atUtc, now);
  }

  /** When the first of some blocks was read, if all of them are fresh. */
  oldestOf(blocks: readonly PlanBlock[]): number | undefined {
    if (blocks.length === 0 || !blocks.every((block) => this.isFresh(block))) return undefined;
    return blocks.reduce((oldest, { target }) => {
      return Math.min(oldest, this.#checks.get(targetKey(target))?.atUtc ?? oldest);
    }, Number.POSITIVE_INFINITY);
  }

  /** The item that a block names, as it was last read, planned as the block says; undefined where it was not read. */
  plannedOf(block: PlanBlock): PlannedItem | undefined {
    const { target, action, scope, message } = block;
    const again = this.#checks.get(targetKey(target))?.again;
    if (again?.kind !== "read") return undefined;
    const { item } = again;
    return { target, action, item, scope: scope ?? scopeOf(item), message };
  }

  /** Takes what has been read for another purpose. @param atUtc when the first of its reading began. */
  keep(items: readonly { readonly target: CancelTarget; readonly item: AgendaItem }[], atUtc: number): void {
    for (const { target, item } of items) {
      this.#checks.set(targetKey(target), { again: { kind: "read", item }, atUtc, drifts: new Map() });
    }
    this.#change();
  }

  /**
   * Reads the items of blocks again. False if the person stops it or another session has begun; then nothing is known of
   * them that was not before.
   */
  async recheck(blocks: readonly PlanBlock[], active: ActiveSession): Promise<boolean> {
    const title = l10n.t("Rechecking {0} items…", blocks.length);
    const targets = blocks.map(({ target }) => target);
    const reading = readWithProgress(targets, active, title);
    const [reads, placeOf] = await Promise.all([reading, readPlaces(targets, reading, active)]);
    if (reads === undefined || this.#session.active !== active) return false;
    this.#isOffline = reads.every((read) => read.kind === "failed" && isOffline(read.error));
    for (const [index, { target }] of blocks.entries()) {
      const read = reads[index];
      if (read === undefined) continue;
      const again = this.#againOf(target, read);
      this.#checks.set(targetKey(target), { again, place: placeOf(target), atUtc: read.atUtc, drifts: new Map() });
    }
    this.#change();
    return true;
  }

  /** Forgets items, because something is being done to them. */
  forget(targets: readonly CancelTarget[]): void {
    const forgotten = targets.filter((target) => this.#checks.delete(targetKey(target)));
    if (forgotten.length > 0) this.#change();
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changed.dispose();
  }

  #change(): void {
    this.#revision += 1;
    this.#changed.fire();
  }

  #againOf(target: CancelTarget, read: ItemRead): ItemAgain {
    const again = itemAgain(read);
    if (
      again.kind === "unreadable" &&
      read.kind === "failed" &&
      target.kind === "event" &&
      target.mailbox.kind === "me"
    ) {
      this.#session.noteFailure(read.error);
    }
    return again;
  }
}

function isOffline(error: Error): boolean {
  if (isAccountError(error)) return error.code === "offline";
  return isGraphError(error) && (error.reason === "offline" || error.reason === "timeout" || error.reason === "proxy");
}
