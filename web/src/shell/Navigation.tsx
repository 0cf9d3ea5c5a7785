import { useTranslation } from 'react-i18next';
import { NavLink } from 'react-router';
import type { Me } from '@/signin/useMe';
import { Icon, type IconName } from '@/ui';
import css from './Navigation.module.css';
import { UserMenu } from './UserMenu';

export const pages = [
  { path: '/ask', name: 'ask', icon: 'ask', key: 'a' },
  { path: '/data', name: 'data', icon: 'data', key: 'd' },
  { path: '/memory', name: 'memory', icon: 'memory', key: 'm' },
  { path: '/watch', name: 'watch', icon: 'watch', key: 'w' },
  { path: '/manage', name: 'manage', icon: 'manage', key: 's' },
] as const satisfies { path: string; name: string; icon: IconName; key: string }[];

/** The five pages, and who is here. On narrow screens a bar at the bottom. */
export function Navigation({ me }: { me: Me }) {
  const { t } = useTranslation();
  return (
    <nav className={css.nav} aria-label={t('shell.pages')}>
      <NavLink to="/ask" className={css.brand} aria-label="Memori">
        <img src="/icon.svg" alt="" width={24} height={24} />
        <span>Memori</span>
      </NavLink>
      <ul className={css.pages}>
        {pages.map((page) => (
          <li key={page.path}>
            <NavLink to={page.path} className={css.link}>
              <Icon name={page.icon} />
              <span>{t(`shell.page.${page.name}`)}</span>
            </NavLink>
          </li>
        ))}
      </ul>
      <div className={css.foot}>
        <UserMenu me={me} />
      </div>
    </nav>
  );
}
