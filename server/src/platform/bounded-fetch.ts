/** Fetches as the global one does, but never waits long, never reads much, and follows no redirect. */
export type BoundedFetch = (url: string, init?: RequestInit) => Promise<Response>;

/** The answer had more bytes than are read. */
class AnswerTooLarge extends Error {
  constructor(maxBytes: number) {
    super(`the answer has more than ${maxBytes} bytes`);
    this.name = "AnswerTooLarge";
  }
}

/**
 * For calls to others, who may be slow or hostile: the whole answer has to be there within `timeoutMs` and to have at most
 * `maxBytes` after it is unpacked. Rejects with `AnswerTooLarge`, a `TimeoutError`, or what `fetch` rejects with.
 */
export function createBoundedFetch({ timeoutMs, maxBytes }: { timeoutMs: number; maxBytes: number }): BoundedFetch {
  return async (url, init = {}) => {
    const timeout = AbortSignal.timeout(timeoutMs);
    const signal = init.signal ? AbortSignal.any([init.signal, timeout]) : timeout;
    const { body, status, headers } = await fetch(url, { ...init, redirect: "manual", signal });
    const bytes = body && (await readAtMost(body, maxBytes));
    return new Response(bytes && bytes.length > 0 ? bytes : null, { status, headers });
  };
}

async function readAtMost(body: ReadableStream<Uint8Array>, maxBytes: number): Promise<Buffer<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  // Leaving the loop by a throw cancels the stream, and closes the connection.
  for await (const chunk of body) {
    size += chunk.length;
    if (size > maxBytes) throw new AnswerTooLarge(maxBytes);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
