import { App } from 'antd';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { failureText } from './failure-text.ts';

/** Nothing fails in silence: what no step has caught is said to the user. */
export function useFailures(): void {
  const { t } = useTranslation();
  const { message } = App.useApp();
  useEffect(() => {
    const onRejection = ({ reason }: PromiseRejectionEvent) => {
      if (reason instanceof DOMException && reason.name === 'AbortError') return;
      void message.error(t('app.failed', { reason: failureText(reason, t) }), 10);
    };
    addEventListener('unhandledrejection', onRejection);
    return () => removeEventListener('unhandledrejection', onRejection);
  }, [message, t]);
}
