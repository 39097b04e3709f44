import { Alert } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useImport } from '../import-store.ts';
import { type Room, roomFor, sizeText } from '../room.ts';

const EVERY_MS = 2000;

/** Says before an import that the disk may be too full for it, and after one that it was. */
export function RoomNote({ folder }: { readonly folder: string }) {
  const { t } = useTranslation();
  const { candidates, progress, stopped } = useImport();
  const [room, setRoom] = useState<Room | null>(null);
  const waiting = progress === null && candidates.length > 0;
  useEffect(() => {
    setRoom(null);
    if (!waiting) return;
    let shown = true;
    const look = () => void roomFor(candidates).then((found) => shown && setRoom(found));
    look();
    // Others fill the disk too, and the analyst makes room.
    const timer = setInterval(look, EVERY_MS);
    return () => {
      shown = false;
      clearInterval(timer);
    };
  }, [candidates, waiting]);

  if (!waiting || !room || (!stopped && room.needed < room.left)) return null;
  const words = {
    file: stopped ?? '',
    needed: sizeText(room.needed),
    left: sizeText(room.left),
    folder: folder || t('importing.room.here'),
  };
  return (
    <Alert
      banner
      className="room-note"
      type={stopped ? 'error' : 'warning'}
      title={t(stopped ? 'importing.room.stopped' : 'importing.room.short', words)}
      description={t(stopped ? 'importing.room.stoppedHint' : 'importing.room.shortHint', words)}
    />
  );
}
