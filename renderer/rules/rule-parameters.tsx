import { DatePicker, Input, InputNumber, Select } from 'antd';
import dayjs from 'dayjs';
import { useTranslation } from 'react-i18next';
import type { ParameterValue, Rule, RuleParameter } from '../../shared/rule.ts';
import type { Lang } from '../i18n/index.ts';
import { useRules } from './rules-store.ts';

/** The parameters of a rule, to be changed; they apply at the next run. */
export function RuleParameters({ rule, lang }: { readonly rule: Rule; readonly lang: Lang }) {
  const { t } = useTranslation();
  const { values, setValue } = useRules();
  const entries = Object.entries(rule.params);
  if (entries.length === 0) return <p className="soft">{t('rules.noParameters')}</p>;
  const own = values[rule.code] ?? {};
  return (
    <div className="parameters">
      {entries.map(([name, p]) => (
        // biome-ignore lint/a11y/noLabelWithoutControl: the input inside is antd's
        <label key={name}>
          <span>{p.title[lang]}</span>
          <ParameterInput
            parameter={p}
            value={own[name] ?? p.default}
            onChange={(value) => void setValue(rule.code, name, value)}
          />
        </label>
      ))}
      {Object.keys(own).length > 0 && <span className="soft">{t('rules.changed')}</span>}
    </div>
  );
}

interface InputProps {
  readonly parameter: RuleParameter;
  readonly value: ParameterValue;
  onChange(value: ParameterValue): void;
}

function ParameterInput({ parameter, value, onChange }: InputProps) {
  switch (parameter.type) {
    case 'integer':
    case 'decimal':
      return (
        <InputNumber
          size="small"
          value={Number(value)}
          min={parameter.min ?? Number.MIN_SAFE_INTEGER}
          max={parameter.max ?? Number.MAX_SAFE_INTEGER}
          precision={parameter.type === 'integer' ? 0 : undefined}
          step={parameter.type === 'integer' ? 1 : 0.05}
          onChange={(v) => v !== null && onChange(v)}
        />
      );
    case 'date':
      return (
        <DatePicker
          size="small"
          allowClear={false}
          value={dayjs(String(value))}
          onChange={(d) => d && onChange(d.format('YYYY-MM-DD'))}
        />
      );
    case 'list':
      return (
        <Select
          size="small"
          mode="tags"
          style={{ minWidth: 160 }}
          value={value as string[]}
          onChange={onChange}
        />
      );
    case 'text':
      return <Input size="small" value={String(value)} onChange={(e) => onChange(e.target.value)} />;
  }
}
