import { App, DatePicker, Form, Input, Modal, Radio, Select } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { rememberAuthor } from '../engine/author.ts';
import { openSession } from '../engine/session.ts';
import { useRead } from '../engine/use-read.ts';
import { AuthorField } from '../rules/author-field.tsx';
import { useRules } from '../rules/rules-store.ts';
import { addToWhitelist, WHITELIST_FIELDS, type WhitelistField, wouldSuppress } from '../rules/whitelist.ts';
import type { Lead } from './lead.ts';

interface Values {
  readonly subject: string;
  readonly rules: 'one' | 'all';
  readonly reason: string;
  readonly author: string;
  readonly expires: Dayjs;
}

/** What the lead names, as values of the choice: `cert_no|Q1`. Of a cell with two bodies each is one. */
function subjectsOf(lead: Lead): { field: WhitelistField; value: string }[] {
  return WHITELIST_FIELDS.flatMap((field) =>
    (field === 'finding_id' ? [lead.finding_id] : (lead[field]?.split('; ') ?? [])).map((value) => ({
      field,
      value,
    })),
  );
}

/** An entry counts for at most so long: then somebody has to look again. */
const MOST_YEARS = 3;

/** Asks what is to be suppressed, why, by whom and until when. */
export function WhitelistForm({ lead, onClose }: { readonly lead: Lead; onClose(): void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [form] = Form.useForm<Values>();
  const [saving, setSaving] = useState(false);
  const subject = Form.useWatch('subject', form);
  const scope = Form.useWatch('rules', form);
  const today = dayjs().startOf('day');
  const wishOf = (chosen: string, rules: Values['rules']) => {
    const at = chosen.indexOf('|');
    const field = chosen.slice(0, at) as WhitelistField;
    return {
      field,
      value: chosen.slice(at + 1),
      rule_code: rules === 'all' && field !== 'finding_id' ? null : lead.rule_code,
    };
  };

  const count = useRead<number | null>(
    null,
    async (engine) => (subject ? wouldSuppress(engine, wishOf(subject, scope)) : null),
    [subject, scope],
  );

  const save = async (values: Values) => {
    setSaving(true);
    try {
      const engine = await openSession();
      await rememberAuthor(engine, values.author);
      await addToWhitelist(engine, {
        ...wishOf(values.subject, values.rules),
        reason: values.reason,
        author: values.author,
        expires_on: values.expires.format('YYYY-MM-DD'),
      });
      await useRules.getState().refresh();
      message.success(t('findings.whitelist.added'));
      onClose();
    } finally {
      setSaving(false);
    }
  };
  const required = { required: true, whitespace: true, message: t('findings.whitelist.required') };
  return (
    <Modal
      open
      title={t('findings.whitelist.add')}
      okText={t('findings.whitelist.save')}
      cancelText={t('findings.whitelist.cancel')}
      confirmLoading={saving}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form
        form={form}
        layout="vertical"
        onFinish={(values) => void save(values)}
        initialValues={{
          subject: `finding_id|${lead.finding_id}`,
          rules: 'one',
          expires: today.add(1, 'year'),
        }}
      >
        <Form.Item name="subject" label={t('findings.whitelist.subject')}>
          <Select
            options={subjectsOf(lead).map(({ field, value }) => ({
              value: `${field}|${value}`,
              label: `${t(`findings.whitelist.fields.${field}`)}${field === 'finding_id' ? '' : ` ${value}`}`,
            }))}
          />
        </Form.Item>
        {!subject?.startsWith('finding_id|') && (
          <Form.Item name="rules" label={t('findings.whitelist.rules')}>
            <Radio.Group
              options={[
                { value: 'one', label: t('findings.whitelist.thisRule', { code: lead.rule_code }) },
                { value: 'all', label: t('findings.whitelist.allRules') },
              ]}
            />
          </Form.Item>
        )}
        <Form.Item name="reason" label={t('findings.whitelist.reason')} rules={[required]}>
          <Input.TextArea
            rows={3}
            maxLength={500}
            showCount
            placeholder={t('findings.whitelist.reasonHint')}
          />
        </Form.Item>
        <AuthorField label={t('findings.whitelist.author')} missing={t('findings.whitelist.required')} />
        <Form.Item
          name="expires"
          label={t('findings.whitelist.expires')}
          extra={t('findings.whitelist.expiresHint')}
          rules={[{ required: true, message: t('findings.whitelist.required') }]}
        >
          <DatePicker
            allowClear={false}
            disabledDate={(day) => day.isBefore(today) || day.isAfter(today.add(MOST_YEARS, 'year'))}
          />
        </Form.Item>
      </Form>
      {count !== null && <p className="soft">{t('findings.whitelist.would', { count })}</p>}
    </Modal>
  );
}
