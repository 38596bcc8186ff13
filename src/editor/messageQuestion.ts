/** What somebody who writes a cancellation's message has to know. Asked in a box (messageStep.ts) or an editor (messageEditor.ts). */

/** What a message is asked for. */
export interface MessageQuestion {
  /** What is cancelled, for the title. */
  readonly about: string;
  /** How many people read the message; undefined where that could not be read completely. */
  readonly people: number | undefined;
  /** The text to begin with. */
  readonly text: string;
  /** Keeps what is typed, also when the person thinks better of it. */
  readonly remember: (text: string) => void;
}
