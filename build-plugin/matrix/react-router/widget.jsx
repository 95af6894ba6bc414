import { createRoot } from 'react-dom/client'
import { createMemoryRouter, RouterProvider, useNavigate, useParams } from 'react-router-dom'

function Page() {
  const count = Number(useParams().count)
  const navigate = useNavigate()
  return (
    <button type="button" onClick={() => navigate(`/${count + 1}`)}>
      clicked {count}
    </button>
  )
}

export function mount(element) {
  const router = createMemoryRouter([{ path: '/:count', element: <Page /> }], { initialEntries: ['/0'] })
  createRoot(element).render(<RouterProvider router={router} />)
}
