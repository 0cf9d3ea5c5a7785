import { Suspense, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Outlet, useLocation } from 'react-router';
import { resumeRuns } from '@/ask/run/runs';
import { SignIn } from '@/signin/SignIn';
import { isIn, useMe } from '@/signin/useMe';
import { Notice, Waiting } from '@/ui';
import { Announcer } from './Announcer';
import { Boundary } from './Boundary';
import { CommandPalette } from './CommandPalette';
import { Navigation, pages } from './Navigation';
import css from './Shell.module.css';
import { ShortcutHelp } from './ShortcutHelp';
import { TopBar } from './TopBar';
import { useShellKeys } from './useShellKeys';

/** What stands around every page; who may not in yet sees the way in. */
export function Shell() {
  const { t } = useTranslation();
  const me = useMe();
  const { open, show, hide } = useShellKeys();
  const { pathname } = useLocation();
  const page = pages.find(({ path }) => pathname.startsWith(path));
  useEffect(() => {
    document.title = page ? `${t(`shell.page.${page.name}`)} · Memori` : 'Memori';
  }, [page, t]);
  const authenticated = me.data && isIn(me.data);
  useEffect(() => {
    if (authenticated) {
      resumeRuns();
    }
  }, [authenticated]);
  if (me.data === undefined) {
    return (
      <main className={css.alone}>
        {me.error ? <Notice problem={me.error} onRetry={() => me.refetch()} /> : <Waiting />}
      </main>
    );
  }
  if (!authenticated) {
    return <SignIn />;
  }
  return (
    <Announcer>
      <a className={css.skip} href="#content">
        {t('shell.skip')}
      </a>
      <div className={css.shell}>
        <Navigation me={me.data} />
        <TopBar onSearch={() => show('palette')} onHelp={() => show('help')} />
        <main id="content" className={css.content} tabIndex={-1} key={pathname.split('/')[1]}>
          <Boundary place={pathname}>
            <Suspense fallback={<Waiting />}>
              <Outlet />
            </Suspense>
          </Boundary>
        </main>
      </div>
      <CommandPalette open={open === 'palette'} onClose={hide} onHelp={() => show('help')} />
      <ShortcutHelp open={open === 'help'} onClose={hide} />
    </Announcer>
  );
}
