export declare const root: URL;
export declare function isBuilt(): boolean;
export declare function isFresh(): boolean;
