import { UnstyledButton } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import classes from './Keypad.module.css'

const keys = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#'] as const
const letters: Readonly<Record<string, string>> = { 2: 'ABC', 3: 'DEF', 4: 'GHI', 5: 'JKL', 6: 'MNO', 7: 'PQRS', 8: 'TUV', 9: 'WXYZ' }

export const isPhoneKey = (key: string): boolean => (keys as readonly string[]).includes(key)

export interface KeypadProps {
  readonly disabled?: boolean
  readonly onPress: (digit: string) => void
}

/** The keys of a telephone. */
export function Keypad({ disabled = false, onPress }: KeypadProps) {
  const { t } = useTranslation('softphone')
  const names: Readonly<Record<string, string>> = { '*': t('keypad.star'), '#': t('keypad.hash') }
  return (
    <div className={classes.keypad} role="group" aria-label={t('keypad.label')}>
      {keys.map((key) => (
        <UnstyledButton key={key} className={classes.key ?? ''} disabled={disabled} onClick={() => onPress(key)} aria-label={names[key] ?? key}>
          <span className={classes.digit}>{key}</span>
          <span className={classes.letters} data-letters={letters[key] ?? ''} aria-hidden />
        </UnstyledButton>
      ))}
    </div>
  )
}
