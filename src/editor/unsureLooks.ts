/**
 * Looks up what became of several unsure items, a few at a time, with a progress that can be stopped. Nothing is sent: what
 * still stands can be planned again afterwards.
 */
import { l10n, ProgressLocation, window } from "vscode";
import { requestsPerMailbox } from "../cancellation/mailboxName.ts";
import { describeProblem } from "./problemText.ts";
import { viewIds } from "./viewIds.ts";

/** What was found of some items. */
export interface Found {
  readonly gone: number;
  readonly stillThere: number;
  /** What could not be looked up, and why the first of them could not. */
  readonly failed: number;
  readonly reason: string | undefined;
}

/** What a look at one item finds; undefined where somebody else has found it out meanwhile. */
export type Look = () => Promise<"gone" | "stillThere" | undefined>;

/** Takes one look, with a progress in the Cancellations view: it may take some seconds until it proves something. */
export async function lookUpOne(look: Look): ReturnType<Look> {
  return window.withProgress({ location: { viewId: viewIds.cancellations } }, look);
}

/** Takes the looks, as many at a time as Microsoft Graph works at in a mailbox. */
export async function lookUpAll(looks: readonly Look[]): Promise<Found> {
  const location = ProgressLocation.Notification;
  const title = l10n.t("Looking up what became of {0} cancellations", looks.length);
  return window.withProgress({ location, title, cancellable: true }, async (progress, token) => {
    let found: Found = { gone: 0, stillThere: 0, failed: 0, reason: undefined };
    let done = 0;
    const left = looks.values();
    const lane = async (): Promise<void> => {
      for (let next = left.next(); next.done !== true && !token.isCancellationRequested; next = left.next()) {
        const result = await resultOf(next.value);
        // Only now: the other lanes have counted meanwhile.
        found = counted(found, result);
        done += 1;
        progress.report({ increment: 100 / looks.length, message: l10n.t("{0} of {1}", done, looks.length) });
      }
    };
    await Promise.all(Array.from({ length: requestsPerMailbox }, lane));
    return found;
  });
}

/** What was found, as a sentence. */
export function describeFound({ gone, stillThere, failed, reason = "" }: Found): string {
  const parts = [
    ...(gone > 0 ? [l10n.t("{0} gone: carried out, or cancelled by somebody else since", gone)] : []),
    ...(stillThere > 0 ? [l10n.t("{0} still there: most likely not carried out", stillThere)] : []),
    ...(failed > 0 ? [l10n.t("{0} could not be looked up", failed)] : []),
  ];
  return parts.length === 0
    ? l10n.t("Nothing is unsure any more.")
    : `${l10n.t("Looked up: {0}.", parts.join("; "))} ${reason}`.trim();
}

async function resultOf(look: Look): Promise<"gone" | "stillThere" | undefined | { readonly error: unknown }> {
  try {
    return await look();
  } catch (error) {
    return { error };
  }
}

function counted(found: Found, result: Awaited<ReturnType<typeof resultOf>>): Found {
  if (result === undefined) return found;
  if (typeof result === "object") {
    return { ...found, failed: found.failed + 1, reason: found.reason ?? describeProblem(result.error).sentence };
  }
  return { ...found, [result]: found[result] + 1 };
}
