/**
 * Receives the body of one answer piece by piece, unpacks it if it was sent compressed, and bounds what it may take. Lists
 * of events repeat themselves so much that they come in a tenth of their size. It is done here and not by undici's own
 * interceptor, which is experimental and does not tell a body that was cut off from a request that failed.
 * Source: https://www.rfc-editor.org/rfc/rfc9110#section-8.4
 */
import { createBrotliDecompress, createGunzip, createInflate, createInflateRaw } from "node:zlib";
import type { BrotliDecompress, Gunzip, Inflate, InflateRaw } from "node:zlib";

/** What is asked for: the codings that can be undone here. */
export const acceptedCodings = "gzip, deflate, br";

/** Far above any page that is asked for, and far below what would hurt the editor. */
const mostBodyBytes = 32 * 1024 * 1024;

/** What a body has to say. After one of the first three it says nothing more. */
export interface BodyListener {
  /** All of it is there. */
  onWhole(): void;
  /** What came is no whole compressed text. */
  onDamaged(): void;
  /** It is more than anybody asked for, packed or unpacked. */
  onTooLarge(): void;
  /** It can take more, after `add` has said that it cannot. */
  onDrained(): void;
}

/** The body of one answer. */
export interface AnswerBody {
  /** Takes what came. False if no more should come for now. */
  add(piece: Buffer): boolean;
  /** Nothing more comes. */
  end(): void;
  /** Gives up what is not unpacked yet, and says nothing more. */
  close(): void;
  /** What there is so far, decoded as UTF-8. */
  text(): string;
}

type Unpacker = BrotliDecompress | Gunzip | Inflate | InflateRaw;

/**
 * Makes an empty body.
 * @param coding the answer's `Content-Encoding`. What was not asked for is left as it is.
 */
export function receiveBody(coding: string, listener: BodyListener): AnswerBody {
  const pieces: Buffer[] = [];
  let receivedBytes = 0;
  let bytes = 0;
  let unpacker: Unpacker | undefined;
  /** The compressed text has ended. Whatever follows it is counted and otherwise ignored. */
  let isUnpacked = false;
  /** The answer has ended. */
  let isReceived = false;
  let isOver = false;

  function close(): void {
    isOver = true;
    unpacker?.destroy();
  }

  function finish(tell: () => void): void {
    if (isOver) return;
    close();
    tell();
  }

  function keep(piece: Buffer): void {
    bytes += piece.length;
    if (bytes <= mostBodyBytes) pieces.push(piece);
    else finish(() => listener.onTooLarge());
  }

  /** An answer without a body may name a coding as well, so nothing is unpacked before something has come. */
  function startUnpacking(firstByte: number): Unpacker | undefined {
    const started = unpackerFor(coding, firstByte);
    started?.on("data", keep);
    started?.on("drain", () => listener.onDrained());
    started?.on("end", () => {
      isUnpacked = true;
      if (isReceived) finish(() => listener.onWhole());
    });
    started?.on("error", () => finish(() => listener.onDamaged()));
    return started;
  }

  return {
    add(piece) {
      if (isOver) return true;
      receivedBytes += piece.length;
      if (receivedBytes > mostBodyBytes) {
        finish(() => listener.onTooLarge());
        return true;
      }
      if (receivedBytes === piece.length) unpacker = startUnpacking(piece[0] ?? 0);
      if (isUnpacked) return true;
      if (unpacker !== undefined) return unpacker.write(piece);
      keep(piece);
      return true;
    },
    end() {
      isReceived = true;
      if (isOver) return;
      if (unpacker === undefined || isUnpacked) finish(() => listener.onWhole());
      else unpacker.end();
    },
    close,
    text: () => new TextDecoder().decode(Buffer.concat(pieces)),
  };
}

/** A page of a list is some hundred kilobytes; smaller pieces would only be more of them. */
const chunkSize = 64 * 1024;

/** Undoes a coding; undefined if it is none or none of those that were asked for. */
function unpackerFor(coding: string, firstByte: number): Unpacker | undefined {
  switch (coding.trim().toLowerCase()) {
    case "gzip":
    case "x-gzip":
      return createGunzip({ chunkSize });
    case "br":
      return createBrotliDecompress({ chunkSize });
    case "deflate":
      // Some servers leave out the header that the standard asks for, which begins with the method (8).
      return firstByte % 16 === 8 ? createInflate({ chunkSize }) : createInflateRaw({ chunkSize });
    default:
      return undefined;
  }
}
