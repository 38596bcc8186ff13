/**
 * Plans in the extension host: a session in a sandbox of its own, runs with a journal of their own, and the feature that
 * makes and answers for plan documents. What a person would be asked has no answer here: that is for the journeys.
 */
import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import * as vscode from "vscode";
import { mailboxName } from "../../src/cancellation/mailboxName.ts";
import type { CancellationPlan, PlannedItem } from "../../src/cancellation/plan.ts";
import type { PlanDocumentFacts } from "../../src/cancellation/planDocument/planDocument.ts";
import { writePlanDocument } from "../../src/cancellation/planDocument/writePlanDocument.ts";
import { isHeld, isSending } from "../../src/cancellation/run.ts";
import type { Run } from "../../src/cancellation/run.ts";
import type { CancelTarget } from "../../src/cancellation/target.ts";
import { PlanChecks } from "../../src/editor/planChecks.ts";
import { blocksToSend } from "../../src/editor/planKnowledge.ts";
import type { PlanKnowledge } from "../../src/editor/planKnowledge.ts";
import { planOf } from "../../src/editor/planReader.ts";
import { PlanStates } from "../../src/editor/planStates.ts";
import { readyItem } from "../../src/editor/readiedItem.ts";
import { sendAsConfirmed } from "../../src/editor/sendAs.ts";
import { senderOf } from "../../src/editor/sender.ts";
import type { ActiveSession } from "../../src/editor/accountSession.ts";
import type { Session } from "../../src/editor/session.ts";
import { viewerOf } from "../../src/editor/viewer.ts";
import { createJournalFolder } from "../../src/sending/journalFolder.ts";
import { Runs } from "../../src/sending/runs.ts";
import { startSandboxSession } from "./sandboxSession.ts";

/** What a test of plans plays on. */
export interface PlanStage {
  readonly session: Session;
  readonly knowledge: PlanKnowledge;
  readonly active: ActiveSession;
  readonly runs: Runs;
  /** Plans items as they are now, each in its lane, and writes them down. */
  readonly write: (
    targets: readonly CancelTarget[],
    message?: string,
    facts?: Partial<PlanDocumentFacts>,
  ) => Promise<string>;
  /** Sends items without any question; resolves when it is over. */
  readonly send: (items: readonly PlannedItem[]) => Promise<Run>;
}

/** Sets the stage; everything on it ends with the test. What is sent is held for no time unless it is given. */
export async function setPlanStage(
  context: { after(cleanUp: () => unknown): void },
  { holdMs = 0 }: { readonly holdMs?: number } = {},
): Promise<PlanStage> {
  const { session, active } = await startSandboxSession(context);
  const folder = await mkdtemp(path.join(tmpdir(), "unbook-plans-"));
  const changed = new vscode.EventEmitter<Run>();
  const errors: unknown[] = [];
  const runs = new Runs({
    journal: createJournalFolder(folder),
    holdMs: () => holdMs,
    send: sendAsConfirmed(session),
    lookUp: async (_sender, planned) => active.graph.lookUp(planned),
    mailboxOf: ({ target }) => mailboxName(target),
    countPeople: () => 0,
    onChange: (run) => {
      changed.fire(run);
    },
    onError: (what, error) => errors.push(what, error),
  });
  const checks = new PlanChecks(session);
  const states = new PlanStates(runs, session);
  const following = changed.event(() => {
    states.refresh();
  });
  context.after(async () => {
    following.dispose();
    checks.dispose();
    runs.dispose();
    await runs.settled();
    await rm(folder, { recursive: true, force: true });
    assert.deepEqual(errors, []);
  });
  const viewer = viewerOf(active.account);
  return {
    session,
    knowledge: { session, checks, states },
    active,
    runs,
    write: async (targets, message = "We are closed.", facts = {}) => {
      const reads = await active.graph.readItems(targets);
      const items = reads.map((read, index) => {
        const target = targets[index];
        assert.ok(read.kind === "read" && target !== undefined);
        const preferences = { nonOrganizer: "decline", includesPast: true } as const;
        const readied = readyItem(target, read.item, { viewer, preferences });
        assert.ok(readied.kind === "planned", JSON.stringify(readied));
        return { ...readied.planned, message };
      });
      const draft = { id: crypto.randomUUID(), items, message, leftOut: [] };
      const { account, graphOrigin } = active;
      return writePlanDocument(draft, { viewer, account: account.username, graphOrigin, ...facts });
    },
    send: async (items) => {
      const plan: CancellationPlan = { id: crypto.randomUUID(), sender: senderOf(active), items };
      const ended = new Promise<Run>((resolve) => {
        changed.event((run) => {
          if (run.plan.id === plan.id && !isHeld(run) && !isSending(run)) resolve(run);
        });
      });
      await runs.hold(plan);
      return ended;
    },
  };
}

/** Reads again what is left of a plan. */
export async function recheckPlan(document: vscode.TextDocument, { knowledge, active }: PlanStage): Promise<void> {
  const { checks, states } = knowledge;
  assert.ok(await checks.recheck(blocksToSend(planOf(document), states), active));
}

/** Opens a text as a plan. */
export async function openPlanText(content: string): Promise<vscode.TextDocument> {
  return vscode.workspace.openTextDocument({ language: "http", content });
}

/** Waits for something that tells the person what is wrong, and has them close what it shows. */
export async function withNoticesClosed<Value>(work: Promise<Value>): Promise<Value> {
  const closing = setInterval(() => {
    void vscode.commands.executeCommand("notifications.clearAll");
  }, 100);
  try {
    return await work;
  } finally {
    clearInterval(closing);
  }
}
