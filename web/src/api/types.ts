import type { components } from './schema';

/** The documents of the service by their names in its OpenAPI document. */
export type Schemas = components['schemas'];
