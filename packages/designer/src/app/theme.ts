import { createTheme, type MantineColorsTuple } from '@mantine/core'

const brand: MantineColorsTuple = ['#e8f3fd', '#d3e4f6', '#a5c8ee', '#74aae6', '#4c91df', '#3381db', '#2072d0', '#1466c2', '#055bae', '#004e9a']

/** Dense, for people who work in it all day; text never lighter than WCAG AA allows. */
export const theme = createTheme({
  primaryColor: 'brand',
  colors: { brand },
  primaryShade: 7,
  autoContrast: true,
  defaultRadius: 'sm',
  cursorType: 'pointer',
  focusRing: 'auto',
  respectReducedMotion: true,
  fontFamily: "'Inter', 'Segoe UI', 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Noto Sans SC', system-ui, sans-serif",
  fontFamilyMonospace: "'JetBrains Mono', 'SF Mono', Consolas, 'Noto Sans Mono CJK SC', monospace",
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.25rem' },
  headings: { fontWeight: '600', sizes: { h1: { fontSize: '1.375rem' }, h2: { fontSize: '1.125rem' }, h3: { fontSize: '1rem' } } },
  components: {
    // In its own colour a yellow title could not be read on yellow: the ground and the icon tell the colour.
    Alert: { styles: { title: { color: 'var(--mantine-color-text)' } } },
    Button: { defaultProps: { size: 'sm' } },
    // A placeholder that takes the focus is no item, and so may not stand in a menu: the first item takes it.
    Menu: { defaultProps: { withInitialFocusPlaceholder: false } },
    TextInput: { defaultProps: { size: 'sm' } },
    Modal: { styles: { title: { fontWeight: 600, fontSize: 'var(--mantine-font-size-lg)' } } },
    Tooltip: { defaultProps: { openDelay: 300, withArrow: true } },
  },
})
