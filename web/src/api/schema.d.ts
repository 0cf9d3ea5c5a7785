// Generated from /openapi.json by tools/openapi/generate.js. Do not edit.

export interface paths {
    "/api/admin/alerts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    before?: string;
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["AlertListDocument"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    actor?: string;
                    before?: number;
                    datasource?: number;
                    from?: string;
                    kind?: string;
                    limit?: number;
                    outcome?: string;
                    text?: string;
                    to?: string;
                    user?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["AuditPageDocument"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/audit/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    actor?: string;
                    before?: number;
                    datasource?: number;
                    format?: string;
                    from?: string;
                    kind?: string;
                    limit?: number;
                    outcome?: string;
                    text?: string;
                    to?: string;
                    user?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/x-ndjson": string;
                        "text/csv": string;
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/audit/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["AuditReportDocument"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["JobListDocument"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/jobs/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    name: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["JobDocument"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/jobs/{name}/run": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    name: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["JobDocument"];
                    };
                };
            };
        };
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    name: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["JobDocument"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/jobs/{name}/runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    name: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["JobRunListDocument"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/jobs/queue": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    queue?: string;
                    state?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["QueuedJobListDocument"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/jobs/queue/{queue}/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                    queue: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["QueuedJobDocument"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["KeyListDocument"];
                    };
                };
            };
        };
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["CreateKeyRequest"];
                };
            };
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["KeyDocument"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/keys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/keys/{id}/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: {
                content: {
                    "application/json": null | components["schemas"]["RotateKeyRequest"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["KeyDocument"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/memory": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    days?: number;
                    owners?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["MemoryOverviewDocument"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SettingListDocument"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    offset?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["UserListDocument"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/ai/chat": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: {
                    session_id?: string;
                    user_id?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ChatRequest"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ChatDocument"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/answers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    before?: string;
                    conversation_id?: string;
                    datasource_id?: number;
                    limit?: number;
                    text?: string;
                    user_id?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["AnswerListDocument"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/answers/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    user_id?: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["KeptAnswerDocument"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete: {
            parameters: {
                query?: {
                    user_id?: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/answers/{id}/feedback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: {
                    user_id?: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["AnswerVerdictRequest"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["AnswerVerdictDocument"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/conversations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    before?: string;
                    datasource_id?: number;
                    limit?: number;
                    user_id?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ConversationListDocument"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/conversations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete: {
            parameters: {
                query?: {
                    user_id?: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        options?: never;
        head?: never;
        patch: {
            parameters: {
                query?: {
                    user_id?: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NameConversationRequest"];
                };
            };
            responses: {
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        trace?: never;
    };
    "/api/datasources": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    user_id?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["DataSourceListDocument"];
                    };
                };
            };
        };
        put?: never;
        post: {
            parameters: {
                query?: {
                    user_id?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["AddDataSourceRequest"];
                };
            };
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["DataSourceDocument"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/datasources/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    user_id?: string;
                };
                header?: never;
                path: {
                    id: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["DataSourceDocument"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete: {
            parameters: {
                query?: {
                    user_id?: string;
                };
                header?: never;
                path: {
                    id: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        options?: never;
        head?: never;
        patch: {
            parameters: {
                query?: {
                    user_id?: string;
                };
                header?: never;
                path: {
                    id: number;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ChangeDataSourceRequest"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["DataSourceDocument"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/datasources/{id}/annotations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    user_id?: string;
                };
                header?: never;
                path: {
                    id: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SchemaAnnotations"];
                    };
                };
            };
        };
        put: {
            parameters: {
                query?: {
                    user_id?: string;
                };
                header?: never;
                path: {
                    id: number;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["SchemaAnnotations"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SchemaAnnotations"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/datasources/{id}/pairs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    format?: string;
                    user_id?: string;
                };
                header?: never;
                path: {
                    id: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PairListDocument"];
                    };
                };
            };
        };
        put?: never;
        post: {
            parameters: {
                query?: {
                    format?: string;
                    user_id?: string;
                };
                header?: never;
                path: {
                    id: number;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": unknown;
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PairImportDocument"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/datasources/{id}/policy": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    user_id?: string;
                };
                header?: never;
                path: {
                    id: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PolicyDocument"];
                    };
                };
            };
        };
        put: {
            parameters: {
                query?: {
                    dry_run?: boolean;
                    user_id?: string;
                };
                header?: never;
                path: {
                    id: number;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": string;
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PolicyDocument"] | {
                            faults: {
                                /** Format: int32 */
                                line: number;
                                message: string;
                                path: string;
                            }[];
                            valid: boolean;
                        };
                    };
                };
            };
        };
        post?: never;
        delete: {
            parameters: {
                query?: {
                    user_id?: string;
                };
                header?: never;
                path: {
                    id: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PolicyDocument"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/datasources/{id}/policy/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: {
                    user_id?: string;
                };
                header?: never;
                path: {
                    id: number;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["PolicyPreviewRequest"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PolicyPreviewDocument"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/datasources/{id}/schema": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    user_id?: string;
                };
                header?: never;
                path: {
                    id: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SchemaDocument"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/datasources/{id}/suggestions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    user_id?: string;
                };
                header?: never;
                path: {
                    id: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SuggestionListDocument"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/datasources/{id}/sync": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: {
                    user_id?: string;
                };
                header?: never;
                path: {
                    id: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SchemaSyncDocument"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/datasources/{id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: {
                    user_id?: string;
                };
                header?: never;
                path: {
                    id: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ConnectionReportDocument"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/datasources/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: {
                    user_id?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["AddDataSourceRequest"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ConnectionReportDocument"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/datasources/upload": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: {
                    user_id?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "multipart/form-data": {
                        /** Format: binary */
                        file: string;
                        name?: string;
                        user_id?: string;
                    };
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["UploadDocument"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    user_id?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["MeDocument"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/memories": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    kind?: string[];
                    limit?: number;
                    namespace?: string;
                    offset?: number;
                    session_id?: string;
                    status?: string;
                    user_id?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["MemoryListDocument"];
                    };
                };
            };
        };
        put?: never;
        post: {
            parameters: {
                query?: {
                    session_id?: string;
                    user_id?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["AddMemoryRequest"];
                };
            };
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["MemoryDocument"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/memories/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    namespace?: string;
                    session_id?: string;
                    user_id?: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["MemoryDocument"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete: {
            parameters: {
                query?: {
                    namespace?: string;
                    session_id?: string;
                    user_id?: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        options?: never;
        head?: never;
        patch: {
            parameters: {
                query?: {
                    session_id?: string;
                    user_id?: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ChangeMemoryRequest"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["MemoryDocument"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/memories/{id}/archive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: {
                    namespace?: string;
                    session_id?: string;
                    user_id?: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["MemoryDocument"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/memories/{id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    namespace?: string;
                    session_id?: string;
                    user_id?: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["MemoryHistoryDocument"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/memories/{id}/promote": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: {
                    namespace?: string;
                    session_id?: string;
                    user_id?: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["MemoryDocument"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/memories/{id}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: {
                    keep_successor?: boolean;
                    namespace?: string;
                    session_id?: string;
                    user_id?: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["MemoryDocument"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/memories/{id}/supersede": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: {
                    session_id?: string;
                    user_id?: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["AddMemoryRequest"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["MemoryDocument"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/memories/consolidate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: {
                    namespace?: string;
                    session_id?: string;
                    user_id?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ConsolidatedDocument"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/memories/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    namespace?: string;
                    session_id?: string;
                    user_id?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/x-ndjson": string;
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/memories/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: {
                    namespace?: string;
                    session_id?: string;
                    user_id?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": unknown;
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ImportedDocument"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/memories/observe": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: {
                    session_id?: string;
                    user_id?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ObserveRequest"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ObservedDocument"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/memories/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: {
                    session_id?: string;
                    user_id?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["SearchMemoriesRequest"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["MemorySearchDocument"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/memories/wake": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: {
                    session_id?: string;
                    user_id?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["WakeMemoriesRequest"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["WorkingSetDocument"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/models": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ModelListDocument"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/monitoring/leak": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["LeakDocument"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/monitoring/memory/growth/{user_id}/{session_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    user_id?: string;
                };
                header?: never;
                path: {
                    session_id: string;
                    user_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["MemoryGrowthDocument"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/monitoring/performance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PerformanceDocument"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/monitoring/performance/report": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/markdown": string;
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/monitoring/stats/hourly": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    hours?: number;
                    user_id?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["HourlyStatsDocument"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/monitoring/stats/user/{user_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    days?: number;
                    user_id?: string;
                };
                header?: never;
                path: {
                    user_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["UserStatsDocument"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/monitoring/usage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    days?: number;
                    user_id?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["UsageReportDocument"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    active?: boolean;
                    all?: boolean;
                    limit?: number;
                    offset?: number;
                    session_id?: string;
                    user_id?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SessionListDocument"];
                    };
                };
            };
        };
        put?: never;
        post: {
            parameters: {
                query?: {
                    session_id?: string;
                    user_id?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: {
                content: {
                    "application/json": null | components["schemas"]["CreateSessionRequest"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SessionDocument"];
                    };
                };
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SessionDocument"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    user_id?: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SessionDocument"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete: {
            parameters: {
                query?: {
                    memories?: string;
                    user_id?: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SessionEndDocument"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch: {
            parameters: {
                query?: {
                    user_id?: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ChangeSessionRequest"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SessionDocument"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/sessions/{id}/transcript": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    offset?: number;
                    user_id?: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["TranscriptDocument"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/{id}/validate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: {
                    user_id?: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SessionValidityDocument"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/text2sql/clear-memory": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete: {
            parameters: {
                query?: {
                    namespace?: string;
                    session_id?: string;
                    user_id?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["DeletedDocument"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/text2sql/execute": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: {
                    format?: string;
                    session_id?: string;
                    user_id?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ExecuteRequest"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ExecuteDocument"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/text2sql/feedback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: {
                    session_id?: string;
                    user_id?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["FeedbackRequest"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["FeedbackDocument"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/text2sql/generate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: {
                    session_id?: string;
                    user_id?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["GenerateRequest"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["AnswerDocument"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/text2sql/memory-stats": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    namespace?: string;
                    session_id?: string;
                    user_id?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["MemoryStatisticsDocument"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/text2sql/runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: {
                    session_id?: string;
                    user_id?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["StartRunRequest"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/event-stream": components["schemas"]["RunDocument"] | components["schemas"]["RunStageDocument"] | components["schemas"]["RunStoppedDocument"] | components["schemas"]["KeptAnswerDocument"] | components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/text2sql/runs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete: {
            parameters: {
                query?: {
                    session_id?: string;
                    user_id?: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/text2sql/runs/{id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    after?: number;
                    session_id?: string;
                    user_id?: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/event-stream": components["schemas"]["RunDocument"] | components["schemas"]["RunStageDocument"] | components["schemas"]["RunStoppedDocument"] | components["schemas"]["KeptAnswerDocument"] | components["schemas"]["ProblemDetails"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/usage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    days?: number;
                    key_id?: string;
                    user_id?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["UsageReportDocument"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/usage/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: {
                    user_id?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["CheckUsageRequest"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["BudgetDocument"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/usage/limits/key/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    user_id?: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["StandingDocument"];
                    };
                };
            };
        };
        put: {
            parameters: {
                query?: {
                    user_id?: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["LimitsRequest"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["StandingDocument"];
                    };
                };
            };
        };
        post?: never;
        delete: {
            parameters: {
                query?: {
                    user_id?: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/usage/limits/user/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    user_id?: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["StandingDocument"];
                    };
                };
            };
        };
        put: {
            parameters: {
                query?: {
                    user_id?: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["LimitsRequest"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["StandingDocument"];
                    };
                };
            };
        };
        post?: never;
        delete: {
            parameters: {
                query?: {
                    user_id?: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/usage/record": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: {
                    user_id?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["RecordUsageRequest"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["RecordedUsageDocument"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete: {
            parameters: {
                query?: {
                    user_id?: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ForgottenUserDocument"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/{id}/data": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: {
                    user_id?: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/x-ndjson": string;
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/text2sql/generate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: {
                    session_id?: string;
                    user_id?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["GenerateRequest"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["AnswerDocument"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/version": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["VersionDocument"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["HealthDocument"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ReadyDocument"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/plain": string;
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": Record<string, never>;
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": Record<string, never>;
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/messages/count_tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": Record<string, never>;
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": Record<string, never>;
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        AddDataSourceRequest: {
            description?: null | string;
            name?: null | string;
            password?: null | string;
            target: string;
        };
        AddMemoryRequest: {
            /** Format: double */
            confidence?: null | number;
            content: string;
            entities?: null | string[];
            /** Format: date-time */
            expires_at?: null | string;
            id?: null | string;
            /** Format: double */
            importance?: null | number;
            kind?: null | string;
            layer?: null | string;
            metadata?: null | components["schemas"]["JsonObject"];
            mode?: null | string;
            namespace?: null | string;
            /** Format: date-time */
            occurred_at?: null | string;
            provenance?: null | string;
            session_bound?: null | boolean;
            session_id?: null | string;
            speaker?: null | string;
            user_id?: null | string;
            /** Format: date-time */
            valid_from?: null | string;
            /** Format: date-time */
            valid_to?: null | string;
        };
        AlertDelivery: {
            /** Format: date-time */
            at: string;
            /** Format: date */
            day: null | string;
            id: null | string;
            kind: string;
            /** Format: int64 */
            limit: null | number;
            message: string;
            subject_kind: null | string;
            /** Format: double */
            threshold: null | number;
            /** Format: int64 */
            used: null | number;
            /** Format: double */
            value: null | number;
        };
        AlertListDocument: {
            alerts: components["schemas"]["AlertDelivery"][];
        };
        AnnotationIssueDocument: {
            code: string;
            message: string;
            subject: string;
        };
        AnswerDocument: {
            chart: null | components["schemas"]["ChartSuggestion"];
            clarification: null | components["schemas"]["Clarification"];
            columns: components["schemas"]["ResultColumn"][];
            /** Format: double */
            confidence: number;
            /** Format: int32 */
            datasource_id: number;
            explanation: null | string;
            generator: null | string;
            learned_memory_id: null | string;
            memories: components["schemas"]["UsedMemory"][];
            model: null | string;
            question: string;
            reasons: components["schemas"]["ConfidenceReason"][];
            /** Format: int32 */
            row_count: number;
            rows: unknown[][];
            session_id: null | string;
            sql: null | string;
            tables: string[];
            trace: components["schemas"]["TraceStep"][];
            truncated: boolean;
            usage: components["schemas"]["UsageDocument"];
        };
        AnswerListDocument: {
            answers: components["schemas"]["AnswerSummaryDocument"][];
            next: null | string;
        };
        AnswerProblemDocument: {
            code: string;
            detail: null | string;
        };
        AnswerSummaryDocument: {
            answer_id: string;
            /** Format: date-time */
            asked_at: string;
            /** Format: double */
            confidence: null | number;
            conversation_id: string;
            /** Format: double */
            cost_usd: number;
            /** Format: int32 */
            datasource_id: number;
            generator: null | string;
            /** Format: double */
            ms: number;
            question: string;
            /** Format: int32 */
            row_count: null | number;
            session_id: string;
            sql: null | string;
            state: string;
            verdict: null | string;
        };
        AnswerVerdictDocument: {
            answer_id: string;
            memory_id: null | string;
            sql: null | string;
            verdict: string;
        };
        AnswerVerdictRequest: {
            reason?: null | string;
            sql?: null | string;
            user_id?: null | string;
            verdict: string;
        };
        AuditEntryDocument: {
            actor: null | string;
            actor_label: null | string;
            asked: null | string;
            /** Format: date-time */
            at: string;
            code: null | string;
            /** Format: int32 */
            datasource_id: null | number;
            details: null | components["schemas"]["JsonNode"];
            facts: null | components["schemas"]["JsonNode"];
            forgotten: boolean;
            hash: string;
            kind: string;
            outcome: string;
            /** Format: int64 */
            policy_version: null | number;
            request_id: null | string;
            /** Format: int64 */
            sequence: number;
            session_id: null | string;
            statements: string[];
            user_id: null | string;
        };
        AuditFaultDocument: {
            code: string;
            message: string;
            /** Format: int64 */
            sequence: number;
        };
        AuditPageDocument: {
            entries: components["schemas"]["AuditEntryDocument"][];
            /** Format: int64 */
            next: null | number;
        };
        AuditReportDocument: {
            /** Format: int64 */
            entries: number;
            faults: components["schemas"]["AuditFaultDocument"][];
            /** Format: int64 */
            first: number;
            /** Format: int64 */
            forgotten: number;
            hash: string;
            /** Format: int64 */
            last: number;
            whole: boolean;
        };
        BudgetDocument: {
            allowed: boolean;
            code: string;
            /** Format: int64 */
            current_usage: number;
            /** Format: int64 */
            daily_limit: null | number;
            /** Format: double */
            estimated_cost: number;
            reason: string;
            /** Format: int64 */
            remaining: null | number;
            /** Format: date-time */
            resets_at: string;
        };
        ChangeDataSourceRequest: {
            description?: null | string;
            name?: null | string;
            password?: null | string;
        };
        ChangeMemoryRequest: {
            content?: null | string;
            /** Format: date-time */
            expires_at?: null | string;
            /** Format: double */
            importance?: null | number;
            layer?: null | string;
            metadata?: null | components["schemas"]["JsonObject"];
            session_id?: null | string;
            status?: null | string;
            user_id?: null | string;
            /** Format: date-time */
            valid_from?: null | string;
            /** Format: date-time */
            valid_to?: null | string;
        };
        ChangeSessionRequest: {
            metadata: components["schemas"]["JsonObject"];
            replace?: boolean;
            user_id?: null | string;
        };
        ChartSuggestion: {
            type: string;
            x: null | string;
            y: string[];
        };
        ChatDocument: {
            blocks: components["schemas"]["JsonArray"];
            cached: boolean;
            content: null | string;
            downgraded_from: null | string;
            memories: components["schemas"]["UsedMemoryDocument"][];
            model: null | string;
            session_id: null | string;
            stop_reason: null | string;
            usage: components["schemas"]["UsageDocument"];
            warnings: string[];
        };
        ChatRequest: {
            budget_priority?: null | boolean;
            context_strategy?: null | string;
            effort?: null | string;
            /** Format: int32 */
            max_memory_tokens?: null | number;
            /** Format: int32 */
            max_tokens?: number;
            memory_mode?: null | string;
            messages: components["schemas"]["ChatRequestMessage"][];
            model?: null | string;
            namespace?: null | string;
            query_type?: null | string;
            session_id?: null | string;
            stop_sequences?: null | string[];
            stream?: boolean;
            system?: null | string;
            /** Format: double */
            temperature?: number;
            tool_choice?: null | components["schemas"]["ChatToolChoice"];
            tools?: null | components["schemas"]["ChatRequestTool"][];
            use_case?: null | string;
            user_id?: null | string;
        };
        ChatRequestMessage: {
            content: components["schemas"]["JsonElement"];
            pinned?: boolean;
            role: string;
        };
        ChatRequestTool: {
            description?: null | string;
            input_schema: components["schemas"]["JsonElement"];
            name: string;
        };
        ChatToolChoice: {
            disable_parallel_tool_use?: boolean;
            name?: null | string;
            type: string;
        };
        CheckUsageRequest: {
            /** Format: int64 */
            estimated_tokens?: number;
            model?: null | string;
            /** Format: int64 */
            output_tokens?: null | number;
            user_id?: null | string;
        };
        Clarification: {
            options: string[];
            question: string;
        };
        ClaudeHealthDocument: {
            circuit: string;
            /** Format: date-time */
            paced_until: null | string;
            /** Format: int32 */
            waiting: number;
        };
        ColumnAnnotation: {
            column: string;
            description?: null | string;
            synonyms?: string[];
            values?: null | components["schemas"]["ValueVisibility"];
        };
        ColumnDocument: {
            comment: null | string;
            declared_type: string;
            name: string;
            nullable: boolean;
            synonyms: string[];
            type: string;
            unique: boolean;
            values: components["schemas"]["ValueVisibility"];
        };
        ConfidenceReason: {
            code: string;
            effect: string;
            text: string;
        };
        ConnectionReportDocument: {
            key: string;
            ok: boolean;
            steps: components["schemas"]["ConnectionStepDocument"][];
            /** Format: int32 */
            tables: null | number;
        };
        ConnectionStepDocument: {
            advice: null | string;
            message: string;
            outcome: string;
            step: string;
        };
        ConsolidatedDocument: {
            /** Format: int32 */
            consolidated: number;
        };
        ContextRequest: {
            include_examples?: null | boolean;
            include_glossary?: null | boolean;
            include_history?: null | boolean;
            include_preferences?: null | boolean;
            include_rules?: null | boolean;
            include_schema?: null | boolean;
            include_values?: null | boolean;
            /** Format: int32 */
            max_history_turns?: null | number;
            /** Format: int32 */
            max_schema_tables?: null | number;
        };
        ConversationDocument: {
            /** Format: int32 */
            answers: number;
            conversation_id: string;
            /** Format: int32 */
            datasource_id: number;
            last_answer_id: string;
            /** Format: date-time */
            last_at: string;
            title: string;
        };
        ConversationListDocument: {
            conversations: components["schemas"]["ConversationDocument"][];
            next: null | string;
        };
        CreateKeyRequest: {
            attributes?: null | {
                [key: string]: string[];
            };
            datasources?: null | number[];
            /** Format: date-time */
            expires_at?: null | string;
            memory?: null | boolean;
            name?: null | string;
            role?: null | string;
            rule_roles?: null | string[];
            user_id?: null | string;
        };
        CreateSessionRequest: {
            metadata?: null | components["schemas"]["JsonObject"];
            session_id?: null | string;
            user_id?: null | string;
        };
        DataSourceDocument: {
            /** Format: date-time */
            created_at: string;
            description: string;
            has_password: boolean;
            /** Format: int32 */
            id: number;
            key: string;
            kind: string;
            location: string;
            name: string;
        };
        DataSourceListDocument: {
            datasources: components["schemas"]["DataSourceDocument"][];
        };
        DayUsageDocument: {
            /** Format: date */
            day: string;
            usage: components["schemas"]["UsageSumDocument"];
        };
        DeletedDocument: {
            /** Format: int32 */
            deleted: number;
            message: string;
        };
        ExecuteDocument: {
            columns: components["schemas"]["ResultColumn"][];
            /** Format: int32 */
            row_count: number;
            rows: unknown[][];
            sql: null | string;
            truncated: boolean;
        };
        ExecuteRequest: {
            /** Format: int32 */
            datasource_id: number;
            exact?: boolean;
            /** Format: int32 */
            row_limit?: null | number;
            session_id?: null | string;
            sql: string;
            user_id?: null | string;
        };
        FeedbackDocument: {
            /** Format: double */
            confidence: number;
            memory_id: string;
            question: string;
            sql: string;
            verdict: string;
        };
        FeedbackRequest: {
            memory_id: string;
            session_id?: null | string;
            sql?: null | string;
            user_id?: null | string;
            verdict: string;
        };
        ForeignKey: {
            columns: string[];
            referenced_columns: string[];
            referenced_schema: null | string;
            referenced_table: string;
        };
        ForgottenUserDocument: {
            deleted: {
                [key: string]: number;
            };
            message: string;
            policies_that_name_the_user: number[];
            scrubbed: boolean;
        };
        FoundMemory: {
            explanation: null | components["schemas"]["RecallExplanation"];
            memory: components["schemas"]["MemoryDocument"];
            /** Format: double */
            score: number;
        };
        GenerateRequest: {
            context?: null | components["schemas"]["ContextRequest"];
            /** Format: int32 */
            datasource_id: number;
            execute?: boolean;
            include_explanation?: boolean;
            query: string;
            session_id?: null | string;
            user_id?: null | string;
        };
        /** @enum {unknown} */
        GlossaryKind: "term" | "metric";
        GlossaryTerm: {
            definition?: null | string;
            definition_zh?: null | string;
            kind?: components["schemas"]["GlossaryKind"];
            schema?: null | string;
            sql?: null | string;
            synonyms?: string[];
            table?: null | string;
            term: string;
        };
        HealthDocument: {
            claude: components["schemas"]["ClaudeHealthDocument"];
            status: string;
        };
        HourlyStatsDocument: {
            /** Format: double */
            avg_cost_per_request: null | number;
            /** Format: double */
            avg_latency_ms: number;
            /** Format: double */
            avg_tokens_per_request: null | number;
            by_hour: null | components["schemas"]["HourSumDocument"][];
            by_type: null | components["schemas"]["TypeSumDocument"][];
            /** Format: double */
            p50_latency_ms: null | number;
            /** Format: double */
            p95_latency_ms: null | number;
            /** Format: double */
            p99_latency_ms: null | number;
            /** Format: int32 */
            period_hours: number;
            /** Format: double */
            success_rate: number;
            /** Format: int64 */
            successful_requests: null | number;
            total: null | components["schemas"]["RequestSumDocument"];
            /** Format: double */
            total_cost: number;
            /** Format: int64 */
            total_requests: number;
            /** Format: int64 */
            total_tokens: null | number;
            user_id: null | string;
        };
        HourSumDocument: {
            figures: components["schemas"]["RequestSumDocument"];
            /** Format: date-time */
            hour: string;
        };
        ImportedColumn: {
            name: string;
            type: string;
        };
        ImportedDocument: {
            /** Format: int32 */
            imported: number;
        };
        ImportedPairDocument: {
            code: null | string;
            /** Format: int32 */
            index: number;
            memory_id: null | string;
            message: null | string;
            near_duplicate_of: null | string;
            outcome: string;
            question: string;
        };
        ImportedTable: {
            columns: components["schemas"]["ImportedColumn"][];
            name: string;
            /** Format: int64 */
            rows: number;
        };
        IssueDocument: {
            description: string;
            severity: string;
            type: string;
        };
        JobDocument: {
            description: string;
            /** Format: int32 */
            failures: number;
            /** Format: double */
            interval_seconds: null | number;
            /** Format: date-time */
            last_done_at: null | string;
            last_error: null | string;
            last_reason: null | string;
            last_run: null | components["schemas"]["JobRunDocument"];
            name: string;
            /** Format: date-time */
            next_run_at: null | string;
            running_at: null | string;
        };
        JobListDocument: {
            jobs: components["schemas"]["JobDocument"][];
            queues: components["schemas"]["QueueDocument"][];
        };
        JobRunDocument: {
            /** Format: date-time */
            begun_at: string;
            /** Format: double */
            duration_ms: null | number;
            note: null | string;
            outcome: null | string;
        };
        JobRunListDocument: {
            runs: components["schemas"]["PastJobRunDocument"][];
        };
        JsonArray: unknown[];
        JsonElement: unknown;
        JsonNode: unknown;
        JsonObject: Record<string, never>;
        KeptAnswerDocument: {
            answer: null | components["schemas"]["AnswerDocument"];
            answer_id: null | string;
            /** Format: date-time */
            asked_at: string;
            conversation_id: string;
            corrected_sql: null | string;
            /** Format: int32 */
            datasource_id: number;
            /** Format: double */
            ms: number;
            problem: null | components["schemas"]["AnswerProblemDocument"];
            question: string;
            session_id: string;
            state: string;
            verdict: null | string;
        };
        KeyDocument: {
            attributes: {
                [key: string]: string[];
            };
            /** Format: date-time */
            created_at: string;
            datasources: null | number[];
            /** Format: date-time */
            expires_at: null | string;
            id: string;
            /** Format: date */
            last_used: null | string;
            memory: null | boolean;
            name: string;
            prefix: string;
            /** Format: date-time */
            previous_until: null | string;
            /** Format: date-time */
            revoked_at: null | string;
            role: string;
            /** Format: date-time */
            rotated_at: null | string;
            rule_roles: string[];
            secret: null | string;
            user_id: null | string;
        };
        KeyListDocument: {
            keys: components["schemas"]["KeyDocument"][];
        };
        KnownUser: {
            /** Format: int32 */
            answers: number;
            /** Format: date-time */
            last_activity: string;
            /** Format: int32 */
            memories: null | number;
            /** Format: int64 */
            memory_tokens: null | number;
            /** Format: int32 */
            sessions: number;
            user_id: string;
        };
        LargeOwnerDocument: {
            /** Format: int64 */
            bytes: number;
            /** Format: int32 */
            compared: number;
            id: string;
            kind: string;
            /** Format: int64 */
            memories: number;
            /** Format: int32 */
            near_duplicates: number;
            /** Format: date-time */
            newest_at: string;
            /** Format: int64 */
            tokens: number;
        };
        LeakDocument: {
            /** Format: double */
            current_memory_mb: null | number;
            /** Format: double */
            growth_rate: null | number;
            /** Format: double */
            handles_per_hour: null | number;
            /** Format: double */
            heap_mb_per_hour: null | number;
            is_increasing: null | boolean;
            latest: null | components["schemas"]["SnapshotDocument"];
            leak_detected: boolean;
            reason: null | string;
            recommendation: null | string;
            /** Format: int32 */
            snapshots: null | number;
            suspects: null | string[];
            /** Format: double */
            threads_per_hour: null | number;
            /** Format: double */
            threshold_mb: null | number;
        };
        LimitsRequest: {
            /** Format: int64 */
            daily_tokens?: null | number;
            /** Format: int64 */
            tokens_per_request?: null | number;
        };
        MeDocument: {
            administrator: boolean;
            authenticated: boolean;
            claude: boolean;
            datasources: null | number[];
            default_user: string;
            label: null | string;
            /** Format: int32 */
            max_export_rows: number;
            /** Format: int32 */
            max_rows: number;
            /** Format: int64 */
            max_upload_bytes: number;
            open: boolean;
            role: null | string;
            /** Format: int32 */
            session_idle_minutes: number;
            user_id: null | string;
            version: null | string;
        };
        MemoryDayDocument: {
            /** Format: date */
            day: string;
            /** Format: int64 */
            memories: number;
            /** Format: int64 */
            tokens: number;
        };
        MemoryDocument: {
            /** Format: int64 */
            access_count: number;
            /** Format: date-time */
            accessed_at: null | string;
            /** Format: double */
            confidence: number;
            content: string;
            /** Format: date-time */
            created_at: string;
            entities: string[];
            /** Format: date-time */
            expires_at: null | string;
            /** Format: double */
            feedback: number;
            id: string;
            /** Format: double */
            importance: number;
            kind: string;
            layer: string;
            merged_ids: string[];
            metadata: null | components["schemas"]["JsonObject"];
            mode: string;
            namespace: null | string;
            /** Format: date-time */
            occurred_at: null | string;
            provenance: null | string;
            session_id: null | string;
            speaker: null | string;
            status: string;
            /** Format: date-time */
            superseded_at: null | string;
            superseded_by: null | string;
            /** Format: int32 */
            token_count: number;
            /** Format: date-time */
            updated_at: string;
            /** Format: date-time */
            valid_from: null | string;
            /** Format: date-time */
            valid_to: null | string;
        };
        MemoryGrowthDocument: {
            /** Format: double */
            avg_importance: null | number;
            /** Format: int32 */
            data_points: number;
            /** Format: date-time */
            end_time: null | string;
            /** Format: int32 */
            final_memories: null | number;
            /** Format: double */
            growth_rate: null | number;
            /** Format: int32 */
            initial_memories: null | number;
            /** Format: int64 */
            memory_tokens: null | number;
            /** Format: double */
            retrieval_speed_ms: null | number;
            session_id: string;
            /** Format: date-time */
            start_time: null | string;
            user_id: string;
        };
        MemoryHistoryDocument: {
            versions: components["schemas"]["MemoryVersionDocument"][];
        };
        MemoryListDocument: {
            /** Format: int32 */
            limit: number;
            memories: components["schemas"]["MemoryDocument"][];
            /** Format: int32 */
            offset: number;
        };
        MemoryOverviewDocument: {
            by_day: components["schemas"]["MemoryDayDocument"][];
            by_status: {
                [key: string]: components["schemas"]["MemorySizeDocument"];
            };
            /** Format: int64 */
            bytes: number;
            /** Format: int64 */
            exact_duplicates: number;
            largest_owners: components["schemas"]["LargeOwnerDocument"][];
            /** Format: int64 */
            memories: number;
            /** Format: int64 */
            owners: number;
            /** Format: int64 */
            tokens: number;
        };
        MemorySearchDocument: {
            query: string;
            results: components["schemas"]["FoundMemory"][];
        };
        MemorySizeDocument: {
            /** Format: int64 */
            bytes: number;
            /** Format: int64 */
            memories: number;
            /** Format: int64 */
            tokens: number;
        };
        MemoryStatisticsDocument: {
            /** Format: double */
            avg_importance: number;
            by_kind: {
                [key: string]: number;
            };
            by_layer: {
                [key: string]: number;
            };
            /** Format: int64 */
            memory_tokens: number;
            /** Format: date-time */
            newest_memory: null | string;
            /** Format: date-time */
            oldest_memory: null | string;
            /** Format: int32 */
            total_memories: number;
        };
        MemoryVersionDocument: {
            memory: components["schemas"]["MemoryDocument"];
            reason: null | string;
            /** Format: date-time */
            replaced_at: null | string;
        };
        ModelDocument: {
            aliases: string[];
            /** Format: int32 */
            context_tokens: number;
            id: string;
            /** Format: int32 */
            max_output_tokens: number;
            prices: components["schemas"]["PriceDocument"][];
            retired: boolean;
            /** Format: date */
            retires: null | string;
            structured_output: boolean;
            successor: null | string;
            temperature: boolean;
            tier: null | string;
            use_cases: string[];
        };
        ModelListDocument: {
            models: components["schemas"]["ModelDocument"][];
        };
        ModelUsageDocument: {
            model: string;
            usage: components["schemas"]["UsageSumDocument"];
        };
        NameConversationRequest: {
            title: string;
            user_id?: null | string;
        };
        ObservedDocument: {
            assistant_turn: null | components["schemas"]["MemoryDocument"];
            extracted: null | components["schemas"]["MemoryDocument"][];
            id: string;
            is_echo: boolean;
            job_id: null | string;
            user_turn: null | components["schemas"]["MemoryDocument"];
        };
        ObserveRequest: {
            assistant_message?: null | string;
            assistant_speaker?: null | string;
            extract?: null | boolean;
            id?: null | string;
            model?: null | string;
            namespace?: null | string;
            /** Format: date-time */
            occurred_at?: null | string;
            session_id?: null | string;
            user_id?: null | string;
            user_message?: null | string;
            user_speaker?: null | string;
        };
        PairDocument: {
            active: boolean;
            /** Format: date-time */
            asked_at: string;
            /** Format: double */
            confidence: number;
            generator: null | string;
            memory_id: string;
            question: string;
            reason: null | string;
            shared: boolean;
            sql: string;
            verdict: null | string;
        };
        PairImportDocument: {
            /** Format: int32 */
            conflicting: number;
            /** Format: int32 */
            duplicate: number;
            /** Format: int32 */
            empty: number;
            /** Format: int32 */
            failed: number;
            /** Format: int32 */
            kept: number;
            pairs: components["schemas"]["ImportedPairDocument"][];
            /** Format: int32 */
            refused: number;
        };
        PairListDocument: {
            pairs: components["schemas"]["PairDocument"][];
        };
        PastJobRunDocument: {
            /** Format: date-time */
            begun_at: string;
            /** Format: double */
            duration_ms: null | number;
            error: null | string;
            note: null | string;
            outcome: null | string;
            reason: null | string;
        };
        PerformanceDocument: {
            issues: null | components["schemas"]["IssueDocument"][];
            recommendations: components["schemas"]["RecommendationDocument"][];
            status: string;
        };
        PolicyDocument: {
            /** Format: int32 */
            datasource_id: number;
            policy: null | components["schemas"]["JsonObject"];
            /** Format: int64 */
            version: number;
        };
        PolicyPreviewDocument: {
            closed: {
                [key: string]: string;
            };
            message: null | string;
            rule: null | string;
            sql: null | string;
            tables: components["schemas"]["PolicyTableDocument"][];
        };
        PolicyPreviewRequest: {
            attributes?: {
                [key: string]: string[];
            };
            roles?: string[];
            sql?: null | string;
            user_id: string;
        };
        PolicyTableDocument: {
            columns: string[];
            fence: null | string;
            name: string;
        };
        PriceDocument: {
            /** Format: double */
            cache_read: number;
            /** Format: double */
            cache_write1h: number;
            /** Format: double */
            cache_write5m: number;
            /** Format: double */
            input: number;
            /** Format: double */
            output: number;
            /** Format: int64 */
            up_to_prompt_tokens: null | number;
        };
        ProblemDetails: {
            code: string;
            detail: null | string;
            faults?: Record<string, never>[];
            instance?: null | string;
            request_id: string;
            /** Format: int32 */
            status: null | number;
            title?: null | string;
            trace_id?: string;
            type?: null | string;
        };
        QueuedJobDocument: {
            /** Format: int32 */
            attempts: number;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            due_at: string;
            /** Format: date-time */
            ended_at: null | string;
            error: null | string;
            id: string;
            owner: string;
            queue: string;
            state: string;
        };
        QueuedJobListDocument: {
            jobs: components["schemas"]["QueuedJobDocument"][];
        };
        QueueDocument: {
            /** Format: int64 */
            failed: number;
            /** Format: date-time */
            oldest_due_at: null | string;
            queue: string;
            /** Format: int64 */
            running: number;
            /** Format: int64 */
            waiting: number;
        };
        ReadyCheckDocument: {
            /** Format: date-time */
            last_success: null | string;
            message: string;
            /** Format: double */
            ms: number;
            name: string;
            status: string;
        };
        ReadyDocument: {
            checks: null | components["schemas"]["ReadyCheckDocument"][];
            status: string;
        };
        RecallExplanation: {
            /** Format: double */
            conversation: number;
            /** Format: double */
            cues: number;
            /** Format: double */
            importance: number;
            /** Format: double */
            repetition: number;
            terms: string[];
            /** Format: double */
            text: number;
            /** Format: double */
            vector: null | number;
        };
        RecommendationDocument: {
            issue: string;
            suggestion: string;
        };
        RecordedUsageDocument: {
            /** Format: double */
            cost_usd: number;
            /** Format: int64 */
            total_tokens: number;
        };
        RecordUsageRequest: {
            /** Format: int64 */
            cache_creation_input_tokens?: number;
            /** Format: int64 */
            cache_read_input_tokens?: number;
            /** Format: int64 */
            input_tokens?: number;
            model?: null | string;
            operation?: null | string;
            /** Format: int64 */
            output_tokens?: number;
            user_id?: null | string;
        };
        RequestSumDocument: {
            /** Format: double */
            avg_claude_api_ms: number;
            /** Format: double */
            avg_latency_ms: number;
            /** Format: double */
            avg_memory_retrieval_ms: number;
            /** Format: int64 */
            cache_creation_input_tokens: number;
            /** Format: int64 */
            cache_read_input_tokens: number;
            /** Format: double */
            cost_usd: number;
            /** Format: int64 */
            failed_requests: number;
            /** Format: int64 */
            input_tokens: number;
            /** Format: int64 */
            memories_created: number;
            /** Format: int64 */
            memories_retrieved: number;
            /** Format: int64 */
            output_tokens: number;
            /** Format: double */
            p50_latency_ms: number;
            /** Format: double */
            p95_latency_ms: number;
            /** Format: double */
            p99_latency_ms: number;
            /** Format: int64 */
            refused_requests: number;
            /** Format: int64 */
            requests: number;
        };
        ResultColumn: {
            name: string;
            type: string;
        };
        RotateKeyRequest: {
            /** Format: int32 */
            overlap_seconds?: number;
        };
        RunDocument: {
            answer_id: string;
            /** Format: date-time */
            asked_at: string;
            conversation_id: string;
            /** Format: int32 */
            datasource_id: number;
            question: string;
            run_id: string;
            session_id: string;
        };
        RunStageDocument: {
            code: null | string;
            /** Format: double */
            cost_usd: number;
            detail: null | string;
            generator: null | string;
            /** Format: double */
            ms: null | number;
            sql: null | string;
            stage: string;
            state: string;
            /** Format: int32 */
            step: number;
            /** Format: int64 */
            tokens: number;
        };
        RunStoppedDocument: {
            run_id: string;
        };
        SchemaAnnotations: {
            glossary?: components["schemas"]["GlossaryTerm"][];
            /** Format: int32 */
            max_values?: null | number;
            tables?: components["schemas"]["TableAnnotation"][];
            values?: components["schemas"]["ValueVisibility"];
        };
        SchemaChange: {
            after: null | string;
            before: null | string;
            column: null | string;
            kind: components["schemas"]["SchemaChangeKind"];
            table: string;
        };
        /** @enum {unknown} */
        SchemaChangeKind: "table_added" | "table_removed" | "table_kind_changed" | "column_added" | "column_removed" | "type_changed" | "nullability_changed" | "uniqueness_changed" | "comment_changed" | "primary_key_changed" | "foreign_key_added" | "foreign_key_removed";
        SchemaDocument: {
            dialect: string;
            glossary: components["schemas"]["GlossaryTerm"][];
            hash: string;
            tables: components["schemas"]["TableDocument"][];
        };
        SchemaSyncDocument: {
            changes: components["schemas"]["SchemaChange"][];
            first: boolean;
            issues: components["schemas"]["AnnotationIssueDocument"][];
            /** Format: int32 */
            tables: number;
        };
        SearchMemoriesRequest: {
            /** Format: date-time */
            as_of?: null | string;
            explain?: boolean;
            include_archived?: boolean;
            kinds?: null | string[];
            /** Format: date-time */
            known_at?: null | string;
            /** Format: int32 */
            limit?: null | number;
            /** Format: double */
            minimum_score?: null | number;
            /** Format: double */
            minimum_sureness?: null | number;
            namespace?: null | string;
            query: string;
            session_id?: null | string;
            /** Format: int32 */
            token_budget?: null | number;
            user_id?: null | string;
        };
        SessionDocument: {
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            ended_at: null | string;
            /** Format: date-time */
            expires_at: null | string;
            is_active: boolean;
            /** Format: date-time */
            last_activity: string;
            metadata: null | components["schemas"]["JsonObject"];
            /** Format: int64 */
            requests: number;
            session_id: string;
            user_id: string;
            why: null | string;
        };
        SessionEndDocument: {
            /** Format: int32 */
            deleted_memories: number;
            session: components["schemas"]["SessionDocument"];
        };
        SessionListDocument: {
            /** Format: int32 */
            limit: number;
            /** Format: int32 */
            offset: number;
            sessions: components["schemas"]["SessionDocument"][];
        };
        SessionValidityDocument: {
            /** Format: date-time */
            expires_at: null | string;
            reason: null | string;
            valid: boolean;
        };
        SettingDocument: {
            about: string;
            allowed: string;
            default: null | string;
            file: null | string;
            group: string;
            name: string;
            reloads: boolean;
            secret: boolean;
            source: string;
            value: null | string;
            variable: null | string;
        };
        SettingListDocument: {
            profile: null | string;
            settings: components["schemas"]["SettingDocument"][];
        };
        SnapshotDocument: {
            /** Format: int32 */
            handles: number;
            /** Format: double */
            heap_mb: number;
            /** Format: double */
            percent: number;
            /** Format: double */
            rss_mb: number;
            /** Format: int32 */
            threads: number;
            /** Format: date-time */
            timestamp: string;
            /** Format: double */
            vms_mb: number;
        };
        StandingDocument: {
            /** Format: date */
            day: string;
            /** Format: int64 */
            limit: null | number;
            own_limits: boolean;
            /** Format: int64 */
            remaining: null | number;
            /** Format: int64 */
            request_limit: null | number;
            /** Format: int64 */
            reserved: number;
            /** Format: date-time */
            resets_at: string;
            /** Format: int64 */
            used: number;
        };
        StartRunRequest: {
            context?: null | components["schemas"]["ContextRequest"];
            conversation_id?: null | string;
            /** Format: int32 */
            datasource_id: number;
            exclude_memories?: null | string[];
            include_explanation?: boolean;
            query: string;
            session_id?: null | string;
            user_id?: null | string;
        };
        /** Format: binary */
        Stream: string;
        SuggestionDocument: {
            memory_id: null | string;
            question: string;
            source: string;
        };
        SuggestionListDocument: {
            suggestions: components["schemas"]["SuggestionDocument"][];
        };
        TableAnnotation: {
            columns?: components["schemas"]["ColumnAnnotation"][];
            description?: null | string;
            schema?: null | string;
            synonyms?: string[];
            table: string;
            values?: null | components["schemas"]["ValueVisibility"];
        };
        TableDocument: {
            columns: components["schemas"]["ColumnDocument"][];
            comment: null | string;
            foreign_keys: components["schemas"]["ForeignKey"][];
            name: string;
            primary_key: string[];
            /** Format: int64 */
            row_count: null | number;
            schema: null | string;
            synonyms: string[];
            view: boolean;
        };
        TraceStep: {
            detail: string;
            /** Format: double */
            ms: number;
            stage: string;
        };
        TranscriptDocument: {
            entries: components["schemas"]["TranscriptEntry"][];
            /** Format: int32 */
            limit: number;
            /** Format: int32 */
            offset: number;
            session_id: string;
            /** Format: int32 */
            total: number;
            user_id: string;
        };
        TranscriptEntry: {
            /** Format: date-time */
            at: string;
            content: string;
            /** Format: int32 */
            datasource_id: null | number;
            exchange_id: null | string;
            kind: string;
            memory_id: string;
            model: null | string;
            namespace: null | string;
            role: null | string;
            speaker: null | string;
            sql: null | string;
            status: string;
        };
        TypeSumDocument: {
            figures: components["schemas"]["RequestSumDocument"];
            request_type: string;
        };
        UploadDocument: {
            /** Format: int32 */
            datasource_id: number;
            name: string;
            tables: components["schemas"]["ImportedTable"][];
            warnings: string[];
        };
        UsageDocument: {
            /** Format: int64 */
            cache_creation_input_tokens: number;
            /** Format: int64 */
            cache_read_input_tokens: number;
            /** Format: double */
            cost_usd: number;
            /** Format: int64 */
            input_tokens: number;
            /** Format: int64 */
            output_tokens: number;
            /** Format: int64 */
            total_tokens: number;
        };
        UsageReportDocument: {
            by_day: components["schemas"]["DayUsageDocument"][];
            by_model: components["schemas"]["ModelUsageDocument"][];
            by_user: components["schemas"]["UserUsageDocument"][];
            /** Format: double */
            cost_usd: number;
            daily_breakdown: {
                [key: string]: number;
            };
            /** Format: double */
            estimated_cost: number;
            key_id: null | string;
            /** Format: int32 */
            period_days: number;
            today: null | components["schemas"]["StandingDocument"];
            total: components["schemas"]["UsageSumDocument"];
            /** Format: int64 */
            total_tokens: number;
            user_id: null | string;
        };
        UsageSumDocument: {
            /** Format: int64 */
            cache_creation_input_tokens: number;
            /** Format: int64 */
            cache_read_input_tokens: number;
            /** Format: double */
            cost_usd: number;
            /** Format: int64 */
            estimated_requests: number;
            /** Format: double */
            estimated_share: number;
            /** Format: int64 */
            input_tokens: number;
            /** Format: int64 */
            output_tokens: number;
            /** Format: int64 */
            requests: number;
            /** Format: int64 */
            total_tokens: number;
        };
        UsedMemory: {
            content: string;
            id: string;
            kind: string;
            /** Format: double */
            score: number;
        };
        UsedMemoryDocument: {
            content: string;
            id: string;
            kind: string;
        };
        UserListDocument: {
            /** Format: int32 */
            limit: number;
            /** Format: int32 */
            offset: number;
            /** Format: int32 */
            total: number;
            users: components["schemas"]["KnownUser"][];
        };
        UserStatsDocument: {
            /** Format: double */
            avg_latency_ms: null | number;
            by_type: null | components["schemas"]["TypeSumDocument"][];
            /** Format: int32 */
            period_days: number;
            total: null | components["schemas"]["RequestSumDocument"];
            /** Format: double */
            total_cost: null | number;
            /** Format: int64 */
            total_requests: number;
            /** Format: int64 */
            total_tokens: null | number;
            user_id: string;
        };
        UserUsageDocument: {
            usage: components["schemas"]["UsageSumDocument"];
            user_id: string;
        };
        /** @enum {unknown} */
        ValueVisibility: "full" | "local" | "none";
        VersionDocument: {
            name: string;
            version: string;
        };
        WakeMemoriesRequest: {
            kinds?: null | string[];
            /** Format: int32 */
            limit?: null | number;
            namespace?: null | string;
            session_id?: null | string;
            /** Format: int32 */
            token_budget?: null | number;
            user_id?: null | string;
        };
        WorkingSetDocument: {
            memories: components["schemas"]["MemoryDocument"][];
            /** Format: int32 */
            tokens: number;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
