namespace Memori.Server.Errors;

/// <summary>The HTTP status of each kind of failure.</summary>
internal static class FaultStatus
{
    public static int Of(FaultKind kind) => kind switch
    {
        FaultKind.BadRequest => StatusCodes.Status400BadRequest,
        FaultKind.NotFound => StatusCodes.Status404NotFound,
        FaultKind.Unauthenticated => StatusCodes.Status401Unauthorized,
        FaultKind.Forbidden => StatusCodes.Status403Forbidden,
        FaultKind.Conflict => StatusCodes.Status409Conflict,
        FaultKind.Outdated => StatusCodes.Status412PreconditionFailed,
        FaultKind.Refused => StatusCodes.Status422UnprocessableEntity,
        FaultKind.Budget or FaultKind.TooOften => StatusCodes.Status429TooManyRequests,
        FaultKind.Backend => StatusCodes.Status502BadGateway,
        FaultKind.Unavailable => StatusCodes.Status503ServiceUnavailable,
        FaultKind.Timeout => StatusCodes.Status504GatewayTimeout,
        FaultKind.TooLarge => StatusCodes.Status413PayloadTooLarge,
        FaultKind.Full => StatusCodes.Status507InsufficientStorage,
        _ => StatusCodes.Status500InternalServerError,
    };
}
