/**
 * Sends what was planned for items of one mailbox, and tells of each how it ended. Nothing is sent twice that Graph may
 * have acted on: a request goes out again only after a refused token, a 429, or the 424 of a batch that stopped before it,
 * because Graph answers all of these without acting.
 *
 * Why several items go in a batch in which each waits for the one before it: Graph works at four requests at a time in a
 * mailbox. Single requests, four at a time, leave it idle while they are on their way; a batch whose requests don't wait
 * fills all four places by itself, so that a second one is throttled, and the mailbox is idle between two. Of batches that
 * wait in a chain, each takes one place, so that four of them at a time keep the mailbox at work, and no 429 comes. At 80 ms
 * latency and 50 ms service time, the time beside that which Graph needs in any case comes to 2.6 for single requests and
 * for batches of 4, 1.32 for batches of 20, and for chains of 4, 8, 10 and 20 to 1.4, 1.2, 1.16 and 1.08. Ten, because what
 * has left cannot be stopped: that is 40 items, and would be 80. `npm run bench -- sending` measures it.
 * Sources: the pages that cancellation/plannedRequest.ts names, https://learn.microsoft.com/graph/throttling
 */
import { performance } from "node:perf_hooks";
import { isTooLate } from "../cancellation/afterSleep.ts";
import { scopesToAct } from "../cancellation/itemAction.ts";
import { mailboxName } from "../cancellation/mailboxName.ts";
import type { SendOutcome } from "../cancellation/outcome.ts";
import { actionNames, itemsPerRequest, requestFor } from "../cancellation/plannedRequest.ts";
import type { PlannedRequest } from "../cancellation/plannedRequest.ts";
import { afterRound } from "./afterRound.ts";
import type { AuthorizedCall } from "./authorizedCall.ts";
import { splitForBatch } from "./batchMessage.ts";
import { assertOffered } from "./cloudOffer.ts";
import type { GraphClientOptions } from "./graphContract.ts";
import type { MailboxLimiter } from "./mailboxLimiter.ts";
import { createMailboxPauses } from "./mailboxPauses.ts";
import { defaultRetryBudgetMs } from "./readJson.ts";
import { outcomeOf, outcomeOfThrown } from "./sendOutcome.ts";
import { sendTogether, throttledOrEnded } from "./sendTogether.ts";
import type { Sendable, SendingManner, SendStep } from "./sendTogether.ts";

/**
 * Sends items of one mailbox; the outcomes are in their order. Never rejects for what Graph, sign-in or the network does.
 * @throws {Error} if the items are not in one mailbox, one of them is there twice, or one can by its nature not be sent. Then
 * nothing is.
 */
export type SendPlanned = (items: readonly PlannedRequest[], manner?: SendingManner) => Promise<readonly SendOutcome[]>;

/** Events are listed with these ids, and Graph has to be told so with each request that carries one. */
const immutableIds = { prefer: 'IdType="ImmutableId"' };

