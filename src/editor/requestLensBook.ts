/**
 * The lenses of a document as VS Code wants them: those in sight complete, so that they are drawn at once, the many others
 * as places only, which are worded when they come into sight. Of a large file that is new, those in sight come first and
 * alone. After a change only what reads differently is thought about again.
 */
import { CodeLens, window, workspace } from "vscode";
import type { Range, TextDocument } from "vscode";
import { isPlanDocument } from "../cancellation/planDocument/readPlanDocument.ts";
import { promptsOf } from "../requestFile/prompt.ts";
import type { LensArguments } from "./clickedRequest.ts";
import { lensTitle } from "./lensTitle.ts";
import { rangeOf } from "./requestDocument.ts";
import { mayHaveRequests } from "./requestLanguages.ts";
import { KnownRows } from "./knownRows.ts";
import type { LensRow, LensView } from "./requestLensRows.ts";
import type { FoundRequest, RequestReader } from "./requestReader.ts";
import { accountTagOf } from "../requestFile/accountTag.ts";
import type { HttpRequest } from "../requestFile/requestFile.ts";
import type { AccountSession } from "./accountSession.ts";
import { sessionFor } from "./requestAccount.ts";
import type { NamedItem, RequestFacts } from "./requestFacts.ts";
import type { Session } from "./session.ts";
import { firstScreen, sightOf } from "./sight.ts";
import { viewerOf } from "./viewer.ts";
import { WorkSlices } from "./workSlices.ts";

/** A lens that knows what it will say. */
class RequestLens extends CodeLens {
  readonly row: LensRow;
  readonly found: FoundRequest;
  readonly document: TextDocument;
  readonly version: number;

  constructor(range: Range, row: LensRow, found: FoundRequest, document: TextDocument, version: number) {
    super(range);
    this.row = row;
    this.found = found;
    this.document = document;
    this.version = version;
  }
}

/** Lenses, and whether there are more for the same text. */
export interface SomeLenses {
  readonly lenses: readonly CodeLens[];
  readonly isAll: boolean;
}

const nobodyNamed = { tags: [], url: "" };

/** Makes lenses. */
export class RequestLensBook {
  readonly #session: Session;
  readonly #reader: RequestReader;
  readonly #facts: RequestFacts;
  readonly #known = new WeakMap<TextDocument, KnownRows>();

  constructor(session: Session, reader: RequestReader, facts: RequestFacts) {
    this.#session = session;
    this.#reader = reader;
    this.#facts = facts;
  }

  /** The lenses of a document as it stands; the first time, of a large one, only those in sight. */
  async lensesOf(document: TextDocument): Promise<SomeLenses> {
    const { requests, revision } = await this.#reader.read(document);
    const { version } = document;
    // To the end, even if the text changes meanwhile: what is found out is remembered.
    const slices = new WorkSlices(() => true);
    const isInSight = sightOf(document);
    const known = this.#known.get(document);
    const rows = known ?? new KnownRows();
    this.#known.set(document, rows);
    const isAll = known !== undefined || requests.length <= 2 * firstScreen;
    const accounts = this.#session.accounts.map(({ account, state }) => `${account.username} ${state.kind}`);
    rows.begin(this.#view(), [revision, ...accounts].join("\n"));
    const lenses: CodeLens[] = [];
    for (const [index, found] of requests.entries()) {
      if (slices.isDue) await slices.rest();
      const isWanted = index < firstScreen || isInSight(found);
      if (!isWanted && !isAll) continue;
      const ofRequest = rows.of(found);
      if (ofRequest.length === 0) continue;
      const range = rangeOf(document, found.request.requestLineSpan);
      for (const row of ofRequest) {
        const lens = new RequestLens(range, row, found, document, version);
        lenses.push(isWanted ? this.complete(lens) : lens);
      }
    }
    return document.version === version ? { lenses, isAll } : this.lensesOf(document);
  }

  /** Gives a lens its words and what a click does. */
  complete(lens: CodeLens): CodeLens {
    if (!(lens instanceof RequestLens)) return lens;
    const { row, found, document, version } = lens;
    const about = (): LensArguments => [document.uri.toString(), version, this.#reader.hashOf(document, found)];
    lens.command = {
      title: lensTitle(row.title),
      command: row.command,
      ...(row.isAboutRequest && { arguments: [...about()] }),
    };
    return lens;
  }

  /** What the requests name that are in sight in any editor. */
  async targetsInSight(): Promise<readonly NamedItem[]> {
    if (!workspace.isTrusted) return [];
    const documents = new Set(window.visibleTextEditors.map(({ document }) => document).filter(hasOwnLenses));
    const targets: NamedItem[] = [];
    for (const document of documents) {
      const { requests } = await this.#reader.read(document);
      for (const { toGraph } of requests.filter(sightOf(document))) {
        const { aim, request } = toGraph;
        if (aim.kind !== "route" || aim.route.placeholders.length > 0 || request.isDisabled) continue;
        // Whoever is asked for a part of it has not said yet which item it is.
        if (promptsOf(request).length === 0) targets.push({ request, target: aim.route.target });
      }
    }
    return targets;
  }

  #view(): LensView {
    const main = this.#viewAs(this.#session, nobodyNamed);
    // What names nobody who is here is looked at as the main account, which says so and runs nothing of it.
    const as = (request: HttpRequest): LensView =>
      accountTagOf(request) === undefined
        ? main
        : this.#viewAs(sessionFor(this.#session, request) ?? this.#session, request);
    return { ...main, as };
  }

  #viewAs({ state, active }: AccountSession, request: NamedItem["request"]): LensView {
    return {
      session: state,
      isTrusted: workspace.isTrusted,
      viewer: viewerOf(active?.account),
      factOf: (target) => (workspace.isTrusted ? this.#facts.of({ request, target }) : undefined),
    };
  }
}

/** The blocks of a plan have other lenses, which read their items only when that is asked for: see planLenses.ts. */
function hasOwnLenses(document: TextDocument): boolean {
  return mayHaveRequests(document) && !isPlanDocument(document.getText());
}
