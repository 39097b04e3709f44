import {
  AuditOutlined,
  BookOutlined,
  DashboardOutlined,
  DatabaseOutlined,
  LinkOutlined,
} from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { type Screen, useView } from './view-store.ts';

const ICONS: Record<Screen, typeof AuditOutlined> = {
  overview: DashboardOutlined,
  data: DatabaseOutlined,
  leads: AuditOutlined,
  matches: LinkOutlined,
  law: BookOutlined,
};

/** Where am I. */
export function Rail() {
  const { t } = useTranslation();
  const { screen, go } = useView();
  return (
    <nav className="rail" aria-label={t('app.fullName')}>
      <div className="brand">{t('app.name')}</div>
      {(Object.keys(ICONS) as Screen[]).map((name) => {
        const Icon = ICONS[name];
        return (
          <button
            type="button"
            key={name}
            aria-current={screen === name ? 'page' : undefined}
            onClick={() => go(name)}
          >
            <Icon aria-hidden />
            {t(`app.nav.${name}`)}
          </button>
        );
      })}
    </nav>
  );
}
