import { QueryClientProvider } from '@tanstack/react-query';
import { BrowserRouter } from 'react-router';
import { queryClient } from './api/query';
import { Pages } from './routes';
import { Boundary } from './shell/Boundary';
import { Theme } from './ui';

export function App() {
  return (
    <Theme>
      <QueryClientProvider client={queryClient}>
        <BrowserRouter>
          <Boundary>
            <Pages />
          </Boundary>
        </BrowserRouter>
      </QueryClientProvider>
    </Theme>
  );
}
