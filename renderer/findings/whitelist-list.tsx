import { App, Button, Form, Input, Modal, Table, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { rememberAuthor } from '../engine/author.ts';
import { openSession } from '../engine/session.ts';
import { useRead } from '../engine/use-read.ts';
import { AuthorField } from '../rules/author-field.tsx';
import { useRules } from '../rules/rules-store.ts';
import { readWhitelist, revokeFromWhitelist, type WhitelistEntry } from '../rules/whitelist.ts';

/** Whether an entry counts for the run: in force, expired before its as-of date, or revoked. */
export function entryState(entry: WhitelistEntry, asOf: string): 'active' | 'expired' | 'revoked' {
  if (entry.revoked_at !== null) return 'revoked';
  return entry.expires_on < asOf ? 'expired' : 'active';
}

const COLOUR = { active: 'green', expired: 'default', revoked: 'default' } as const;

/** Every entry there ever was, with who, why, until when, and what became of it. */
export function WhitelistList({ onClose }: { onClose(): void }) {
  const { t } = useTranslation();
  const { generation, asOf } = useRules();
  const entries = useRead<readonly WhitelistEntry[]>([], readWhitelist, [generation]);
  const [revoking, setRevoking] = useState<WhitelistEntry | null>(null);
  return (
    <Modal open width={1080} title={t('findings.whitelist.title')} footer={null} onCancel={onClose}>
      <Table<WhitelistEntry>
        size="small"
        rowKey="id"
        dataSource={[...entries]}
        pagination={entries.length > 20 ? { pageSize: 20 } : false}
        locale={{ emptyText: t('findings.whitelist.none') }}
        columns={[
          {
            title: t('findings.whitelist.subject'),
            render: (_, e) => (
              <>
                {t(`findings.whitelist.fields.${e.field}`)} <span className="mono">{e.value}</span>
                <br />
                <span className="soft">
                  {e.rule_code === null
                    ? t('findings.whitelist.allRules')
                    : t('findings.whitelist.thisRule', { code: e.rule_code })}
                </span>
              </>
            ),
          },
          { title: t('findings.whitelist.reason'), dataIndex: 'reason' },
          { title: t('findings.whitelist.author'), dataIndex: 'author', width: 90 },
          { title: t('findings.whitelist.expires'), dataIndex: 'expires_on', width: 110 },
          { title: t('findings.whitelist.suppresses'), dataIndex: 'suppresses', align: 'right', width: 80 },
          {
            title: t('findings.whitelist.state'),
            width: 190,
            render: (_, e) => {
              const state = entryState(e, asOf);
              return state === 'active' ? (
                <>
                  <Tag color={COLOUR[state]}>{t(`findings.whitelist.states.${state}`)}</Tag>
                  <Button size="small" type="link" onClick={() => setRevoking(e)}>
                    {t('findings.whitelist.revoke')}
                  </Button>
                </>
              ) : (
                <>
                  <Tag color={COLOUR[state]}>{t(`findings.whitelist.states.${state}`)}</Tag>
                  {state === 'revoked' && (
                    <span className="soft">
                      {e.revoked_by}：{e.revoke_reason}
                    </span>
                  )}
                </>
              );
            },
          },
        ]}
      />
      {revoking && <RevokeForm entry={revoking} onClose={() => setRevoking(null)} />}
    </Modal>
  );
}

/** Asks who takes an entry back, and why. */
export function RevokeForm({
  entry,
  onClose,
}: {
  readonly entry: Pick<WhitelistEntry, 'id'>;
  onClose(): void;
}) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [form] = Form.useForm<{ author: string; reason: string }>();
  const required = { required: true, whitespace: true, message: t('findings.whitelist.required') };
  return (
    <Modal
      open
      title={t('findings.whitelist.revokeTitle')}
      okText={t('findings.whitelist.revoke')}
      cancelText={t('findings.whitelist.cancel')}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form
        form={form}
        layout="vertical"
        onFinish={async (by) => {
          const engine = await openSession();
          await rememberAuthor(engine, by.author);
          await revokeFromWhitelist(engine, entry.id, by);
          await useRules.getState().refresh();
          message.success(t('findings.whitelist.revoked'));
          onClose();
        }}
      >
        <Form.Item name="reason" label={t('findings.whitelist.reason')} rules={[required]}>
          <Input.TextArea rows={2} maxLength={500} />
        </Form.Item>
        <AuthorField label={t('findings.whitelist.author')} missing={t('findings.whitelist.required')} />
      </Form>
    </Modal>
  );
}
