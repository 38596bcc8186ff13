/** What somebody who writes a cancellation's message has to know. Asked in a box (messageStep.ts) or an editor (messageEditor.ts). */

/** What a message is asked for. */
export interface MessageQuestion {
  /** What is cancelled, for the title. */
  readonly about: string;
  /** How many people read the message; undefined where that could not be read completely. */
  readonly people: number | undefined;
  /** Whether it is only written down, in a request that is copied or opened: then nobody is mailed here. Default false. */
  readonly isWrittenDown?: boolean;
  /** The text to begin with. */
  readonly text: string;
  /** Texts to begin with instead, as they would stand in the message. */
  readonly templates: readonly { readonly label: string; readonly text: string }[];
  /** Whether a message has to be given. */
  readonly isRequired: boolean;
  /** Whether its placeholders are filled in for each item when it is sent; otherwise it is read exactly as it is. */
  readonly hasPlaceholders: boolean;
  /** Keeps what is typed, also when the person thinks better of it. */
  readonly remember: (text: string) => void;
}
