import type { Route } from "../api/types.ts";
import { createApi } from "./api.ts";
import type { Fetch, RequestOptions } from "./request.ts";
import { acting } from "./session/browser-acting.ts";

/** A file as the server sent it. */
export interface Downloaded {
  blob: Blob;
  name: string;
}

const patienceMs = 15 * 60_000;

/**
 * Brings a file of a signed-in person, which a plain link cannot: the access token goes into a header. Like every call it is repeated
 * with a fresh token or proof. A connection that breaks half way brings nothing.
 * @throws Problem, Unreachable, SignedOut
 */
export async function download<R extends Route>(route: R, options: RequestOptions<R>): Promise<Downloaded> {
  let file: Downloaded | undefined;
  const fetchFile: Fetch = async (url, init) => {
    const response = await globalThis.fetch(url, init);
    if (!response.ok) return response;
    file = { blob: await response.blob(), name: nameIn(response.headers.get("Content-Disposition")) };
    return new Response("null");
  };
  await createApi(acting, fetchFile)(route, { timeoutMs: patienceMs, ...options });
  if (file === undefined) throw new Error("The server sent no file.");
  return file;
}

function nameIn(disposition: string | null): string {
  return /filename="([\w.-]+)"/.exec(disposition ?? "")?.[1] ?? "download";
}

const revokeAfterMs = 60_000;

/** Hands a file over to the browser, which asks where to keep it or puts it with the downloads. */
export function saveFile({ blob, name }: Downloaded): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), revokeAfterMs);
}
