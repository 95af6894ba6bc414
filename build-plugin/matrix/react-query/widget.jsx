import { QueryClient, QueryClientProvider, useMutation, useQuery } from '@tanstack/react-query'
import { createRoot } from 'react-dom/client'

let stored = 0
const client = new QueryClient()

function Counter() {
  const { data } = useQuery({ queryKey: ['count'], queryFn: async () => stored })
  const { mutate } = useMutation({
    mutationFn: async () => ++stored,
    onSuccess: () => client.invalidateQueries({ queryKey: ['count'] }),
  })
  return (
    <button type="button" onClick={() => mutate()}>
      clicked {data}
    </button>
  )
}

export function mount(element) {
  createRoot(element).render(
    <QueryClientProvider client={client}>
      <Counter />
    </QueryClientProvider>,
  )
}
