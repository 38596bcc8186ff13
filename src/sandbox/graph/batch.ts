/**
 * `$batch`: many requests in one, answered one by one and in no particular order. Outlook carries out up to four of a
 * batch at the same time, and those that wait for others one after the other.
 * Sources: https://learn.microsoft.com/graph/json-batching, https://learn.microsoft.com/graph/throttling#throttling-and-batching
 */
import { createHash } from "node:crypto";
import { type BatchItem, inOrder } from "./batchRequest.ts";
import { GraphRefusal } from "./graphRefusal.ts";

const atATime = 4;

/** What became of one request of a batch. */
interface BatchAnswer {
  readonly id: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/**
 * Answers a batch. `carryOut` answers one of its requests, or gives undefined for an answer that is left out; `refuse` gives
 * the answer to one that cannot be tried.
 */
export async function answerBatch(
  items: readonly BatchItem[],
  carryOut: (item: BatchItem) => Promise<Response | undefined>,
  refuse: (refusal: GraphRefusal) => Response,
): Promise<Response> {
  const answers = items.some(({ dependsOn }) => dependsOn.length > 0)
    ? await oneByOne(inOrder(items), carryOut, refuse)
    : await someAtATime(items, carryOut);
  return Response.json({ responses: shuffled(answers, items) });
}

async function oneByOne(
  items: readonly BatchItem[],
  carryOut: (item: BatchItem) => Promise<Response | undefined>,
  refuse: (refusal: GraphRefusal) => Response,
): Promise<readonly BatchAnswer[]> {
  const answers = new Map<string, BatchAnswer>();
  for (const item of items) {
    const hasFailed = item.dependsOn.some((id) => (answers.get(id)?.status ?? 424) >= 400);
    const failure = new GraphRefusal(424, "FailedDependency", "A request that this one depends on has failed.");
    const response = hasFailed ? refuse(failure) : await carryOut(item);
    // What waits for an answer that never comes is not begun.
    if (response !== undefined) answers.set(item.id, await answerOf(item, response));
  }
  return [...answers.values()];
}

async function someAtATime(
  items: readonly BatchItem[],
  carryOut: (item: BatchItem) => Promise<Response | undefined>,
): Promise<readonly BatchAnswer[]> {
  const left = [...items];
  const answers: BatchAnswer[] = [];
  const work = async (): Promise<void> => {
    for (let item = left.shift(); item !== undefined; item = left.shift()) {
      const response = await carryOut(item);
      if (response !== undefined) answers.push(await answerOf(item, response));
    }
  };
  await Promise.all(Array.from({ length: atATime }, work));
  return answers;
}

async function answerOf({ id }: BatchItem, response: Response): Promise<BatchAnswer> {
  const headers = Object.fromEntries([...response.headers].map(([name, value]) => [capitalized(name), value]));
  const bytes = Buffer.from(await response.arrayBuffer());
  const answer = { id, status: response.status, headers };
  if (bytes.length === 0) return answer;
  const isJson = response.headers.get("content-type")?.includes("json") ?? false;
  return { ...answer, body: (isJson ? jsonIn(bytes.toString()) : undefined) ?? bytes.toString("base64") };
}

/** Undefined for what is no JSON, as where a fault has spoilt it. */
function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Another order than that of the requests, the same for the same ids. */
function shuffled(answers: readonly BatchAnswer[], items: readonly BatchItem[]): readonly BatchAnswer[] {
  const place = (id: string): string => createHash("sha256").update(`place of ${id}`).digest("hex");
  const mixed = answers.toSorted((one, other) => (place(one.id) < place(other.id) ? -1 : 1));
  return mixed.every(({ id }, index) => id === items[index]?.id) ? mixed.toReversed() : mixed;
}

function capitalized(header: string): string {
  return header.replaceAll(/(?:^|-)[a-z]/gu, (letter) => letter.toUpperCase());
}
