/** Light or dark: as the system says, until the person chooses. */

const STORED = 'multimail.theme'
const system = window.matchMedia('(prefers-color-scheme: dark)')

export type Theme = 'light' | 'dark'

export function themeNow(): Theme {
  const chosen = localStorage.getItem(STORED)
  if (chosen === 'light' || chosen === 'dark') return chosen
  return system.matches ? 'dark' : 'light'
}

/** Shows the theme, and follows the system while nothing is chosen. */
export function applyTheme(): void {
  document.documentElement.dataset.theme = themeNow()
  system.addEventListener('change', () => {
    document.documentElement.dataset.theme = themeNow()
  })
}

export function chooseTheme(theme: Theme): void {
  localStorage.setItem(STORED, theme)
  document.documentElement.dataset.theme = theme
}
