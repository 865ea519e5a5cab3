import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { ApiError } from './api.ts'
import './app.css'
import { createConsoleRouter } from './router.tsx'
import { applyTheme } from './theme.ts'
import { ToastArea } from './ui/toasts.tsx'

applyTheme()

const client = new QueryClient({
  defaultOptions: {
    queries: {
      retry: (count, error) =>
        count < 2 && error instanceof ApiError && (error.status === 0 || error.status >= 500),
      staleTime: 5_000,
    },
  },
})
const router = createConsoleRouter(client)
const root = document.getElementById('root')
if (root !== null)
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={client}>
        <ToastArea>
          <RouterProvider router={router} />
        </ToastArea>
      </QueryClientProvider>
    </StrictMode>,
  )
