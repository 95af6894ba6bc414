import { createContext, useContext, useState } from 'react'
import { createPortal } from 'react-dom'
import { createRoot } from 'react-dom/client'

const Label = createContext('')

function Counter() {
  const [count, setCount] = useState(0)
  const label = useContext(Label)
  return (
    <button type="button" onClick={() => setCount(count + 1)}>
      {label} {count}
    </button>
  )
}

export function mount(element) {
  createRoot(element).render(
    <Label.Provider value="clicked">
      <Counter />
      {createPortal(<i>portal</i>, document.body)}
    </Label.Provider>,
  )
}
