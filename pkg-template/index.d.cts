import type * as api from "./index.js" with { "resolution-mode": "import" };

export type * from "./index.js" with { "resolution-mode": "import" };

export declare const load: typeof api.load;
export declare const compile: typeof api.compile;
export declare const seal: typeof api.seal;
export declare const check: typeof api.check;
export declare const coverage: typeof api.coverage;
export declare const floor: typeof api.floor;
export declare const diff: typeof api.diff;
export declare const importWarranty: typeof api.importWarranty;
