/** Keeps what was read and seldom changes for a while, so that an agenda that is refreshed often does not ask for it anew. */

/** Answers by a key, each good for a while. */
export interface KeptAnswers<Answer> {
  /** The answer that is kept, or else what `read` gives. A failure is not kept. */
  get(key: string, read: () => Promise<Answer>): Promise<Answer>;
  /** Keeps an answer that came along with another one. */
  keep(key: string, answer: Answer): void;
}

/** Makes a place to keep answers in. */
export function keepAnswers<Answer>(goodForMs: number): KeptAnswers<Answer> {
  const kept = new Map<string, { readonly answer: Answer; readonly readAt: number }>();
  const keep = (key: string, answer: Answer): void => void kept.set(key, { answer, readAt: performance.now() });
  return {
    keep,
    async get(key, read) {
      const known = kept.get(key);
      if (known !== undefined && performance.now() - known.readAt < goodForMs) return known.answer;
      const answer = await read();
      keep(key, answer);
      return answer;
    },
  };
}