/** Makes the function that sends. */
export function createSendPlanned(
  options: GraphClientOptions,
  call: AuthorizedCall,
  limiter: MailboxLimiter,
): SendPlanned {
  const { cloud, ownNames } = options;
  const budgetMs = options.retryBudgetMs ?? defaultRetryBudgetMs;
  const pauses = createMailboxPauses();

  function sendableFor(item: PlannedRequest): Sendable {
    const { target, action } = item;
    const { method, path, body } = requestFor(item);
    return {
      method,
      address: `${cloud.graphOrigin}/${target.apiVersion}${path}`,
      scopes: scopesToAct(actionNames[action.kind], target, ownNames),
      ...(target.kind === "event" && { headers: immutableIds }),
      ...(body !== undefined && { body }),
    };
  }

  async function sendAlone({ body, ...request }: Sendable, manner: SendingManner): Promise<SendStep> {
    const written = body === undefined ? {} : { body: JSON.stringify(body) };
    const result = await call({ ...request, ...written, abortable: "untilSent", ...manner });
    const outcome = outcomeOf(result, request.scopes);
    const { exchange } = result;
    return exchange.kind === "answered" ? throttledOrEnded(exchange, outcome) : { kind: "ended", outcome };
  }

  /** Sends them, in requests one after the other, until each has ended; `end` is told of each as soon as it has. */
  async function sendAll(
    requests: readonly Sendable[],
    mailbox: string,
    askedUtc: number,
    manner: SendingManner,
    end: (request: Sendable, outcome: SendOutcome) => void,
  ): Promise<void> {
    const { signal } = manner;
    const alone = new Set<Sendable>();
    let startedAt = performance.now();
    let waiting = requests;
    let awakeUtc = askedUtc;
    for (let attempt = 1; waiting.length > 0; attempt += 1) {
      await pauses.over(mailbox, signal);
      // What was slept through here was confirmed for another hour.
      if (isTooLate(awakeUtc, Date.now())) {
        for (const request of waiting) end(request, { kind: "notSent", reason: "stopped" });
        return;
      }
      awakeUtc = Date.now();
      const together = nextTogether(waiting, alone);
      const [first, second] = together;
      if (first === undefined) throw new Error("Nothing is left to be sent.");
      const steps =
        second === undefined
          ? [await sendAlone(first, manner)]
          : await sendTogether(call, together, manner, options.log);
      if (steps.some(({ kind }) => kind === "ended")) {
        attempt = 1;
        startedAt = performance.now();
      }
      const elapsedMs = performance.now() - startedAt;
      const { pauseMs, outcomes } = afterRound(steps, { attempt, elapsedMs, budgetMs, random: Math.random() });
      pauses.begin(mailbox, pauseMs);
      for (const [index, request] of together.entries()) {
        const outcome = outcomes[index];
        const kind = steps[index]?.kind;
        if (outcome !== undefined) end(request, outcome);
        else if (kind === "wantsToken" || kind === "batchNotTaken") alone.add(request);
      }
      const again = together.filter((_, index) => outcomes[index] === undefined);
      waiting = [...again, ...waiting.slice(together.length)];
    }
  }

  return async (items, manner = {}) => {
    const askedUtc = Date.now();
    const requests = items.map(sendableFor);
    const outcomes = new Map<Sendable, SendOutcome>();
    const [mailbox = "", ...others] = new Set(items.map(({ target }) => mailboxName(target, ownNames)));
    if (others.length > 0) throw new Error("The items are not all in one mailbox.");
    if (new Set(requests.map(({ address }) => address)).size < requests.length)
      throw new Error("An item is there twice.");
    try {
      for (const { address } of requests) assertOffered(cloud, new URL(address));
      const work = async (): Promise<void> =>
        sendAll(requests, mailbox, askedUtc, manner, (request, outcome) => void outcomes.set(request, outcome));
      await limiter.run(mailbox, work, manner.signal);
    } catch (error) {
      // What is thrown was thrown before the next request left: while waiting for a turn, for a token, or after a 429.
      const outcome = outcomeOfThrown(error, manner.signal);
      if (outcome === undefined) throw error;
      for (const request of requests) if (!outcomes.has(request)) outcomes.set(request, outcome);
    }
    return requests.map((request) => {
      const outcome = outcomes.get(request);
      if (outcome === undefined) throw new Error("An item was neither sent nor kept.");
      return outcome;
    });
  };
}

/** The next that can go together: a batch is for one version. What has to go alone goes alone. */
function nextTogether(waiting: readonly Sendable[], alone: ReadonlySet<Sendable>): readonly Sendable[] {
  const [first] = waiting;
  if (first === undefined || alone.has(first)) return waiting.slice(0, 1);
  const root = splitForBatch(first.address)?.root;
  const end = waiting.findIndex((one) => alone.has(one) || splitForBatch(one.address)?.root !== root);
  return waiting.slice(0, Math.min(end < 0 ? waiting.length : end, itemsPerRequest));
}
