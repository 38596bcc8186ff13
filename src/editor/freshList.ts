/**
 * Reads calendars and businesses for a plan, afresh: what the agenda shows may be older, narrower or filtered. A source that
 * fails is named, and nothing is planned without it unless the person says so.
 */
import { CancellationError, l10n, ProgressLocation, window } from "vscode";
import { dayRange, daysBetween, startForOrder } from "../agenda/calendarDays.ts";
import { describeSourceName } from "../agenda/describeSource.ts";
import type { AgendaSource } from "../agenda/item.ts";
import { withoutSharedCopies } from "../agenda/sharedCopies.ts";
import type { DaySpan } from "../agenda/typedDays.ts";
import type { Viewer } from "../agenda/viewer.ts";
import type { ListedItem } from "./chosenItems.ts";
import { itemKey } from "./chosenItems.ts";
import { loadSource } from "./loadAgenda.ts";
import type { LoadedSource } from "./loadAgenda.ts";
import { plainNotice } from "./markdownText.ts";
import { describeProblem } from "./problemText.ts";
import type { ActiveSession } from "./accountSession.ts";

/** What is read. */
export interface FreshRead {
  readonly active: ActiveSession;
  readonly sources: readonly AgendaSource[];
  readonly spans: readonly DaySpan[];
  readonly viewer: Viewer;
  /** Sources that could not even be listed, with why; they are named with those that fail. Default: none. */
  readonly missing?: readonly MissingSource[];
}

/** Something that could not be read. */
export interface MissingSource {
  readonly name: string;
  readonly error: unknown;
}

/** Everything in the days, each meeting once; undefined if the person stops, or wants it all or not at all. */
export async function readFresh(read: FreshRead): Promise<readonly ListedItem[] | undefined> {
  for (;;) {
    const loaded = await readWithProgress(read);
    if (loaded === undefined) return undefined;
    const failures = [
      ...(read.missing ?? []),
      ...loaded.flatMap(({ source, error }) =>
        error === undefined ? [] : [{ name: describeSourceName(source), error }],
      ),
    ];
    const listed = distinctListed(loaded, read.viewer);
    if (failures.length === 0) return listed;
    const answer = await askAboutFailures(failures, listed.length);
    if (answer === "without") return listed;
    if (answer === undefined) return undefined;
  }
}

async function readWithProgress({
  active,
  sources,
  spans,
  viewer,
}: FreshRead): Promise<readonly LoadedSource[] | undefined> {
  const title =
    sources.length === 1
      ? l10n.t("Reading {0} afresh…", plainNotice(sources.map(describeSourceName).join("")))
      : l10n.t("Reading {0} calendars and businesses afresh…", sources.length);
  const ranges = spans.map(({ firstDay, lastDay }) =>
    dayRange(firstDay, daysBetween(firstDay, lastDay) + 1, viewer.timeZone),
  );
  return window.withProgress(
    { location: ProgressLocation.Notification, cancellable: true, title },
    async (_progress, token) => {
      const stop = new AbortController();
      token.onCancellationRequested(() => {
        stop.abort(new CancellationError());
      });
      const loaded = await Promise.all(
        sources.flatMap((source) => ranges.map(async (range) => loadSource(active.graph, source, range, stop.signal))),
      );
      return stop.signal.aborted ? undefined : loaded;
    },
  );
}

/** Each meeting from one place, as in the agenda, each item once, though it may reach into two spans of days; soonest first. */
export function distinctListed(loaded: readonly LoadedSource[], viewer: Viewer): readonly ListedItem[] {
  const sourceOf = new Map(loaded.flatMap(({ source, items }) => items.map((item) => [item, source] as const)));
  const listed = withoutSharedCopies(loaded, viewer.ownAddresses).map((item) => {
    const source = sourceOf.get(item);
    return { item, ...(source !== undefined && { source }) };
  });
  const distinct = [...new Map(listed.map((one) => [itemKey(one), one])).values()];
  return distinct.toSorted((one, other) => startForOrder(one.item.span) - startForOrder(other.item.span));
}

async function askAboutFailures(
  failures: readonly MissingSource[],
  found: number,
): Promise<"again" | "without" | undefined> {
  const again = { title: l10n.t("Try Again") };
  const without = { title: l10n.t("Go On Without") };
  const stop = { title: l10n.t("Plan Nothing"), isCloseAffordance: true };
  const reasons = [...new Map(failures.map((failure) => [failure.name, failure])).values()].map(
    ({ name, error }) => `${name}: ${describeProblem(error).sentence}`,
  );
  const rest = found === 0 ? [] : [l10n.t("{0} items were found elsewhere.", found)];
  const detail = [...reasons, "", ...rest, l10n.t("A plan is made of what is read afresh. Nothing was sent.")];
  const answer = await window.showWarningMessage(
    l10n.t("Not everything could be read"),
    { modal: true, detail: detail.join("\n") },
    again,
    ...(found === 0 ? [] : [without]),
    stop,
  );
  if (answer === again) return "again";
  return answer === without ? "without" : undefined;
}
