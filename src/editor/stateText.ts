/** What a row says of an item that is held, being sent, or done with; the same in both views. */
import { l10n, ThemeIcon } from "vscode";
import { describeTime } from "../agenda/describeTime.ts";
import type { Viewer } from "../agenda/viewer.ts";
import type { ItemState } from "../cancellation/run.ts";
import { secondsLeft } from "./holdSeconds.ts";
import { describeOutcome } from "./problemText.ts";
import type { CancelledItem } from "./problemText.ts";

/** An item's state in words. */
export interface StateText {
  /** For the row's description. */
  readonly text: string;
  /** The sentence for a tooltip. */
  readonly sentence: string;
  /** For screen readers: without the seconds, which would be read out again and again. */
  readonly spoken: string;
  readonly icon: ThemeIcon;
  /** For `contextValue`. */
  readonly token: "held" | "sending" | "sent" | "failed" | "unsure" | "kept";
}

/** The words for a state. */
export function describeState(state: ItemState, of: CancelledItem, sendAtUtc: number, viewer: Viewer): StateText {
  switch (state.kind) {
    case "held":
      return {
        text: l10n.t("sending in {0} s", secondsLeft(sendAtUtc)),
        sentence: l10n.t("Confirmed, but not sent yet. Undo, or close VS Code, and nothing is sent."),
        spoken: l10n.t("held before sending"),
        icon: new ThemeIcon("watch"),
        token: "held",
      };
    case "waiting":
      return plain(
        l10n.t("waiting to be sent"),
        l10n.t("Confirmed, and others are sent before it. Stop sending, and it is not sent."),
        "watch",
        "sending",
      );
    case "sending":
      return plain(l10n.t("sending…"), l10n.t("The request is on the way."), "sync~spin", "sending");
    case "checking":
      return plain(
        l10n.t("unsure, looking it up…"),
        l10n.t(
          "The answer was lost. The event or booking is looked up twice, and only if it still stands is the cancellation sent again, once at most.",
        ),
        "question",
        "unsure",
      );
    case "kept":
      return plain(l10n.t("kept"), l10n.t("Undone during the hold: nothing was sent."), "discard", "kept");
    case "stopped":
      if (state.hasSlept === true) {
        return plain(
          l10n.t("not sent: this computer slept"),
          l10n.t(
            "This computer slept, or its clock was set forward, and what you had confirmed was more than five minutes late: nothing was sent. You can cancel it again.",
          ),
          "stop-circle",
          "kept",
        );
      }
      return plain(
        l10n.t("stopped"),
        l10n.t("Sending was stopped before it was its turn: nothing was sent. You can cancel it again."),
        "stop-circle",
        "kept",
      );
    case "skipped":
      return state.reason === "sentBefore"
        ? plain(
            l10n.t("not sent: already on record"),
            l10n.t("This cancellation was sent, or may have been sent, before. It is not sent twice."),
            "debug-step-over",
            "failed",
          )
        : plain(
            l10n.t("not sent: journal failed"),
            l10n.t("The record of what is sent cannot be written, so nothing was sent. Is the disk full?"),
            "error",
            "failed",
          );
    case "ended":
      return describeEnded(state, of, viewer);
    case "lookedUp":
      return state.found === "gone"
        ? plain(
            l10n.t("gone, looked up {0}", describeTime(state.atUtc, viewer)),
            l10n.t(
              "The answer was lost, and the event or booking is gone: this cancellation was carried out, or somebody else has cancelled or deleted it since.",
            ),
            "circle-slash",
            "sent",
          )
        : plain(
            l10n.t("still there, looked up {0}", describeTime(state.atUtc, viewer)),
            l10n.t(
              "The answer was lost, and the event or booking still stands: this cancellation was most likely not carried out. You can cancel it again.",
            ),
            "error",
            "failed",
          );
    default:
      return state satisfies never;
  }
}

function describeEnded(
  { outcome, atUtc }: Extract<ItemState, { kind: "ended" }>,
  of: CancelledItem,
  viewer: Viewer,
): StateText {
  const { short, sentence } = describeOutcome(outcome, of);
  switch (outcome.kind) {
    case "sent":
      return plain(`${short} ${describeTime(atUtc, viewer)}`, sentence, "circle-slash", "sent");
    case "unsure":
      return plain(short, sentence, "question", "unsure");
    case "refused":
      return plain(short, sentence, outcome.refusal.status === 404 ? "circle-slash" : "error", "failed");
    case "notSent":
      return plain(short, sentence, "error", "failed");
    default:
      return outcome satisfies never;
  }
}

function plain(text: string, sentence: string, icon: string, token: StateText["token"]): StateText {
  return { text, sentence, spoken: text, icon: new ThemeIcon(icon), token };
}

/** Graph's own answer, for whoever has to ask Microsoft about it. */
export function answerFacts(state: ItemState): readonly string[] {
  if (state.kind !== "ended") return [];
  const { outcome } = state;
  switch (outcome.kind) {
    case "sent":
      return [l10n.t("HTTP {0}", outcome.status), l10n.t("Request id {0}", outcome.requestId)];
    case "refused":
      return [
        l10n.t("HTTP {0} {1}", outcome.refusal.status, outcome.refusal.code),
        l10n.t("Graph said: {0}", outcome.refusal.message),
        l10n.t("Request id {0}", outcome.requestId),
      ];
    case "unsure":
      return [
        ...(outcome.status === undefined ? [] : [l10n.t("HTTP {0}", outcome.status)]),
        l10n.t("Request id {0}", outcome.requestId),
      ];
    case "notSent":
      return [];
    default:
      return outcome satisfies never;
  }
}
