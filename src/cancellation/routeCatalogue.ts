/**
 * The catalogue of paths: every way in which Microsoft Graph documents, declares or once documented the address of an
 * event or a booking that can be cancelled, one row for each family. Matching, lenses and documentation links follow from
 * these rows; what can be done to an item, and who may, stands in itemAction.ts.
 * Sources: https://learn.microsoft.com/graph/api/event-cancel, https://learn.microsoft.com/graph/api/bookingappointment-cancel
 * and the metadata at https://github.com/microsoftgraph/msgraph-metadata.
 */
import type { MicrosoftCloudName } from "./itemAction.ts";
import type { ApiVersion, CancelTarget } from "./target.ts";

/** Where a path is documented. */
export type PathSource =
  /** On the actions' pages today. */
  | "learn"
  /** Only in Graph's metadata. */
  | "metadata"
  /** Only on earlier pages. */
  | "legacy";

/** One family of paths in the catalogue. */
export interface CatalogueRow {
  /** What the path addresses. */
  readonly item: CancelTarget["kind"];
  /**
   * The item's path below the version, without an action. `{…}` is an id, `(a|b)` offers alternatives, `[…]` may be
   * left out. The ids `user` and `group` name the mailbox; `event` and `appointment` the item itself.
   */
  readonly path: string;
  readonly versions: readonly ApiVersion[];
  readonly documented: PathSource;
  /** The only clouds that have the path, for versions where they are fewer than the action's. Default: none are fewer. */
  readonly onlyIn?: Readonly<Partial<Record<ApiVersion, readonly MicrosoftCloudName[]>>>;
}

const bothVersions: readonly ApiVersion[] = ["v1.0", "beta"];

/** Adding an address to Unbook is adding a row here. */
export const catalogueRows: readonly CatalogueRow[] = [
  {
    item: "event",
    path: "/(me|users/{user}|groups/{group})[/calendar]/events/{event}",
    versions: bothVersions,
    documented: "learn",
  },
  {
    item: "event",
    path: "/(me|users/{user})[/calendarGroups/{calendarGroup}]/calendars/{calendar}/events/{event}",
    versions: bothVersions,
    documented: "learn",
  },
  {
    item: "event",
    path: "/(me|users/{user}|groups/{group})[/calendar]/calendarView/{event}",
    versions: bothVersions,
    documented: "metadata",
  },
  {
    item: "event",
    path: "/(me|users/{user})[/calendarGroups/{calendarGroup}]/calendars/{calendar}/calendarView/{event}",
    versions: bothVersions,
    documented: "metadata",
  },
  {
    item: "event",
    path: "/(me|users/{user}|groups/{group})[/calendar]/(events|calendarView)/{series}/instances/{event}",
    versions: bothVersions,
    documented: "metadata",
  },
  {
    item: "event",
    path: "/(me|users/{user})[/calendarGroups/{calendarGroup}]/calendars/{calendar}/(events|calendarView)/{series}/instances/{event}",
    versions: bothVersions,
    documented: "metadata",
  },
  {
    item: "event",
    path: "/(me|users/{user}|groups/{group})[/calendar]/(events|calendarView)/{series}/(exceptionOccurrences|instances/{instance}/exceptionOccurrences|exceptionOccurrences/{exception}/instances)/{event}",
    versions: bothVersions,
    documented: "metadata",
    onlyIn: { "v1.0": ["global"] },
  },
  {
    item: "event",
    path: "/(me|users/{user})[/calendarGroups/{calendarGroup}]/calendars/{calendar}/(events|calendarView)/{series}/(exceptionOccurrences|instances/{instance}/exceptionOccurrences|exceptionOccurrences/{exception}/instances)/{event}",
    versions: bothVersions,
    documented: "metadata",
    onlyIn: { "v1.0": ["global"] },
  },
  {
    item: "event",
    path: "/(me|users/{user})[/mailFolders/{mailFolder}]/messages/{message}/microsoft.graph.eventMessage/event",
    versions: bothVersions,
    documented: "metadata",
  },
  {
    item: "event",
    path: "/(me|users/{user})/calendarGroup/calendars/{calendar}/events/{event}",
    versions: bothVersions,
    documented: "legacy",
  },
  {
    item: "event",
    path: "/me/joinedGroups/{group}/(events|calendarView)/{event}",
    versions: bothVersions,
    documented: "legacy",
  },
  {
    item: "event",
    path: "/me/messages/{message}/event",
    versions: bothVersions,
    documented: "legacy",
  },
  {
    item: "event",
    path: "/me/messages/{message}/event/(instances|calendar/events|calendar/calendarView)/{event}",
    versions: bothVersions,
    documented: "legacy",
  },
  {
    item: "booking",
    path: "/solutions/bookingBusinesses/{business}/appointments/{appointment}",
    versions: bothVersions,
    documented: "learn",
  },
  {
    item: "booking",
    path: "/solutions/bookingBusinesses/{business}/calendarView/{appointment}",
    versions: bothVersions,
    documented: "metadata",
  },
  {
    item: "booking",
    path: "/bookingBusinesses/{business}/(appointments|calendarView)/{appointment}",
    versions: ["beta"],
    documented: "legacy",
  },
];

/** One concrete path of a row: its segments in order, each a fixed word or the name of an id. */
export interface CataloguePath {
  readonly row: CatalogueRow;
  readonly segments: readonly PathSegment[];
}

/** A fixed word (compared without case) or an id (never). */
export type PathSegment =
  { readonly kind: "word"; readonly word: string } | { readonly kind: "id"; readonly name: string };

/** Every concrete path of the rows, without alternatives and optional parts. */
export function writeOutPaths(rows: readonly CatalogueRow[]): readonly CataloguePath[] {
  return rows.flatMap((row) =>
    writeOut(row.path).map((path) => ({ row, segments: path.slice(1).split("/").map(readSegment) })),
  );
}

/** Takes the first `(…)` or `[…]` apart, and the rest of the path with each of its alternatives in turn. */
function writeOut(path: string): readonly string[] {
  const choice = /\(([^()]*)\)|\[([^[\]]*)\]/.exec(path);
  if (choice === null) return [path];
  const before = path.slice(0, choice.index);
  const after = path.slice(choice.index + choice[0].length);
  const alternatives = choice[1] === undefined ? ["", choice[2] ?? ""] : choice[1].split("|");
  return alternatives.flatMap((alternative) => writeOut(before + alternative + after));
}

function readSegment(segment: string): PathSegment {
  return segment.startsWith("{") ? { kind: "id", name: segment.slice(1, -1) } : { kind: "word", word: segment };
}
