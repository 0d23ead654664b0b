import { Anchor, AppShell, Group, Text } from '@mantine/core'
import { IconCalendarTime, IconDialpad, IconHeadset, IconMessageQuestion, IconPhoneCall, IconSitemap } from '@tabler/icons-react'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { NavLink, Outlet } from 'react-router'
import { PreferencesMenu } from './PreferencesMenu.js'
import classes from './Shell.module.css'
import { useStanding } from './standing.js'
import { StandingCallChip } from './StandingCallChip.js'

const SeatBell = lazy(async () => ({ default: (await import('../seat/SeatBell.js')).SeatBell }))

const pages = [
  { to: '/flows', text: 'nav.flows', Icon: IconSitemap },
  { to: '/calendars', text: 'nav.calendars', Icon: IconCalendarTime },
  { to: '/numbers', text: 'nav.numbers', Icon: IconDialpad },
  { to: '/calls', text: 'nav.calls', Icon: IconPhoneCall },
  { to: '/inbox', text: 'nav.inbox', Icon: IconMessageQuestion },
  { to: '/seat', text: 'nav.seat', Icon: IconHeadset },
] as const

/** What every page has around it. */
export function Shell() {
  const { t } = useTranslation()
  return (
    <AppShell header={{ height: 48 }} padding={0}>
      <a className="cc-skip" href="#content">
        {t('nav.skip')}
      </a>
      <AppShell.Header className={classes.header}>
        <Anchor component={NavLink} to="/flows" underline="never" className={classes.brand}>
          <img src="/icon.svg" alt="" width={24} height={24} />
          <Text component="span" fw={700} size="md">
            {t('name')}
          </Text>
        </Anchor>
        <nav aria-label={t('nav.main')} className={classes.nav}>
          {pages.map(({ to, text, Icon }) => (
            <NavLink key={to} to={to} className={classes.link ?? ''}>
              <Icon size={18} aria-hidden />
              {t(text)}
              {to === '/seat' && <SeatMark />}
            </NavLink>
          ))}
        </nav>
        <Group gap="xs" ml="auto">
          <StandingCallChip />
          <PreferencesMenu />
        </Group>
      </AppShell.Header>
      <AppShell.Main id="content" tabIndex={-1} className={classes.main}>
        <Outlet />
      </AppShell.Main>
    </AppShell>
  )
}

/** That somebody sits, and what happens there: it is told on every page. */
function SeatMark() {
  const { t } = useTranslation()
  const state = useStanding(({ seat }) => seat?.state)
  if (state === undefined) return null
  return (
    <>
      <span className={classes.mark} data-state={state}>
        {t(`seat.${state}`)}
      </span>
      <Suspense fallback={null}>
        <SeatBell />
      </Suspense>
    </>
  )
}
