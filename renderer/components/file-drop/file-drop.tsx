import { type ChangeEvent, type DragEvent, type ReactNode, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Picked, pickedFiles, walkEntries } from './entries.ts';
import './file-drop.css';

declare module 'react' {
  interface InputHTMLAttributes<T> {
    /** Makes a file input pick a folder; React passes it on but does not type it. */
    webkitdirectory?: T extends HTMLInputElement ? string : never;
  }
}

export interface FileDropProps {
  /** Files in name order, with each one's path inside the folder it came in. */
  readonly onFiles: (files: File[], paths: string[]) => void;
  /** Paths the system would not let us read. */
  readonly onUnreadable?: (paths: string[]) => void;
  readonly disabled?: boolean;
  /** What lies in the area; a function gets the two pickers for its buttons. */
  readonly children: ReactNode | ((pick: FilePickers) => ReactNode);
}

export interface FilePickers {
  readonly pickFiles: () => void;
  readonly pickFolder: () => void;
}

const carriesFiles = (event: DragEvent) => event.dataTransfer.types.includes('Files');

/** An area that takes dropped files and folders, and opens the system's pickers for its buttons. */
export function FileDrop({ onFiles, onUnreadable, disabled = false, children }: FileDropProps) {
  const { t } = useTranslation();
  const [over, setOver] = useState(false);
  const filesInput = useRef<HTMLInputElement>(null);
  const folderInput = useRef<HTMLInputElement>(null);

  const deliver = ({ files, unreadable }: Picked) => {
    if (files.length > 0)
      onFiles(
        files.map((f) => f.file),
        files.map((f) => f.path),
      );
    if (unreadable.length > 0) onUnreadable?.([...unreadable]);
  };
  const onDrop = (event: DragEvent) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    setOver(false);
    if (disabled) return;
    // The items are gone once the event is over, so the entries are taken before anything is awaited.
    const entries = [...event.dataTransfer.items].flatMap((item) => item.webkitGetAsEntry() ?? []);
    void walkEntries(entries).then(deliver);
  };
  const onDragOver = (event: DragEvent) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = disabled ? 'none' : 'copy';
    setOver(!disabled);
  };
  const onDragLeave = (event: DragEvent<HTMLElement>) => {
    if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false);
  };
  const onPicked = (event: ChangeEvent<HTMLInputElement>) => {
    deliver({ files: pickedFiles(event.target.files ?? []), unreadable: [] });
    // So that picking the same file again is a change too.
    event.target.value = '';
  };

  const pick: FilePickers = {
    pickFiles: () => filesInput.current?.click(),
    pickFolder: () => folderInput.current?.click(),
  };
  const hidden = { type: 'file', hidden: true, multiple: true, disabled, onChange: onPicked } as const;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping has its equal in the buttons inside
    <div
      className="file-drop"
      data-over={over}
      onDragOver={onDragOver}
      onDragLeave={onDragLeave}
      onDrop={onDrop}
    >
      <input ref={filesInput} name="files" {...hidden} />
      <input ref={folderInput} name="folder" webkitdirectory="" {...hidden} />
      {typeof children === 'function' ? children(pick) : children}
      {over && (
        <div className="file-drop-over" aria-hidden="true">
          {t('components.drop.release')}
        </div>
      )}
    </div>
  );
}
