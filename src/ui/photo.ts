/** Longest side of an uploaded photo; a phone's 12 megapixels tell a buyer nothing more. */
export const MAX_PHOTO_SIDE = 1600;
const JPEG_QUALITY = 0.85;

/** The size a photo is drawn at: within `max` on its longest side, never enlarged. Whole pixels, at least 1. */
export function fitPhoto(width: number, height: number, max = MAX_PHOTO_SIDE): { readonly width: number; readonly height: number } {
  const ratio = Math.min(1, max / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * ratio)), height: Math.max(1, Math.round(height * ratio)) };
}

export interface PreparedPhoto {
  readonly blob: Blob;
  readonly width: number;
  readonly height: number;
}

/**
 * Turns, shrinks and re-encodes a photo as JPEG. Drawing it anew also drops the camera's metadata, so a
 * grower's position never leaves the phone. Rejects when the browser cannot read the file as an image.
 */
export async function preparePhoto(file: Blob, max = MAX_PHOTO_SIDE): Promise<PreparedPhoto> {
  const bitmap = await createImageBitmap(file, { imageOrientation: "from-image" });
  const { width, height } = fitPhoto(bitmap.width, bitmap.height, max);
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  const brush = canvas.getContext("2d");
  if (brush === null) throw new Error("no 2d canvas");
  // A transparent PNG on JPEG would turn black.
  brush.fillStyle = "#fff";
  brush.fillRect(0, 0, width, height);
  brush.imageSmoothingQuality = "high";
  brush.drawImage(bitmap, 0, 0, width, height);
  bitmap.close();
  const blob = await new Promise<Blob | null>((resolve) => { canvas.toBlob(resolve, "image/jpeg", JPEG_QUALITY); });
  if (blob === null) throw new Error("the photo could not be encoded");
  return { blob, width, height };
}
