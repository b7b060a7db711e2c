import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Response } from "express";

/**
 * Sends texts as they come, no faster than they are read, so that a long answer takes no more memory than a short one. Whoever hangs
 * up ends the work. A failure half way cuts the connection, so that nobody takes the part for the whole; it is thrown on.
 */
export async function sendStream(response: Response, texts: AsyncIterable<string>): Promise<void> {
  try {
    await pipeline(Readable.from(texts), response);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ERR_STREAM_PREMATURE_CLOSE") return;
    throw error;
  }
}
