/** Those of which a word of name or address begins like each word that is looked for; all when nothing is. */
export function findByWords<Named extends { name: string; slug: string }>(all: readonly Named[], search: string): Named[] {
  const wanted = plain(search).split(/\s+/).filter(Boolean);
  return all.filter(({ name, slug }) => {
    const words = [...plain(name).split(/[^\p{L}\p{N}]+/u), ...slug.split("-"), slug];
    return wanted.every((begin) => words.some((word) => word.startsWith(begin)));
  });
}

/** Without case and accents. */
function plain(text: string): string {
  return text.normalize("NFKD").replaceAll(/\p{M}/gu, "").toLowerCase();
}
