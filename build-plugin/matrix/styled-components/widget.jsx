import { useState } from 'react'
import { createRoot } from 'react-dom/client'
import styled, { createGlobalStyle, ThemeProvider } from 'styled-components'

const Button = styled.button`
  color: ${({ theme }) => theme.color};
  &:disabled { opacity: 0.5 }
`
const Global = createGlobalStyle`.global { color: rgb(4, 5, 6) }`

function Widget() {
  const [count, setCount] = useState(0)
  return (
    <ThemeProvider theme={{ color: 'rgb(1, 2, 3)' }}>
      <Global />
      <p className="global">global</p>
      <Button type="button" onClick={() => setCount(count + 1)}>
        clicked {count}
      </Button>
    </ThemeProvider>
  )
}

export const mount = element => createRoot(element).render(<Widget />)

export function values(element) {
  const colorOf = selector => getComputedStyle(element.querySelector(selector)).color
  return { button: colorOf('button'), global: colorOf('.global') }
}
