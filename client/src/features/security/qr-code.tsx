import { useEffect, useState } from "react";

interface Drawing {
  size: number;
  path: string;
}

const quietZone = 4;

/**
 * A QR code, drawn as one path in the browser: what it holds is a secret, and no image of it ever exists elsewhere. Black on
 * white in every theme, its quiet zone too, as scanners expect it: so it names its colours itself. The secret stands beside it as
 * text too, so without the drawing nothing is lost.
 */
export function QrCode({ text, label }: { text: string; label: string }) {
  const drawing = useDrawing(text);
  if (!drawing) return <div aria-hidden="true" className="size-44 rounded-control border border-line bg-surface" />;
  const side = drawing.size + 2 * quietZone;
  return (
    <svg
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- an <img> would need an address, which would hold the secret
      role="img"
      aria-label={label}
      viewBox={`${-quietZone} ${-quietZone} ${side} ${side}`}
      shapeRendering="crispEdges"
      className="size-44 rounded-control border border-line"
    >
      <rect x={-quietZone} y={-quietZone} width={side} height={side} fill="white" />
      <path d={drawing.path} fill="black" />
    </svg>
  );
}

/** Null until the code that draws has come, and when it does not come. */
function useDrawing(text: string): Drawing | null {
  const [drawing, setDrawing] = useState<Drawing | null>(null);
  useEffect(() => {
    let isWanted = true;
    import("uqr").then(
      ({ encode }) => {
        const { size, data } = encode(text, { ecc: "M", border: 0 });
        if (isWanted) setDrawing({ size, path: pathOf(data) });
      },
      () => {},
    );
    return () => {
      isWanted = false;
    };
  }, [text]);
  return drawing;
}

/** One bar for each run of dark squares. */
export function pathOf(rows: readonly (readonly boolean[])[]): string {
  const bars = rows.flatMap((row, y) =>
    row.flatMap((isDark, x) => {
      if (!isDark || row[x - 1]) return [];
      const end = row.indexOf(false, x);
      return [`M${x} ${y}h${(end === -1 ? row.length : end) - x}v1H${x}z`];
    }),
  );
  return bars.join("");
}
