import { useId, useRef, useState } from "react";
import type { ReactNode } from "react";
import { Icon } from "./Icon.tsx";
import { useWords } from "./Preferences.tsx";
import { preparePhoto } from "./photo.ts";
import type { PreparedPhoto } from "./photo.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";
import "./PhotoPicker.css";

export interface PickedPhoto {
  readonly key: string;
  /** Anything an <img> takes: an object URL, or the server's address. */
  readonly url: string;
  /** The page is still uploading it. */
  readonly busy?: boolean | undefined;
}

export interface PhotoPickerProps {
  readonly photos: readonly PickedPhoto[];
  /** Gets the photo already turned, at most 1600 px, JPEG, without metadata. The page keeps or uploads it. */
  readonly onPick: (photo: PreparedPhoto) => void | Promise<void>;
  readonly onRemove: (key: string) => void;
  readonly max?: number | undefined;
  readonly label: string;
}

/** First photo large: it is the one on the clock. `capture` opens the camera at once on a phone. */
export function PhotoPicker({ photos, onPick, onRemove, max = 4, label }: PhotoPickerProps): ReactNode {
  const words = useWords(zh, en).photo;
  const id = useId();
  const camera = useRef<HTMLInputElement>(null);
  const album = useRef<HTMLInputElement>(null);
  const [reading, setReading] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const take = async (files: FileList | null): Promise<void> => {
    if (files === null || files.length === 0) return;
    setProblem(null);
    setReading(true);
    try {
      for (const file of [...files].slice(0, max - photos.length)) await onPick(await preparePhoto(file));
      if (files.length > max - photos.length) setProblem(words.tooMany(max));
    } catch {
      setProblem(words.notImage);
    } finally {
      setReading(false);
      for (const input of [camera.current, album.current]) if (input !== null) input.value = "";
    }
  };
  const full = photos.length >= max;
  return (
    <div className="hl-photos" role="group" aria-label={label} aria-describedby={problem === null ? undefined : `${id}-problem`} aria-busy={reading}>
      <ul>
        {photos.map((photo, index) => (
          <li key={photo.key} data-busy={photo.busy || undefined}>
            <img src={photo.url} alt={words.alt(index + 1)} />
            {index === 0 ? <span className="hl-photos-main">{words.main}</span> : null}
            <button type="button" onClick={() => onRemove(photo.key)} aria-label={`${words.remove} ${words.alt(index + 1)}`}><Icon name="close" /></button>
          </li>
        ))}
        {full ? null : (
          <li className="hl-photos-add">
            <button type="button" onClick={() => camera.current?.click()} disabled={reading}><Icon name="camera" size="2rem" /><span>{reading ? words.reading : words.take}</span></button>
            <button type="button" onClick={() => album.current?.click()} disabled={reading}><Icon name="photo" /><span>{words.choose}</span></button>
          </li>
        )}
      </ul>
      <input ref={camera} type="file" accept="image/*" capture="environment" hidden tabIndex={-1} onChange={(event) => { void take(event.currentTarget.files); }} />
      <input ref={album} type="file" accept="image/*" multiple hidden tabIndex={-1} onChange={(event) => { void take(event.currentTarget.files); }} />
      <p id={`${id}-problem`} className="hl-photos-problem" aria-live="polite">{problem}</p>
    </div>
  );
}
