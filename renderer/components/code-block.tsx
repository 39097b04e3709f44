import { CheckOutlined, CopyOutlined, DownOutlined, RightOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useEffect, useId, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { copyText } from './copy-text.ts';
import { sqlTokens } from './sql-tokens.ts';
import './components.css';

export interface CodeBlockProps {
  readonly code: string;
  /** A word over it, such as SQL or a file name. */
  readonly title: string;
  /** Given, the block can be folded, and starts as it says. */
  readonly folded?: boolean;
}

/** SQL as it runs, wrapped, to be read and copied. */
export function CodeBlock({ code, title, folded }: CodeBlockProps) {
  const { t } = useTranslation();
  const id = useId();
  const [open, setOpen] = useState(!folded);
  const [copied, setCopied] = useState(false);
  const tokens = useMemo(() => sqlTokens(code), [code]);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 1500);
    return () => clearTimeout(timer);
  }, [copied]);

  return (
    <section className="code-block" aria-label={title}>
      <header>
        {folded === undefined ? (
          <span className="code-block-title">{title}</span>
        ) : (
          <button
            type="button"
            className="code-block-title"
            aria-expanded={open}
            aria-controls={id}
            title={open ? t('components.code.hide') : t('components.code.show')}
            onClick={() => setOpen(!open)}
          >
            {open ? <DownOutlined /> : <RightOutlined />}
            {title}
          </button>
        )}
        <Button
          type="text"
          size="small"
          autoInsertSpace={false}
          icon={copied ? <CheckOutlined /> : <CopyOutlined />}
          onClick={() => setCopied(copyText(code))}
        >
          {copied ? t('components.code.copied') : t('components.code.copy')}
        </Button>
      </header>
      <pre id={id} hidden={!open}>
        <code>
          {tokens.map(({ kind, text }, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one text never move
            <span key={i} className={`code-${kind}`}>
              {text}
            </span>
          ))}
        </code>
      </pre>
    </section>
  );
}
