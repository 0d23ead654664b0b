import { ActionIcon, Popover, SegmentedControl, Stack, Text, TextInput, Tooltip, useMantineColorScheme, type MantineColorScheme } from '@mantine/core'
import { IconSettings } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { usePreferences } from './preferences.js'

/** Language, appearance and name of whoever sits in front. */
export function PreferencesMenu() {
  const { t } = useTranslation()
  const { language, author, speak, signAs } = usePreferences()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const schemes: { value: MantineColorScheme; label: string }[] = [
    { value: 'light', label: t('preferences.light') },
    { value: 'dark', label: t('preferences.dark') },
    { value: 'auto', label: t('preferences.auto') },
  ]
  return (
    <Popover width={300} position="bottom-end" shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <Tooltip label={t('preferences.title')}>
          <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t('preferences.title')}>
            <IconSettings size={20} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="sm">
          <div>
            <Text size="sm" fw={500} mb={4} id="preference-language">
              {t('preferences.language')}
            </Text>
            <SegmentedControl
              fullWidth
              aria-labelledby="preference-language"
              value={language}
              onChange={(chosen) => speak(chosen)}
              data={[
                { value: 'zh-CN', label: '中文' },
                { value: 'en', label: 'English' },
              ]}
            />
          </div>
          <div>
            <Text size="sm" fw={500} mb={4} id="preference-theme">
              {t('preferences.theme')}
            </Text>
            <SegmentedControl fullWidth aria-labelledby="preference-theme" value={colorScheme} onChange={(chosen) => setColorScheme(chosen)} data={schemes} />
          </div>
          <TextInput label={t('preferences.author')} description={t('preferences.authorHelp')} value={author} maxLength={100} onChange={(event) => signAs(event.currentTarget.value)} />
        </Stack>
      </Popover.Dropdown>
    </Popover>
  )
}
