import { App, DatePicker, Form, Input, Modal, Select } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { useTranslation } from 'react-i18next';
import type { Band } from '../../../shared/reference/audit-time-bands.ts';
import { eitherLanguage } from '../../../shared/reference/either-language.ts';
import { parameterTitle } from '../../../shared/reference/regulation-parameters.ts';
import { regulationKind } from '../../../shared/reference/regulation-value.ts';
import { rememberAuthor } from '../../engine/author.ts';
import { openSession } from '../../engine/session.ts';
import { useRead } from '../../engine/use-read.ts';
import type { Lang } from '../../i18n/index.ts';
import { AuthorField } from '../author-field.tsx';
import { bandFaultText, readBands, versionsOf } from './audit-time.ts';
import { editRegulation, faultOf, type ListedRow, tableFault } from './edits.ts';
import { valueText } from './texts.ts';

interface Props {
  readonly row: ListedRow;
  readonly lang: Lang;
  onSaved(): void;
  onClose(): void;
}

interface Values {
  readonly value?: string;
  readonly from: Dayjs | null;
  readonly to: Dayjs | null;
  readonly source: string;
  readonly status: ListedRow['status'];
  readonly reason: string;
  readonly author: string;
}

const dayOf = (d: Dayjs | null) => d?.format('YYYY-MM-DD') ?? null;

/** Changes one row: the value, its days, its source and how sure it is - with a reason and a name. */
export function RegulationForm({ row, lang, onSaved, onClose }: Props) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [form] = Form.useForm<Values>();
  const bands = useRead<readonly Band[]>([], readBands, []);
  const kind = regulationKind(row.parameter);
  const choices = {
    required: ['required'],
    numbering: ['own', 'annex'],
    table: versionsOf(bands),
    share: null,
    whole: null,
  }[kind];

  const save = async ({ value, from, to, ...rest }: Values) => {
    const edit = {
      ...row,
      ...rest,
      value: value?.trim() || null,
      valid_from: dayOf(from),
      valid_to: dayOf(to),
    };
    const fault = faultOf(edit, bands);
    const table = tableFault(edit, bands);
    if (fault === 'value')
      return form.setFields([{ name: 'value', errors: [t(`rules.law.faults.${kind}`)] }]);
    if (fault === 'bands' && table)
      return form.setFields([
        {
          name: 'value',
          errors: [t('rules.law.refusedTable', { fault: bandFaultText(edit.value ?? '', table, t) })],
        },
      ]);
    if (fault === 'dates') return form.setFields([{ name: 'to', errors: [t('rules.law.faults.dates')] }]);
    const engine = await openSession();
    await rememberAuthor(engine, rest.author);
    await editRegulation(engine, row.row_key, edit);
    message.success(t('rules.law.saved'));
    onSaved();
    onClose();
  };
  const required = { required: true, whitespace: true, message: t('rules.law.faults.empty') };
  return (
    <Modal
      open
      title={`${parameterTitle(row.parameter, lang)} · ${row.scheme === '*' ? t('rules.law.every') : row.scheme}`}
      okText={t('rules.law.save')}
      cancelText={t('rules.law.cancel')}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <p className="soft">{eitherLanguage(row.regulation, lang)}</p>
      <Form<Values>
        form={form}
        layout="vertical"
        onFinish={(values) => void save(values)}
        initialValues={{
          value: row.value ?? undefined,
          from: row.valid_from ? dayjs(row.valid_from) : null,
          to: row.valid_to ? dayjs(row.valid_to) : null,
          source: row.source,
          status: row.status,
        }}
      >
        <Form.Item name="value" label={t('rules.law.value')} extra={t(`rules.law.hints.${kind}`)}>
          {choices ? (
            <Select
              allowClear
              placeholder={t('rules.law.slot')}
              options={choices.map((c) => ({
                value: c,
                label: valueText(c, t),
              }))}
            />
          ) : (
            <Input allowClear placeholder={t('rules.law.slot')} />
          )}
        </Form.Item>
        <Form.Item label={t('rules.law.days')} style={{ marginBottom: 0 }}>
          <Form.Item name="from" style={{ display: 'inline-block', width: '48%', marginRight: '4%' }}>
            <DatePicker placeholder={t('rules.law.from')} style={{ width: '100%' }} />
          </Form.Item>
          <Form.Item name="to" style={{ display: 'inline-block', width: '48%' }}>
            <DatePicker placeholder={t('rules.law.to')} style={{ width: '100%' }} />
          </Form.Item>
        </Form.Item>
        <Form.Item name="source" label={t('rules.law.source')} rules={[required]}>
          <Input.TextArea rows={2} maxLength={400} />
        </Form.Item>
        <Form.Item name="status" label={t('rules.law.status')}>
          <Select
            options={(['verified', 'recall', 'unverified'] as const).map((value) => ({
              value,
              label: t(`rules.status.${value}`),
            }))}
          />
        </Form.Item>
        <Form.Item name="reason" label={t('rules.law.reason')} rules={[required]}>
          <Input maxLength={200} placeholder={t('rules.law.reasonHint')} />
        </Form.Item>
        <AuthorField label={t('rules.law.author')} missing={t('rules.law.faults.empty')} />
      </Form>
    </Modal>
  );
}
