import type * as api from "./page.js" with { "resolution-mode": "import" };

export type * from "./page.js" with { "resolution-mode": "import" };

export declare const load: typeof api.load;
export declare const compile: typeof api.compile;
