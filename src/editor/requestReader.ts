/**
 * All requests of a document as Microsoft Graph would take them, with the values that variables have in this window. The
 * document is read once for each version of it and of the values; what a request is to Graph, when it is first asked.
 */
import { createHash } from "node:crypto";
import type { TextDocument } from "vscode";
import { requestFingerprint } from "../requestFile/requestFingerprint.ts";
import type { HttpRequest, RequestFile } from "../requestFile/requestFile.ts";
import type { VariableSources } from "../requestFile/variableLookup.ts";
import { readGraphRequest } from "./graphRequest.ts";
import type { GraphRequest } from "./graphRequest.ts";
import { requestFilesOf } from "./requestDocument.ts";
import { withPromptsAnswered } from "./requestVariables.ts";
import type { RequestVariables } from "./requestVariables.ts";

/** A request of a document; what it is to Graph is found out when that is asked for. */
export class FoundRequest {
  readonly file: RequestFile;
  readonly request: HttpRequest;
  readonly #sources: VariableSources;
  #toGraph: GraphRequest | undefined;

  constructor(file: RequestFile, request: HttpRequest, sources: VariableSources) {
    this.file = file;
    this.request = request;
    this.#sources = sources;
  }

  /** What it is to Graph. */
  get toGraph(): GraphRequest {
    this.#toGraph ??= readGraphRequest(this.file, this.request, withPromptsAnswered(this.#sources, this.request));
    return this.#toGraph;
  }
}

/** The requests of a document, and what their reading depends on besides its text: equal texts for equal values. */
export interface FoundRequests {
  readonly revision: string;
  readonly requests: readonly FoundRequest[];
}

/** Reads requests. */
export class RequestReader {
  readonly #variables: RequestVariables;
  readonly #documents = new WeakMap<TextDocument, FoundRequests & { readonly version: number }>();

  constructor(variables: RequestVariables) {
    this.#variables = variables;
  }

  /** The requests of a document as it stands when what stands beside it has been read. */
  async read(document: TextDocument): Promise<FoundRequests> {
    await this.#variables.prepare(document);
    const { version } = document;
    const { revision } = this.#variables;
    const known = this.#documents.get(document);
    if (known?.version === version && known.revision === revision) return known;
    const sources = this.#variables.sourcesOf(document);
    const requests = requestFilesOf(document).flatMap((file) =>
      file.requests.map((request) => new FoundRequest(file, request, sources)),
    );
    const found = { version, revision, requests };
    this.#documents.set(document, found);
    return found;
  }

  /** The same request, read anew: with what was typed for its prompts, and the clock of this moment. */
  readAgain(
    document: TextDocument,
    { file, request }: GraphRequest,
    prompted: ReadonlyMap<string, string>,
  ): GraphRequest {
    return readGraphRequest(file, request, { ...this.#variables.sourcesOf(document), prompted });
  }

  /** Changes whenever the request, or what it would send, reads differently. It says nothing of either. */
  hashOf(document: TextDocument, { file, request }: Pick<GraphRequest, "file" | "request">): string {
    const fingerprint = requestFingerprint(file, request, this.#variables.sourcesOf(document));
    return createHash("sha256").update(fingerprint).digest("base64url");
  }
}
