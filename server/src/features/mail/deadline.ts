/** How long a mail server may take: until it asks for the data of a mail, and from then until it says that it has it. */
export type Patience = { beforeDataMs: number; answerMs: number };

export type Deadline = {
  /** Aborted with the outer signal, or when the time is over. */
  signal: AbortSignal;
  /** The data is on its way: the other time runs from here. */
  begin(): void;
  hasBegun(): boolean;
  isOver(): boolean;
  end(): void;
};

/** Starts the time that one mail may take. It is to be ended. */
export function startDeadline(outer: AbortSignal, { beforeDataMs, answerMs }: Patience): Deadline {
  const over = new AbortController();
  const endAfter = (ms: number) => setTimeout(() => over.abort(), ms);
  let timer = endAfter(beforeDataMs);
  let hasBegun = false;
  return {
    signal: AbortSignal.any([outer, over.signal]),
    begin() {
      hasBegun = true;
      clearTimeout(timer);
      timer = endAfter(answerMs);
    },
    hasBegun: () => hasBegun,
    isOver: () => over.signal.aborted,
    end: () => clearTimeout(timer),
  };
}
