import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { speaksFor } from '@/api/identity';
import { type Me, signOut } from '@/signin/useMe';
import { Icon, Menu, type MenuItem, Muted } from '@/ui';
import css from './UserMenu.module.css';

/** Who the page speaks for, and whether anybody at this machine may. */
export function UserMenu({ me }: { me: Me }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const items: MenuItem[] = [{ label: t('shell.page.manage'), icon: 'manage', onClick: () => navigate('/manage') }];
  if (!me.open) {
    items.push({ label: t('signin.out'), icon: 'signOut', onClick: signOut });
  }
  return (
    <Menu
      items={items}
      target={
        <button type="button" className={css.user}>
          <span className={css.face}>
            <Icon name="user" size={16} />
          </span>
          <span className={css.words}>
            <span className={css.name}>{speaksFor() ?? me.user_id}</span>
            <Muted small clip>
              {me.open ? t('shell.open') : t(`role.${me.role ?? 'user'}` as 'role.user')}
            </Muted>
          </span>
        </button>
      }
    />
  );
}
