import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRead } from '../engine/use-read.ts';
import { readWhitelist, type WhitelistEntry } from '../rules/whitelist.ts';
import { RevokeForm } from './whitelist-list.tsx';

/** Why a lead is suppressed, by whom and until when, and the way back. */
export function WhitelistNote({ id }: { readonly id: number }) {
  const { t } = useTranslation();
  const entries = useRead<readonly WhitelistEntry[]>([], readWhitelist, [id]);
  const entry = entries.find((e) => e.id === id);
  const [revoking, setRevoking] = useState(false);
  if (!entry) return null;
  return (
    <p className="notice">
      {t('findings.whitelist.by', {
        author: entry.author,
        date: entry.created_at.slice(0, 10),
        until: entry.expires_on,
        reason: entry.reason,
      })}
      <Button size="small" type="link" onClick={() => setRevoking(true)}>
        {t('findings.whitelist.revoke')}
      </Button>
      {revoking && <RevokeForm entry={entry} onClose={() => setRevoking(false)} />}
    </p>
  );
}
