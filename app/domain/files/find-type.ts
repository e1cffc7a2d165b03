interface Signature {
  type: string;
  /** Bytes in Latin-1, where they stand. */
  starts: string;
  at?: number;
}

const SIGNATURES: Signature[] = [
  { type: "application/pdf", starts: "%PDF-" },
  { type: "application/zip", starts: "PK\u0003\u0004" },
  { type: "application/gzip", starts: "\u001f\u008b\u0008" },
  { type: "application/x-7z-compressed", starts: "7z\u00bc\u00af\u0027\u001c" },
  { type: "video/webm", starts: "\u001a\u0045\u00df\u00a3" },
  { type: "video/quicktime", starts: "ftypqt  ", at: 4 },
  { type: "audio/mp4", starts: "ftypM4A ", at: 4 },
  { type: "video/mp4", starts: "ftypisom", at: 4 },
  { type: "video/mp4", starts: "ftypmp42", at: 4 },
  { type: "video/mp4", starts: "ftypavc1", at: 4 },
  { type: "audio/mpeg", starts: "ID3" },
  { type: "audio/flac", starts: "fLaC" },
  { type: "audio/ogg", starts: "OggS" },
  { type: "audio/wav", starts: "WAVE", at: 8 },
];

export const UNKNOWN_TYPE = "application/octet-stream";

/**
 * What the first bytes say a file is, of a few kinds that are told apart by them. Never one that a browser would run:
 * whatever is not known, HTML and SVG among it, is only bytes.
 */
export function findType(bytes: Buffer): string {
  const found = SIGNATURES.find(
    ({ starts, at = 0 }) => bytes.toString("latin1", at, at + starts.length) === starts,
  );
  return found?.type ?? UNKNOWN_TYPE;
}
